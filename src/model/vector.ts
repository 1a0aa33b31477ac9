// Vectors of a network's units: under one power of two, brought to size, multiplied.

import type { Floats, FloatsKind } from "./floats.ts";
import { exponentOf, NO_EXPONENT, powerOfTwo, SCALED_ZERO, type Scaled, scaledModerate } from "./scaled.ts";

/** A vector [H] under one power of two; `exponent` is NO_EXPONENT when every entry is zero. */
export interface ScaledVector {
  readonly mantissas: Floats;
  exponent: number;
}

/** A vector of zeros. */
export function zeroVector(length: number, kind: FloatsKind): ScaledVector {
  return { mantissas: new kind(length), exponent: NO_EXPONENT };
}

/** One number of a vector. */
export function scaledAt({ mantissas, exponent }: ScaledVector, index: number): Scaled {
  return exponent === NO_EXPONENT ? SCALED_ZERO : scaledModerate(mantissas[index], exponent);
}

/** Brings the largest mantissa to [1, 2), or marks the vector as zero. */
export function normalise(vector: ScaledVector): void {
  let largest = 0;
  for (const value of vector.mantissas) largest = Math.max(largest, Math.abs(value));
  if (largest === 0 || vector.exponent === NO_EXPONENT) {
    vector.exponent = NO_EXPONENT;
    return;
  }
  const shift = exponentOf(largest);
  if (shift === 0) return;
  const down = powerOfTwo(-shift);
  for (let i = 0; i < vector.mantissas.length; i++) vector.mantissas[i] *= down;
  vector.exponent += shift;
}

/** Σ a_i b_i. */
export function dot(a: Floats, b: Floats): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** out = M v for M [n][H]; `out` is not `v`. */
export function timesMatrix(matrix: Floats, v: ScaledVector, out: ScaledVector): void {
  const { mantissas } = v;
  const H = mantissas.length;
  for (let i = 0; i < out.mantissas.length; i++) {
    let sum = 0;
    for (let j = 0; j < H; j++) sum += matrix[i * H + j] * mantissas[j];
    out.mantissas[i] = sum;
  }
  out.exponent = v.exponent;
}

/** out = Mᵀ v for M [n][H]; `out` is not `v`. */
export function timesTransposed(matrix: Floats, v: ScaledVector, out: ScaledVector): void {
  const { mantissas } = out;
  const H = mantissas.length;
  mantissas.fill(0);
  for (let i = 0; i < v.mantissas.length; i++) {
    const x = v.mantissas[i];
    if (x !== 0) for (let j = 0; j < H; j++) mantissas[j] += matrix[i * H + j] * x;
  }
  out.exponent = v.exponent;
}
