// The adding problem (Hochreiter & Schmidhuber 1997): two of T numbers are marked, and their sum is asked for at the end.
// The marked values belong to the sequence and only their places scale with T, so that one data set serves every T.

import type * as v from "valibot";
import { type RandomStream, randomStream } from "../random.ts";
import { drawInteger, drawWord, hashAt } from "./counter.ts";
import { batchField, testBatchField, unrollField } from "./sizes.ts";
import type { TaskData, TaskKind } from "./task.ts";

const fields = {
  unroll: unrollField(
    "Number of numbers that pass by. One of the first half and one of the second half are marked; with T = 1 both marks fall on the only step.",
  ),
  batch: batchField("Sequences to learn from, drawn from the seed."),
  testBatch: testBatchField("Further sequences that training never sees; 0 for none.", 32),
} satisfies v.ObjectEntries;

/** Rows of a sequence: its word in two halves, the two marked values, and their places as 24-bit fractions of a half. */
const ROWS = 6;
/** Bits of a marked value: one less than a float32 holds, so that the sum of two is exact as well. */
const VALUE_BITS = 23;
const PLACE_BITS = 24;

export const adding: TaskKind<typeof fields> = {
  label: "Adding problem",
  definition:
    "Numbers between 0 and 1, two of them marked by a second input; predict the sum of the marked ones. Always answering 1 has a loss of 1/6 on average.",
  fields,
  mistakes: () => [],
  unrollOf: (task) => task.unroll,
  widths: () => ({ inputSize: 2, outputSize: 1 }),
  data({ batch, testBatch }, seed) {
    return {
      ...drawn(batch, randomStream(seed, 0, "adding")),
      test: testBatch === 0 ? null : drawn(testBatch, randomStream(seed, 0, "adding.test")),
    };
  },
};

/** Sequences one after another from one stream: a larger batch begins with the sequences of a smaller one. */
function drawn(batch: number, stream: RandomStream): TaskData {
  const sequences = new Float64Array(batch * ROWS);
  const targets = new Float64Array(batch);
  for (let b = 0; b < batch; b++) {
    const word = drawWord(stream);
    const values = [0, 1].map(() => drawInteger(stream, VALUE_BITS) * 2 ** -VALUE_BITS);
    const places = [0, 1].map(() => drawInteger(stream, PLACE_BITS));
    sequences.set([...word, ...values, ...places], b * ROWS);
    targets[b] = values[0] + values[1];
  }
  return {
    inputSize: 2,
    outputSize: 1,
    batch,
    targets,
    initialState: {},
    lengths: null,
    sequences,
    table: null,
    test: null,
    input: (t, unroll, b, k) => input(sequences.subarray(b * ROWS, (b + 1) * ROWS), t, unroll, k),
  };
}

/** The number at step t (k = 0), or how many marks it has (k = 1). */
function input(rows: Float64Array, t: number, unroll: number, k: number): number {
  const [high, low, firstValue, secondValue, firstPlace, secondPlace] = rows;
  const half = Math.max(Math.floor(unroll / 2), 1);
  const first = 1 + placeIn(half, firstPlace);
  const second = Math.min(half + 1 + placeIn(unroll - half, secondPlace), unroll);
  if (k === 1) return (t === first ? 1 : 0) + (t === second ? 1 : 0);
  // With T = 1 the step has two marks and the mean of both values: Σ number × marks is the target for every T.
  if (first === second) return (firstValue + secondValue) / 2;
  if (t === first) return firstValue;
  if (t === second) return secondValue;
  return (hashAt(high, low, t) >>> 8) * 2 ** -24;
}

/** A fraction's place among so many steps, from 0. */
function placeIn(steps: number, fraction: number): number {
  return Math.floor((fraction * steps) / 2 ** PLACE_BITS);
}
