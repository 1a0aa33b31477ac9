// What one network costs the kernels of webgpu as they are: operations and bytes. bench/README.md derives every number here;
// when a shader changes, both change. What the equations ask of every engine alike is in src/lab/bench/cost.ts.

import { stateLayout, tapeStep } from "../src/engine/webgpu/layout.ts";

/** Sizes of the benched networks. */
export interface Shape {
  readonly hidden: number;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly batch: number;
  readonly unroll: number;
}

/** Operations of the kernels per unit, step and sequence that do not depend on H (scaled numbers, own tanh). */
const FORWARD_OPERATIONS = 122;
const BACKWARD_OPERATIONS = 140;

/** Operations that the kernels issue for one gradient: products, the units' search for a common exponent, and the rest. */
export function kernelOperations({ hidden, batch, unroll }: Shape): number {
  const products = 6 * hidden;
  const exponents = hidden === 1 ? 0 : 2 * hidden;
  return (FORWARD_OPERATIONS + BACKWARD_OPERATIONS + products + exponents) * hidden * batch * unroll;
}

/** Bytes between a network and the device's memory where every stage is one slice; shared weights stay in caches. */
export function kernelBytes({ hidden, inputSize, outputSize, batch, unroll }: Shape) {
  const groups = Math.ceil(batch / 4);
  const { numbers, exponents } = tapeStep({ hidden, inputSize, outputSize, cell: "rnn" });
  const row = 16 * (numbers + exponents);
  // Each row is written once and read once from memory; the step after finds it in a cache.
  const tape = groups * 2 * (unroll + 1) * row;
  const words = stateLayout({ hidden, inputSize, outputSize, batch, lanczosSteps: 1, cell: "rnn" }).stride;
  const carry = 32 * hidden;
  const rows = 4 * hidden * (1 + inputSize + hidden);
  const readout = 4 * outputSize * (hidden + 1);
  // Cleared once; per group: the carry four times, gradient rows and the readout's there and back, sums and exponents.
  const state = 4 * words + groups * (4 * carry + 2 * rows + 2 * readout + 120) + rows + readout + 60;
  // A result is written, copied (read and written), and its network is read by four stages.
  const results = 3 * 96 + (3 * groups + 1) * 32;
  return { tape, state, results, all: tape + state + results };
}

/** Operations of the training kernel per unit, step and sequence that do not depend on H, and those per update. */
const TRAINING_FORWARD_OPERATIONS = 39;
const TRAINING_BACKWARD_OPERATIONS = 82;
const OPERATIONS_PER_UPDATE = 600;

/** Operations of one update of one network: products 2H forward and 4H back, 2H for the largest |δ|, and the rest. */
export function trainingOperations({ hidden, batch, unroll }: Shape): number {
  const perStep = TRAINING_FORWARD_OPERATIONS + TRAINING_BACKWARD_OPERATIONS + 8 * hidden;
  return perStep * hidden * batch * unroll + OPERATIONS_PER_UPDATE * hidden;
}

/** Bytes of one update: each row of the tape written once and read once; from two units on the weights there and back. */
export function trainingBytesPerUpdate({ hidden, batch, unroll }: Shape): number {
  const groups = Math.ceil(batch / 4);
  const weights = hidden === 1 ? 0 : 8 * (hidden * hidden + 4 * hidden);
  return groups * 2 * 16 * hidden * unroll + weights;
}
