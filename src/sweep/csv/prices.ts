// From columns of a table to price series: which columns are meant, and what in them is no price.

import { LARGEST_PRICE, MOST_PRICES, MOST_SERIES } from "../../model/tasks/series.ts";
import { type Mistake, type Parsed, showGiven } from "../mistakes.ts";
import { FewMistakes } from "./fewMistakes.ts";
import { numberOf } from "./numbers.ts";
import type { CsvTable } from "./table.ts";

/** What stands for every column of numbers, one company each. */
export const ALL_COLUMNS = "*";
/** Names that prices have in most files; the first that is there is taken. */
const USUAL_NAMES = ["close", "adj close", "adjusted close", "price"];

/** The column that is taken where nothing is said: one named as prices usually are, else the last one of numbers. */
export function usualColumn({ names, numeric }: CsvTable): number {
  for (const usual of USUAL_NAMES) {
    const found = numeric.find((place) => names[place].toLowerCase() === usual);
    if (found !== undefined) return found;
  }
  return numeric[numeric.length - 1];
}

/** The places of the columns meant by a name, a number from 1, or `*`. */
export function columnsMeant(table: CsvTable, wanted: string): Parsed<readonly number[]> {
  const { names, numeric } = table;
  const lower = wanted.trim().toLowerCase();
  const exact = names.indexOf(wanted);
  const named = exact < 0 ? names.findIndex((name) => name.toLowerCase() === lower) : exact;
  if (named >= 0) return { ok: true, value: [named] };
  if (wanted === ALL_COLUMNS) return { ok: true, value: numeric };
  const number = /^\d{1,4}$/.test(lower) ? Number(lower) : 0;
  if (number >= 1 && number <= names.length) return { ok: true, value: [number - 1] };
  const known = numeric.map((place) => `${place + 1} ${showGiven(names[place])}`);
  const shown = known.length > 12 ? [...known.slice(0, 12), "…"] : known;
  const allowed = `the name or number of a column of numbers (${shown.join(", ")}), or ${ALL_COLUMNS} for all of them`;
  return { ok: false, mistakes: [{ path: "column", given: showGiven(wanted), allowed }] };
}

/** The prices in these columns, one series each; every cell that is none, at once. */
export function pricesIn(table: CsvTable, places: readonly number[]): Parsed<number[][]> {
  if (places.length > MOST_SERIES) {
    const given = `${places.length} columns of numbers`;
    return { ok: false, mistakes: [{ path: "file", given, allowed: `at most ${MOST_SERIES} companies` }] };
  }
  const mistakes = new FewMistakes();
  const series = places.map((place) => columnPrices(table, place, mistakes));
  const count = series.reduce((sum, { length }) => sum + length, 0);
  if (count > MOST_PRICES) {
    const allowed = `at most ${MOST_PRICES} prices in all`;
    mistakes.add(() => ({ path: "file", given: `${count} prices`, allowed }));
  }
  return mistakes.count > 0 ? { ok: false, mistakes: mistakes.list() } : { ok: true, value: series };
}

/** One column's prices. A company is younger than the file where its first cells are empty; later ones must not be. */
function columnPrices(table: CsvTable, place: number, mistakes: FewMistakes): number[] {
  const { names, rows, decimal, numeric } = table;
  const column = `column ${showGiven(names[place])}`;
  if (!numeric.includes(place)) {
    const known = numeric.map((other) => showGiven(names[other])).slice(0, 12);
    const allowed = `a column of numbers: ${known.join(", ")}`;
    mistakes.add(() => ({ path: column, given: "text", allowed }));
    return [];
  }
  const prices: number[] = [];
  const before = mistakes.count;
  for (const { row, cells } of rows) {
    const cell = cells[place] ?? "";
    if (cell === "" && prices.length === 0) continue;
    const price = numberOf(cell, decimal);
    // Wrong cells keep their places, so that empty ones behind them are seen as well.
    prices.push(price);
    if (!(Math.abs(price) <= LARGEST_PRICE)) {
      mistakes.add(() => ({ path: `row ${row}, ${column}`, ...cellMistake(cell, price) }));
    }
  }
  if (mistakes.count > before) return prices;
  if (prices.length < 2) {
    const given = prices.length === 1 ? "1 price" : "no price";
    mistakes.add(() => ({ path: column, given, allowed: "at least 2 prices" }));
  } else if (prices.every((price) => price === prices[0])) {
    const given = `the same number ${prices[0]} in all ${prices.length} rows`;
    mistakes.add(() => ({ path: column, given, allowed: "prices that change, to be scaled" }));
  }
  return prices;
}

function cellMistake(cell: string, price: number): Pick<Mistake, "given" | "allowed"> {
  if (cell === "") {
    const allowed = "a number; only rows before a company's first price may be empty";
    return { given: "an empty cell", allowed };
  }
  const range = Number.isNaN(price) ? "" : ` from ${-LARGEST_PRICE} to ${LARGEST_PRICE}`;
  return { given: showGiven(cell), allowed: `a number${range}` };
}
