// From a CSV text to a table: its columns' names, its rows, and which columns hold numbers. Names and cells are only ever
// items of lists, never keys of objects, so that no name can mean anything to the program.

import type { Mistake, Parsed } from "../mistakes.ts";
import { decimalSignOf, separatorOf } from "./dialect.ts";
import { FewMistakes } from "./fewMistakes.ts";
import { type DecimalSign, isNumber } from "./numbers.ts";
import { isNewestFirst } from "./order.ts";
import { type CsvRecord, LONGEST_CELL, MOST_COLUMNS, recordsOf } from "./records.ts";

/** A file that is larger is refused unread: more than the most rows in their longest form would not need. */
export const LARGEST_CSV = 20_000_000;
export const MOST_ROWS = 100_000;
const LONGEST_NAME = 40;
/** So many rows tell what a column holds. */
const TELLING_ROWS = 1000;

/** A CSV file, read. */
export interface CsvTable {
  /** The columns' names as the header gives them, `column 3` where it gives none. */
  readonly names: readonly string[];
  /** The rows below the header, oldest first. */
  readonly rows: readonly CsvRecord[];
  /** Whether the file has them the other way round, as its dates tell. */
  readonly turned: boolean;
  readonly decimal: DecimalSign;
  /** Places, from 0, of the columns most of whose first cells are numbers. */
  readonly numeric: readonly number[];
}

/** What a file of this many bytes is told before it is read; null where it is small enough. */
export function sizeMistake(bytes: number): Mistake | null {
  return bytes <= LARGEST_CSV
    ? null
    : {
        path: "file",
        given: `${(bytes / 1e6).toFixed(1)} MB`,
        allowed: `a CSV file of at most ${LARGEST_CSV / 1e6} MB`,
      };
}

/** Reads a CSV text; everything that is wrong with its form at once. */
export function readCsv(source: string): Parsed<CsvTable> {
  const size = sizeMistake(source.length);
  if (size !== null) return wrong(size);
  const text = source.replace(/^\ufeff/, "");
  if (text.includes("\0")) {
    const given = "a binary file, or a text in UTF-16";
    return wrong({
      path: "file",
      given,
      allowed: "a text file in UTF-8, as a spreadsheet exports it as CSV",
    });
  }
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  for (const record of recordsOf(text, separator)) {
    const tooLarge = recordMistake(record, records.length);
    if (tooLarge !== null) return wrong(tooLarge);
    if (record.cells.some((cell) => cell !== "")) records.push(record);
  }
  const decimal = decimalSignOf(records.slice(0, TELLING_ROWS), separator);
  const header = hasHeader(records, decimal) ? records[0] : null;
  const rows = header === null ? records : records.slice(1);
  const width = (header ?? records[0])?.cells.length ?? 0;
  const numeric = Array.from({ length: width }, (_, place) => place).filter((place) =>
    mostlyNumbers(rows, place, decimal),
  );
  const mistakes = [...tableMistakes(rows, header, numeric), ...extraCells(rows, width)];
  if (mistakes.length > 0) return { ok: false, mistakes };
  const names = Array.from({ length: width }, (_, place) => nameOf(header?.cells[place] ?? "", place));
  const turned = isNewestFirst(rows, width);
  return { ok: true, value: { names, rows: turned ? rows.toReversed() : rows, turned, decimal, numeric } };
}

function wrong(mistake: Mistake): Parsed<CsvTable> {
  return { ok: false, mistakes: [mistake] };
}

/** What makes it pointless to read on. */
function recordMistake({ row, cells, unclosed }: CsvRecord, before: number): Mistake | null {
  if (unclosed) {
    const allowed = `a closing " after at most ${LONGEST_CELL} characters`;
    return { path: `row ${row}`, given: "a quoted cell without an end", allowed };
  }
  if (cells.length > MOST_COLUMNS) {
    const given = `more than ${MOST_COLUMNS} cells`;
    return { path: `row ${row}`, given, allowed: `at most ${MOST_COLUMNS} columns` };
  }
  // One row more is let pass, which may be the header; and as many empty ones, which count for nothing.
  const tooMany = before > MOST_ROWS || row > 2 * MOST_ROWS + 1;
  return tooMany
    ? { path: "file", given: `more than ${MOST_ROWS} rows`, allowed: `at most ${MOST_ROWS} rows` }
    : null;
}

/** A first row is a header if it has words where the rows below have numbers. */
function hasHeader(records: readonly CsvRecord[], decimal: DecimalSign): boolean {
  const [first, ...below] = records.slice(0, TELLING_ROWS);
  return (
    first?.cells.some(
      (cell, place) => cell !== "" && !isNumber(cell, decimal) && mostlyNumbers(below, place, decimal),
    ) ?? false
  );
}

function mostlyNumbers(rows: readonly CsvRecord[], place: number, decimal: DecimalSign): boolean {
  let [numbers, others] = [0, 0];
  for (let i = 0; i < rows.length && numbers + others < TELLING_ROWS; i++) {
    const cell = rows[i].cells[place] ?? "";
    if (cell === "") continue;
    if (isNumber(cell, decimal)) numbers++;
    else others++;
  }
  return numbers > others;
}

function tableMistakes(
  rows: readonly CsvRecord[],
  header: CsvRecord | null,
  numeric: readonly number[],
): Mistake[] {
  const told = header === null ? "" : " below the header";
  const allowed = "at least 2 rows, each with a price";
  if (rows.length === 0) return [{ path: "file", given: `no rows${told}`, allowed }];
  if (rows.length === 1) return [{ path: "file", given: `one row${told}`, allowed }];
  if (rows.length > MOST_ROWS) {
    return [{ path: "file", given: `${rows.length} rows`, allowed: `at most ${MOST_ROWS} rows` }];
  }
  return numeric.length > 0
    ? []
    : [{ path: "file", given: "no column of numbers", allowed: "a column of prices, one per row" }];
}

/** A row that is wider than the first has a separator too many, and nobody knows where. */
function extraCells(rows: readonly CsvRecord[], width: number): Mistake[] {
  const mistakes = new FewMistakes();
  for (const { row, cells } of rows) {
    const own = cells.findLastIndex((cell) => cell !== "") + 1;
    if (own <= width) continue;
    mistakes.add(() => ({
      path: `row ${row}`,
      given: `${own} cells`,
      allowed: `${width} cells, as in the first row`,
    }));
  }
  return mistakes.list();
}

function nameOf(cell: string, place: number): string {
  const name = cell.replaceAll(/\s+/g, " ");
  if (name === "") return `column ${place + 1}`;
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
