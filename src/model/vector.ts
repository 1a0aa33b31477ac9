// Vectors of a network's units: under one power of two, brought to size, multiplied.

import type { Floats } from "./floats.ts";
import { exponentOf, NO_EXPONENT, powerOfTwo } from "./scaled.ts";

/** A vector [H] under one power of two; `exponent` is NO_EXPONENT when every entry is zero. */
export interface ScaledVector {
  readonly mantissas: Floats;
  exponent: number;
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
