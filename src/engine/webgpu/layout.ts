// Where each number stands in the kernels' buffers: the twin of shaders/bindings.wgsl, in the same order.

import type { Sizes } from "../../model/network.ts";

/** Sizes that a compiled program is fixed to. */
export interface ProgramSizes extends Sizes {
  readonly batch: number;
  readonly lanczosSteps: number;
}

export const NETWORK_WORDS = 8;
export const RESULT_WORDS = 24;
export const RESULT_NUMBERS_AT = 1;
export const RESULT_LAST_AT = 23;
export const CANARY = 0x5eed1e55;
/**
 * The kernels' exponent of an exact zero, from which exponents in state and trace are counted,
 * and the bound below which an exponent stands for zero.
 */
export const NO_EXPONENT_I32 = -(2 ** 28);
export const ZERO_BELOW = -(2 ** 27);

/** Names of the ten scaled numbers of a result, in order. */
export const resultNumbers = [
  "squaredError",
  "firstStateGradientSquared",
  "lastStateGradientSquared",
  "absoluteState",
  "jacobianSquared",
  "inputSquared",
  "recurrentSquared",
  "biasSquared",
  "readoutWeightsSquared",
  "readoutBiasSquared",
] as const;

/** Batches are laid out four sequences at a time. */
export function groupsOf(batch: number): number {
  return Math.ceil(batch / 4);
}

/** Offsets within one replicate's base draw, in floats. */
export function weightLayout({ hidden, inputSize, outputSize }: Sizes) {
  const ih = 2;
  const hh = ih + hidden * inputSize;
  const hhTransposed = hh + hidden * hidden;
  const bias = hhTransposed + hidden * hidden;
  const out = bias + hidden;
  const outBias = out + outputSize * hidden;
  return {
    largestIh: 0,
    largestBias: 1,
    ih,
    hh,
    hhTransposed,
    bias,
    out,
    outBias,
    stride: outBias + outputSize,
  };
}

/** Offsets within one network's state, in words of 32 bits. */
export function stateLayout({ hidden, inputSize, outputSize, lanczosSteps }: ProgramSizes) {
  const lanczos = 32;
  const outBias = lanczos + 8 * lanczosSteps;
  const units = outBias + outputSize;
  const unit = { bias: 12, ih: 13, out: 13 + inputSize, hh: 13 + inputSize + outputSize };
  const unitStride = unit.hh + hidden;
  return { accumulatorExponents: 10, outBias, units, unit, unitStride, stride: units + hidden * unitStride };
}

/** Offsets within the trace of an inspected network, in words. */
export function traceLayout({ outputSize, batch }: ProgramSizes, unroll: number) {
  const groups = groupsOf(batch);
  const outputs = 0;
  const jacobian = outputs + outputSize * groups * 8;
  const steps = jacobian + groups * 8;
  return { outputs, jacobian, steps, words: steps + 2 * (unroll + 1) };
}

/** Bytes of tape and state of one network: perNetwork + perStep × (T + 1). */
export function networkBytes(sizes: ProgramSizes) {
  return {
    perNetwork: 4 * (stateLayout(sizes).stride + 2 * RESULT_WORDS + NETWORK_WORDS),
    perStep: 16 * sizes.hidden + 32,
  };
}
