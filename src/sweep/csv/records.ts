// Cuts a CSV text into records of cells, one record at a time, so that a reader who has seen enough can stop.

/** One record of a file, its cells as they stand there, without quotes and outer spaces. */
export interface CsvRecord {
  /** Counted from 1 as a spreadsheet counts its rows, empty ones too. */
  readonly row: number;
  /** None at all in an empty line. */
  readonly cells: readonly string[];
  /** Whether a quoted cell does not end. */
  readonly unclosed: boolean;
}

/** A record with more cells is cut off: no table of prices is so wide, and a line of separators would fill the memory. */
export const MOST_COLUMNS = 256;

/** A quoted cell that goes on for longer is one whose end was forgotten. */
export const LONGEST_CELL = 10_000;

const LINE_END = /\r\n|\n|\r/g;

/** All records in order. */
export function* recordsOf(text: string, separator: string): Generator<CsvRecord> {
  let row = 0;
  for (let at = 0; at < text.length; ) {
    row++;
    const line = endOfLine(text, at);
    const plain = text.slice(at, line.end);
    if (!plain.includes('"')) {
      at = line.next;
      const cells = plain.trim() === "" ? [] : plain.split(separator, MOST_COLUMNS + 1);
      yield { row, cells: cells.map((cell) => cell.trim()), unclosed: false };
      continue;
    }
    const quoted = quotedRecord(text, at, separator);
    at = quoted.next;
    yield { row, cells: quoted.cells, unclosed: quoted.unclosed };
  }
}

function endOfLine(text: string, from: number): { end: number; next: number } {
  LINE_END.lastIndex = from;
  const found = LINE_END.exec(text);
  return found === null
    ? { end: text.length, next: text.length }
    : { end: found.index, next: LINE_END.lastIndex };
}

/** A record with quotes in it: between them separators and line ends are part of the cell, and "" is one quote. */
function quotedRecord(text: string, from: number, separator: string) {
  const cells: string[] = [];
  const cellEnd = new RegExp(`[${separator}\r\n]`, "g");
  let at = from;
  for (;;) {
    while (text[at] === " ") at++;
    let cell = "";
    if (text[at] === '"') {
      const inside = quotedCell(text, at + 1);
      if (inside === null) return { cells, next: text.length, unclosed: true };
      cell = inside.cell;
      at = inside.next;
    }
    cellEnd.lastIndex = at;
    const end = cellEnd.exec(text)?.index ?? text.length;
    cells.push((cell + text.slice(at, end)).trim());
    if (text[end] !== separator) return { cells, next: endOfLine(text, end).next, unclosed: false };
    if (cells.length > MOST_COLUMNS) return { cells, next: endOfLine(text, end).next, unclosed: false };
    at = end + 1;
  }
}

function quotedCell(text: string, from: number): { cell: string; next: number } | null {
  let cell = "";
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote - from > LONGEST_CELL) return null;
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { cell, next: quote + 1 };
    cell += '"';
    at = quote + 2;
  }
}
