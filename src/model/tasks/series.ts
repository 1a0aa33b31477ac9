// Price series: predict the next day's price from as many days before as the network is unrolled over, or as many as there
// are, for companies have histories of different lengths. The prices are the user's own, or the sample's.

import * as v from "valibot";
import { LARGEST_ENTRY } from "../entry.ts";
import { sampleSeries } from "./sampleSeries.ts";
import { scaled, split, type Target, testTargets, trainingTargets } from "./seriesWindows.ts";
import { batchField, testBatchField, unrollField } from "./sizes.ts";
import type { FieldValues, TaskData, TaskKind, TaskMistake } from "./task.ts";

export const MOST_SERIES = 16;
/** Their places in the table stay exact in float32 up to 2^24; a spec with more numbers would be no joy to hold. */
export const MOST_PRICES = 100_000;
/** Differences of such prices still have some digits in float64. */
export const LARGEST_PRICE = 1e15;

const fields = {
  unroll: unrollField(
    "Number of days the network looks back, one copy of it per day; fewer where a history is shorter.",
  ),
  batch: batchField(
    "Days of the training part to predict, spread evenly over it and over the series; fewer where there are not as many.",
  ),
  testBatch: testBatchField("Days of the test part to predict, which training never sees; 0 for none.", 16),
  testShare: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(0.9),
      v.title("Test share"),
      v.description("The last days of each series that are kept for the test, as a share of all its days."),
    ),
    0.25,
  ),
  series: v.optional(
    v.nullable(
      v.pipe(
        v.array(v.array(v.pipe(v.number(), v.minValue(-LARGEST_PRICE), v.maxValue(LARGEST_PRICE)))),
        v.title("Prices"),
        v.description(
          `One list of prices per company, oldest first, 1 to ${MOST_SERIES} lists of at least 2 prices; null for the sample that ships with the lab.`,
        ),
      ),
    ),
    null,
  ),
} satisfies v.ObjectEntries;

export const series: TaskKind<typeof fields> = {
  label: "Price series",
  definition:
    "Windows of a price series (your own, or a sample), scaled to 0 … 1 by the training days; predict the next day's price.",
  fields,
  mistakes: (task) => (task.series === null ? [] : seriesMistakes(task.series, task.testShare)),
  unrollOf: (task) => task.unroll,
  widths: () => ({ inputSize: 1, outputSize: 1 }),
  data(task) {
    const lists = pricesOf(task);
    const parts = lists.map((prices) => split(prices, task.testShare));
    const table = Float64Array.from(
      lists.flatMap((prices, s) => prices.map((price) => scaled(price, parts[s]))),
    );
    const starts = lists.map((_, s) => lists.slice(0, s).reduce((sum, { length }) => sum + length, 0));
    const test = testTargets(parts, task.testBatch);
    return {
      ...windows(trainingTargets(parts, task.batch), starts, table),
      test: test.length === 0 ? null : windows(test, starts, table),
    };
  },
};

/** The prices of a task, those of the sample where none are given. */
export function pricesOf(task: Pick<FieldValues<typeof fields>, "series">): readonly (readonly number[])[] {
  return task.series ?? [sampleSeries];
}

/** One sequence per target; all read the same table of scaled prices. */
function windows(targets: readonly Target[], starts: readonly number[], table: Float64Array): TaskData {
  const places = targets.map(({ series: s, day }) => starts[s] + day);
  const lengths = Float64Array.from(targets, ({ day }) => day);
  return {
    inputSize: 1,
    outputSize: 1,
    batch: targets.length,
    targets: Float64Array.from(places, (place) => table[place]),
    initialState: {},
    lengths,
    // Per sequence: where in the table the day to predict stands, and how many days come before.
    sequences: Float64Array.from(targets.flatMap(({ day }, b) => [places[b], day])),
    table,
    test: null,
    input(t, unroll, b) {
      const steps = Math.min(unroll, lengths[b]);
      // Behind the end of a short history nothing is read; the shader shows 0 there as well.
      return t <= steps ? table[places[b] - steps + t - 1] : 0;
    },
  };
}

function seriesMistakes(lists: readonly (readonly number[])[], testShare: number): TaskMistake[] {
  const mistakes: TaskMistake[] = [];
  const say = (path: string, given: string, allowed: string) => mistakes.push({ path, given, allowed });
  if (lists.length < 1 || lists.length > MOST_SERIES) {
    say("series", `${lists.length} series`, `1 to ${MOST_SERIES} series, or null for the sample`);
  }
  const prices = lists.reduce((sum, { length }) => sum + length, 0);
  if (prices > MOST_PRICES) say("series", `${prices} prices`, `at most ${MOST_PRICES} prices in all`);
  lists.forEach((list, s) => {
    if (list.length < 2) {
      say(`series.${s}`, list.length === 1 ? "1 price" : "no price", "at least 2 prices");
      return;
    }
    const part = split(list, testShare);
    const extent = `the ${part.training} days before the test`;
    if (part.range === 0) {
      say(`series.${s}`, `the same price ${list[0]} on all of ${extent}`, "prices that change, to be scaled");
    } else if (list.some((price) => Math.abs(scaled(price, part)) > LARGEST_ENTRY)) {
      const allowed = `prices within ${LARGEST_ENTRY} times the range of ${extent}`;
      say(`series.${s}`, `a range of only ${part.range} on ${extent}`, allowed);
    }
  });
  return mistakes;
}
