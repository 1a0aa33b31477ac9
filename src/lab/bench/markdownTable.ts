// A Markdown table whose columns are aligned in the source too, so that it reads as well in a terminal.

/** A table; columns that hold nothing but `numeric` cells are set to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
): string {
  const texts = [head, ...rows].map((row) => row.map(escaped));
  const widths = head.map((_, column) => Math.max(3, ...texts.map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, c) => (numeric[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c]))).join(" | ")} |`;
  const rule = widths.map((width, c) => (numeric[c] ? `${"-".repeat(width - 1)}:` : "-".repeat(width)));
  return [line(texts[0]), `| ${rule.join(" | ")} |`, ...texts.slice(1).map(line)].join("\n");
}

/** Text that neither ends a cell nor a line. */
function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
}
