// Aligned tables on standard output, numbers to the right: what a person reads; the JSON holds every figure in full.

export type Cell = string | number | null;

/** Rows under a header, each column as wide as its widest cell; null is shown as a dash. */
export function tableText(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [header.slice(), ...rows.map((row) => row.map(cellText))];
  const widths = header.map((_, column) => Math.max(...texts.map((row) => row[column].length)));
  const line = (row: readonly string[], index: number) =>
    row
      .map((text, column) => {
        const isText = index > 0 ? typeof rows[index - 1][column] === "string" : isTextColumn(rows, column);
        return isText ? text.padEnd(widths[column]) : text.padStart(widths[column]);
      })
      .join("  ")
      .trimEnd();
  return texts.map(line).join("\n");
}

function isTextColumn(rows: readonly (readonly Cell[])[], column: number): boolean {
  return rows.some((row) => typeof row[column] === "string");
}

/** Counts in full, measures to four or five significant digits, thousands apart. */
function cellText(cell: Cell): string {
  if (cell === null) return "–";
  if (typeof cell === "string") return cell;
  if (Number.isInteger(cell)) return cell.toLocaleString("en-US");
  if (Math.abs(cell) < 1e-3) return cell.toExponential(1);
  return cell.toLocaleString("en-US", { maximumSignificantDigits: Math.abs(cell) < 1e4 ? 4 : 5 });
}
