// The latching problem (after Bengio, Simard & Frasconi 1994): the first inputs tell a class, ±1, noise follows, and the
// class is asked for at the end. There one tanh unit was to answer ±0.8; here a linear readout answers ±1, the class itself.

import * as v from "valibot";
import { type RandomStream, randomStream } from "../random.ts";
import { drawWord, hashAt } from "./counter.ts";
import { batchField, LONGEST_UNROLL, testBatchField, unrollField } from "./sizes.ts";
import type { FieldValues, TaskData, TaskKind } from "./task.ts";

const fields = {
  unroll: unrollField("Number of steps over which the class has to be kept."),
  batch: batchField("Sequences to learn from, of the classes +1 and −1 in turn, drawn from the seed."),
  testBatch: testBatchField("Further sequences that training never sees; 0 for none.", 32),
  signal: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(LONGEST_UNROLL),
      v.title("Signal"),
      v.description("The first so many steps carry the class; all steps do where T is smaller."),
      v.metadata({ unit: "steps" }),
    ),
    3,
  ),
  noise: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(1000),
      v.title("Noise"),
      v.description("Standard deviation of the noise on every input."),
    ),
    0.2,
  ),
} satisfies v.ObjectEntries;

/** Rows of a sequence: its word in two halves, its class, the steps of the signal, and the noise per unit of `bell`. */
const ROWS = 5;

/** Four uniform 16-bit integers have this standard deviation together. */
const BELL_DEVIATION = Math.sqrt((2 ** 32 - 1) / 3);
const BELL_MEAN = 2 * (2 ** 16 - 1);

export const latch: TaskKind<typeof fields> = {
  label: "Latching",
  definition:
    "The first inputs tell a class, +1 or −1, and noise follows; predict the class. Always answering 0 has a loss of 1.",
  fields,
  mistakes: () => [],
  unrollOf: (task) => task.unroll,
  widths: () => ({ inputSize: 1, outputSize: 1 }),
  data(task, seed) {
    return {
      ...drawn(task, task.batch, randomStream(seed, 0, "latch")),
      test: task.testBatch === 0 ? null : drawn(task, task.testBatch, randomStream(seed, 0, "latch.test")),
    };
  },
};

function drawn({ signal, noise }: FieldValues<typeof fields>, batch: number, stream: RandomStream): TaskData {
  // In turn and not by chance, so that an even batch has as many of either class.
  const targets = Float64Array.from({ length: batch }, (_, b) => (b % 2 === 0 ? 1 : -1));
  const sequences = new Float64Array(batch * ROWS);
  for (let b = 0; b < batch; b++) {
    sequences.set([...drawWord(stream), targets[b], signal, noise / BELL_DEVIATION], b * ROWS);
  }
  return {
    inputSize: 1,
    outputSize: 1,
    batch,
    targets,
    initialState: {},
    lengths: null,
    sequences,
    table: null,
    test: null,
    input(t, _unroll, b) {
      const [high, low, label, steps, unit] = sequences.subarray(b * ROWS, (b + 1) * ROWS);
      return (t <= steps ? label : 0) + unit * bell(high, low, t);
    },
  };
}

/**
 * Noise that is as good as Gaussian, and an integer, so that both twins agree on it: the sum of four uniform 16-bit
 * integers less its mean (Irwin–Hall of order 4). Mean and variance are exact; nothing lies beyond 3.46 standard deviations.
 */
function bell(high: number, low: number, t: number): number {
  const [one, two] = [hashAt(high, low, 2 * t), hashAt(high, low, 2 * t + 1)];
  return (one >>> 16) + (one & 0xffff) + (two >>> 16) + (two & 0xffff) - BELL_MEAN;
}
