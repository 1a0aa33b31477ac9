// Where each number stands in the training kernel's buffers: the twin of shaders/training/state.wgsl, in the same order.

import type { Sizes } from "../../model/network.ts";

export const TRAINING_NETWORK_WORDS = 16;
export const TRAINING_RESULT_WORDS = 28;
export const TRAINING_RESULT = { status: 1, step: 2, stepsToTarget: 3, numbers: 4, last: 24 } as const;
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
export function trainingStateLayout({ hidden, inputSize, outputSize }: Sizes, moments: number) {
  const parameters = 9;
  const weight_ih = parameters;
  const weight_hh = weight_ih + hidden * inputSize;
  const bias = weight_hh + hidden * hidden;
  const weight_out = bias + hidden;
  const bias_out = weight_out + outputSize * hidden;
  const count = bias_out + outputSize - parameters;
  const units = parameters + (2 + moments) * count;
  return { weight_ih, weight_hh, bias, weight_out, bias_out, stride: units + hidden * 8 };
}

/** Positions of one training step: where a slice may begin and end. */
export function positionsPerStep(groups: number, longestUnroll: number): number {
  return groups * (2 * longestUnroll + 1) + 1;
}

/** Bytes of tape, state and results of one network: perNetwork + perStep × T. */
export function trainingBytes(sizes: Sizes, moments: number) {
  const words =
    trainingStateLayout(sizes, moments).stride + 2 * TRAINING_RESULT_WORDS + TRAINING_NETWORK_WORDS;
  return { perNetwork: 4 * words + 16 * sizes.hidden + 16, perStep: 16 * sizes.hidden + 16 };
}
