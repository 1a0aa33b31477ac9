// How often each outcome occurs on the map: every pixel counted, so that the shares in the legend are exact.

import type { Field } from "./field/field.ts";

/** Pixels by the value they show; those that show none yet are left out. */
export type Tally = ReadonlyMap<number, number>;

export const EMPTY_TALLY: Tally = new Map();

/** Counts the values that the pixels show; meant for metrics of a few whole numbers. */
export function tallyOf(field: Pick<Field, "at">, source: Int32Array): Tally {
  const counts = new Map<number, number>();
  // Neighbours mostly agree, so a run of equal values costs one look-up.
  let value = Number.NaN;
  let run = 0;
  const end = () => {
    if (run > 0) counts.set(value, (counts.get(value) ?? 0) + run);
  };
  for (let i = 0; i < source.length; i++) {
    if (source[i] < 0) continue;
    const next = field.at(source[i]);
    if (next !== value) {
      end();
      value = next;
      run = 0;
    }
    run++;
  }
  end();
  return counts;
}

/** Several tallies as one. */
export function joinedTallies(tallies: readonly Tally[]): Tally {
  const counts = new Map<number, number>();
  for (const tally of tallies) {
    for (const [value, count] of tally) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return counts;
}
