// Files of prices run from the oldest to the newest row or the other way round; read backwards, a network would be asked to
// predict the past. Only dates that are written year first tell which, for 02/03/2020 may be February or March.

import type { CsvRecord } from "./records.ts";

const DATE = /^\d{4}[-/.]\d{2}[-/.]\d{2}(?!\d)/;

/** Whether a column of dates, year first, runs from the newest to the oldest. */
export function isNewestFirst(rows: readonly CsvRecord[], width: number): boolean {
  for (let place = 0; place < width; place++) {
    if (isFalling(rows, place)) return true;
  }
  return false;
}

function isFalling(rows: readonly CsvRecord[], place: number): boolean {
  const first = rows[0]?.cells[place] ?? "";
  let before = first;
  for (const { cells } of rows) {
    const cell = cells[place] ?? "";
    // Dates of one writing are in order as texts are.
    if (!DATE.test(cell) || cell > before) return false;
    before = cell;
  }
  return before < first;
}
