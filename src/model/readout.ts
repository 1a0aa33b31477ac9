// The linear readout of one sequence: outputs and squared error from h_T, and from them the readout's own gradients and ∂L/∂h_T.

import type { Floats, FloatsKind } from "./floats.ts";
import type { Parameters, Sizes } from "./network.ts";
import {
  exponentOf,
  NO_EXPONENT,
  powerOfTwo,
  SCALED_ZERO,
  type Scaled,
  type ScaledAccumulator,
  scaled,
} from "./scaled.ts";
import type { Tape } from "./tape.ts";
import type { TaskData } from "./tasks/index.ts";
import { normalise, type ScaledVector, zeroVector } from "./vector.ts";

/** The sizes of a network, and the data it is given. */
interface Task {
  readonly sizes: Sizes;
  readonly data: TaskData;
}

/** What the readout makes of one sequence. */
export interface ReadOut {
  /** h_T [H], as it stands on the tape. */
  readonly state: Floats;
  readonly stateExponent: number;
  /** y [O]. */
  readonly outputs: readonly Scaled[];
  /** y − target [O]. */
  readonly residual: ScaledVector;
  readonly squaredError: Scaled;
}

/** y = W_out h_T + b_out, y − target and Σ (y − target)² of sequence b, which has `length` steps. */
export function readOut(
  parameters: Parameters,
  { sizes, data }: Task,
  tape: Tape,
  length: number,
  b: number,
  kind: FloatsKind,
): ReadOut {
  const { hidden, outputSize } = sizes;
  const [h] = tape.states;
  const state = h.values.subarray(length * hidden, (length + 1) * hidden);
  const stateExponent = h.exponents[length];
  const residual = zeroVector(outputSize, kind);

  // y − target takes the larger power of two of its parts.
  let plainPart = 0;
  for (let o = 0; o < outputSize; o++) {
    const target = data.targets[b * outputSize + o];
    plainPart = Math.max(plainPart, Math.abs(target), Math.abs(parameters.bias_out[o]));
  }
  const exponent = Math.max(stateExponent, exponentOf(plainPart));
  const outputs: Scaled[] = new Array(outputSize).fill(SCALED_ZERO);
  if (exponent === NO_EXPONENT) return { state, stateExponent, residual, outputs, squaredError: SCALED_ZERO };
  const plainFactor = powerOfTwo(-exponent);
  const stateFactor = powerOfTwo(stateExponent - exponent);
  for (let o = 0; o < outputSize; o++) {
    let sum = 0;
    for (let i = 0; i < hidden; i++) sum += parameters.weight_out[o * hidden + i] * state[i];
    const y = sum * stateFactor + parameters.bias_out[o] * plainFactor;
    outputs[o] = scaled(y, exponent);
    residual.mantissas[o] = y - data.targets[b * outputSize + o] * plainFactor;
  }
  residual.exponent = exponent;
  normalise(residual);
  let squares = 0;
  for (const r of residual.mantissas) squares += r * r;
  return { state, stateExponent, residual, outputs, squaredError: scaled(squares, 2 * residual.exponent) };
}

/** Adds the readout's gradients of one sequence to `gradient`, and writes ∂L/∂h_T into `toH`, which is zero before. */
export function readBack(
  { state, stateExponent, residual }: ReadOut,
  parameters: Parameters,
  { sizes, data }: Task,
  gradient: Readonly<Record<"weight_out" | "bias_out", ScaledAccumulator>>,
  toH: ScaledVector,
): void {
  if (residual.exponent === NO_EXPONENT) return;
  const { hidden, outputSize } = sizes;
  // ∂L/∂y = 2 (y − target) / (B·O).
  const factor = 2 / (data.batch * outputSize);
  const toWeights = gradient.weight_out.factorFor(residual.exponent + stateExponent);
  const toBias = gradient.bias_out.factorFor(residual.exponent);
  for (let o = 0; o < outputSize; o++) {
    const g = residual.mantissas[o] * factor;
    gradient.bias_out.values[o] += g * toBias;
    for (let i = 0; i < hidden; i++) {
      gradient.weight_out.values[o * hidden + i] += g * state[i] * toWeights;
      toH.mantissas[i] += g * parameters.weight_out[o * hidden + i];
    }
  }
  toH.exponent = residual.exponent;
  normalise(toH);
}
