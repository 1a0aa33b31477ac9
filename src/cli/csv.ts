// `--csv PATH --column NAME`: prices from a CSV file into the spec, which then holds them itself and runs again anywhere.

import { readFile, stat } from "node:fs/promises";
import { columnsMeant, pricesIn, usualColumn } from "../sweep/csv/prices.ts";
import { readCsv, sizeMistake } from "../sweep/csv/table.ts";
import { type Mistake, type Parsed, showGiven } from "../sweep/mistakes.ts";
import type { OptionKind } from "./args.ts";
import { unreadable } from "./unreadable.ts";

/** The options of every verb that takes prices. */
export const csvOptions = {
  csv: {
    value: "PATH",
    description:
      'A CSV file of prices, oldest first (or newest first, with dates written year first); they become task.series (the task is then "series" where FILE names none).',
  },
  column: {
    value: "NAME|N",
    description:
      "The column of --csv by its name or its number from 1, or * for all columns of numbers, one company each; a column named close, adj close or price where it is left out, else the last one of numbers.",
  },
} satisfies Record<string, OptionKind>;

/** Prices, one list per company. */
export type Series = readonly (readonly number[])[];

/** The prices that the options ask for, null where they ask for none; every mistake of the file at once. */
export async function readSeries(given: { csv?: string; column?: string }): Promise<Parsed<Series | null>> {
  const { csv, column } = given;
  if (csv === undefined) {
    const stray = { path: "--column", given: showGiven(column), allowed: "only beside --csv" };
    return column === undefined ? { ok: true, value: null } : { ok: false, mistakes: [stray] };
  }
  const text = await textOf(csv);
  const table = text.ok ? readCsv(text.value) : text;
  if (!table.ok) return { ok: false, mistakes: table.mistakes.map((mistake) => inFile(mistake, csv)) };
  const places =
    column === undefined
      ? ({ ok: true, value: [usualColumn(table.value)] } as const)
      : columnsMeant(table.value, column);
  if (!places.ok) return { ok: false, mistakes: places.mistakes.map((m) => ({ ...m, path: "--column" })) };
  const prices = pricesIn(table.value, places.value);
  return prices.ok ? prices : { ok: false, mistakes: prices.mistakes.map((mistake) => inFile(mistake, csv)) };
}

/** A spec's JSON value with these prices as its series; a mistake where it already has data of its own. */
export function withSeries(value: unknown, series: Series): Parsed<unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { ok: true, value };
  const { task = {} } = value as { task?: unknown };
  if (typeof task !== "object" || task === null || Array.isArray(task)) return { ok: true, value };
  const { kind = "series", series: own = null } = task as { kind?: unknown; series?: unknown };
  const mistakes: Mistake[] = [];
  if (kind !== "series") {
    mistakes.push({ path: "task.kind", given: `${showGiven(kind)} beside --csv`, allowed: 'only "series"' });
  }
  if (own !== null) {
    mistakes.push({ path: "task.series", given: "prices beside --csv", allowed: "null, or no --csv" });
  }
  if (mistakes.length > 0) return { ok: false, mistakes };
  return { ok: true, value: { ...value, task: { ...task, kind, series } } };
}

async function textOf(path: string): Promise<Parsed<string>> {
  try {
    // A file of gigabytes is refused by its size alone.
    const size = sizeMistake((await stat(path)).size);
    if (size !== null) return { ok: false, mistakes: [size] };
    return { ok: true, value: await readFile(path, "utf8") };
  } catch (error) {
    return { ok: false, mistakes: [{ path: "file", ...unreadable(error, "a CSV file of prices") }] };
  }
}

/** `prices.csv, row 3, column "Close"`; what is about the file as a whole is just `prices.csv`. */
function inFile(mistake: Mistake, csv: string): Mistake {
  return { ...mistake, path: mistake.path === "file" ? csv : `${csv}, ${mistake.path}` };
}
