// The notes' task: yesterday's and today's price in, tomorrow's out, with low = 0, medium = 0.5, high = 1.
// Longer unrolls put days without news between the two, so that "yesterday" has to be carried ever further.

import * as v from "valibot";
import { unrollField } from "./sizes.ts";
import type { TaskKind } from "./task.ts";

type Case = readonly [yesterday: number, today: number, tomorrow: number];

/** The sets of cases one may choose from. */
export const priceCases = {
  /** The four cases of the notes; they can be solved from today's price alone. */
  notes: [
    [0, 0, 0],
    [0, 0.5, 1],
    [1, 0.5, 1],
    [1, 1, 1],
  ],
  /** Tomorrow is high if any day was: cannot be solved without memory (best loss without it 0.125). */
  everHigh: [
    [0, 0, 0],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ],
} satisfies Record<string, readonly Case[]>;

const fields = {
  unroll: unrollField(
    "Number of time steps: one copy of the network per day, all with the same weights. T = 1 sees today only.",
  ),
  between: v.optional(
    v.pipe(
      v.picklist(["zero", "hold"]),
      v.title("Days between"),
      v.description("What the network sees between yesterday and today: zeros, or yesterday's price held."),
    ),
    "zero",
  ),
  cases: v.optional(
    v.pipe(
      v.picklist(["notes", "everHigh"]),
      v.title("Cases"),
      v.description(
        "notes: the four cases of the lecture notes. everHigh: tomorrow is high if any day was, which needs memory.",
      ),
    ),
    "notes",
  ),
} satisfies v.ObjectEntries;

export const prices: TaskKind<typeof fields> = {
  label: "Stock prices",
  definition: "Yesterday's price at t = 1, today's at t = T; predict tomorrow's.",
  fields,
  mistakes: () => [],
  unrollOf: (task) => task.unroll,
  widths: () => ({ inputSize: 1, outputSize: 1 }),
  data({ between, cases }) {
    const rows: readonly Case[] = priceCases[cases];
    const hold = between === "hold";
    // Per sequence: the price at t = 1, the price shown in between, the price at t = T.
    const sequences = Float64Array.from(
      rows.flatMap(([yesterday, today]) => [yesterday, hold ? yesterday : 0, today]),
    );
    return {
      inputSize: 1,
      outputSize: 1,
      batch: rows.length,
      targets: Float64Array.from(rows, ([, , tomorrow]) => tomorrow),
      initialState: {},
      lengths: null,
      sequences,
      table: null,
      test: null,
      input: (t, unroll, b) => sequences[b * 3 + (t === unroll ? 2 : t === 1 ? 0 : 1)],
    };
  },
};
