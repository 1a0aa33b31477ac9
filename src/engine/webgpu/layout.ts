// Where each number stands in the kernels' buffers: the twin of shaders/bindings.wgsl, in the same order.

import { type CellName, cells } from "../../model/cells/index.ts";
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

/** Names of the eleven scaled numbers of a result, in order. */
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
  "recurrentBiasSquared",
] as const;

/** Batches are laid out four sequences at a time. */
export function groupsOf(batch: number): number {
  return Math.ceil(batch / 4);
}

/** What a cell makes of the kernels' layouts. */
export function cellLayout(name: CellName) {
  const cell = cells[name];
  const parts = cell.parts.length;
  return {
    gates: cell.gates.length,
    parts,
    /** Numbers that the tape keeps of a step and unit beside h: pre-activations, and the other parts of the state. */
    kept: cell.kept + parts - 1,
    /** Units whose state is a mere function of their pre-activation agree on one power of two for it. */
    keptExponentsShared: !cell.hasDirectPath,
    /** In training the tape keeps pre-activations and, where the state is no mere function of them, the state. */
    plainPre: cell.kept,
    plainKept: cell.kept + (cell.hasDirectPath ? parts : 0),
    recurrentBiases: cell.recurrentBiasGate === null ? 0 : 1,
  };
}

/** Offsets within one replicate's base draw, in floats. */
export function weightLayout({ hidden, inputSize, outputSize, cell }: Sizes) {
  const { gates, recurrentBiases } = cellLayout(cell);
  const ih = 2;
  const hh = ih + gates * hidden * inputSize;
  const hhTransposed = hh + gates * hidden * hidden;
  const bias = hhTransposed + gates * hidden * hidden;
  const biasHn = bias + gates * hidden;
  const out = biasHn + recurrentBiases * hidden;
  const outBias = out + outputSize * hidden;
  return {
    largestIh: 0,
    largestBias: 1,
    ih,
    hh,
    hhTransposed,
    bias,
    biasHn,
    out,
    outBias,
    stride: outBias + outputSize,
  };
}

/** Offsets within one network's state, in words of 32 bits. */
export function stateLayout({ hidden, inputSize, outputSize, lanczosSteps, cell }: ProgramSizes) {
  const { gates, parts, recurrentBiases } = cellLayout(cell);
  const lanczos = 28;
  const outBias = lanczos + 8 * lanczosSteps;
  const units = outBias + outputSize;
  const bias = 16 * parts;
  const biasHn = bias + gates;
  const ih = biasHn + recurrentBiases;
  const out = ih + gates * inputSize;
  const hh = out + outputSize;
  const unitStride = hh + gates * hidden;
  return {
    accumulatorExponents: 10,
    outBias,
    units,
    unit: { bias, biasHn, ih, out, hh },
    unitStride,
    stride: units + hidden * unitStride,
  };
}

/** Elements of four words that the tape holds of one step of one network. */
export function tapeStep({ hidden, cell }: Sizes) {
  const { kept, keptExponentsShared } = cellLayout(cell);
  return { numbers: (kept + 1) * hidden, exponents: 1 + (keptExponentsShared ? kept : kept * hidden) };
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
  const { numbers, exponents } = tapeStep(sizes);
  return {
    perNetwork: 4 * (stateLayout(sizes).stride + 2 * RESULT_WORDS + NETWORK_WORDS),
    perStep: 16 * (numbers + exponents),
  };
}
