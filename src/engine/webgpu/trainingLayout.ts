// Where each number stands in the training kernel's buffers: the twin of shaders/training/state.wgsl, in the same order.

import { eachParameter, lengthOf, parameterShapes, type Sizes } from "../../model/network.ts";
import { cellLayout } from "./layout.ts";

export const TRAINING_NETWORK_WORDS = 16;
export const TRAINING_RESULT_WORDS = 28;
export const TRAINING_RESULT = {
  status: 1,
  step: 2,
  stepsToTarget: 3,
  numbers: 4,
  last: 24,
  testLoss: 25,
} as const;
export const TRAINING_TRACE_WORDS = 4;

/** How a run stands, as the kernel says it. */
export const RUNNING = 0;
export const DIVERGED = 2;

/** Names of the ten scaled numbers of a result, in order. */
export const trainingNumbers = [
  "initialLoss",
  "finalLoss",
  "bestLoss",
  "recentSum",
  "olderSum",
  "peakGradientNorm",
  "bestBefore",
  "windowBest",
  "windowLowest",
  "windowHighest",
] as const;

/** Offsets within one network's state, in words of 32 bits. */
export function trainingStateLayout(sizes: Sizes, moments: number) {
  const parameters = 9;
  const shapes = parameterShapes(sizes);
  let next = parameters;
  const at = eachParameter((name) => {
    const here = next;
    next += lengthOf(shapes[name]);
    return here;
  });
  const units = parameters + (2 + moments) * (next - parameters);
  return { ...at, stride: units + sizes.hidden * 4 * cellLayout(sizes.cell).parts };
}

/** Positions of one training step: where a slice may begin and end. */
export function positionsPerStep(groups: number, longestUnroll: number): number {
  return groups * (2 * longestUnroll + 1) + 1;
}

/** Positions of the one pass over the test's sequences. */
export function positionsOfTest(groups: number, longestUnroll: number): number {
  return groups * (longestUnroll + 1);
}

/** Elements of four words that the tape holds of one step of one network. */
export function trainingTapeStep({ hidden, cell }: Sizes): number {
  return cellLayout(cell).plainKept * hidden;
}

/** Bytes of tape, state and results of one network: perNetwork + perStep × T. */
export function trainingBytes(sizes: Sizes, moments: number) {
  const words =
    trainingStateLayout(sizes, moments).stride + 2 * TRAINING_RESULT_WORDS + TRAINING_NETWORK_WORDS;
  const perStep = 16 * (trainingTapeStep(sizes) + 1);
  return { perNetwork: 4 * words + perStep, perStep };
}
