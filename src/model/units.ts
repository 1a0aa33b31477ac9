// Numbers of a network's units, each under its own power of two, on their way to a common one: gates of one layer may lie
// hundreds of decades apart, and none may be lost before it has met its factors.

import type { Floats, FloatsKind } from "./floats.ts";
import { exponentOf, NO_EXPONENT, powerOfTwo, type Scaled } from "./scaled.ts";
import type { ScaledVector } from "./vector.ts";

/** Values [n]: mantissas[i] × 2^exponents[i]. */
export class Units {
  readonly mantissas: Floats;
  readonly exponents: Float64Array;

  constructor(length: number, kind: FloatsKind = Float64Array) {
    this.mantissas = new kind(length);
    this.exponents = new Float64Array(length);
  }

  set(index: number, value: Scaled): void {
    this.mantissas[index] = value.mantissa;
    this.exponents[index] = value.exponent;
  }

  /**
   * Writes all values under one power of two, the largest of them in [1, 2), and returns it.
   * What lies further below the largest than the numbers' range reaches becomes zero there.
   */
  agree(out: Floats, offset = 0): number {
    const { mantissas, exponents } = this;
    let largest = NO_EXPONENT;
    for (let i = 0; i < mantissas.length; i++) {
      if (mantissas[i] !== 0) largest = Math.max(largest, exponentOf(mantissas[i]) + exponents[i]);
    }
    for (let i = 0; i < mantissas.length; i++) {
      out[offset + i] = mantissas[i] === 0 ? 0 : mantissas[i] * powerOfTwo(exponents[i] - largest);
    }
    return largest;
  }

  /** The same, into a vector. */
  agreeInto(vector: ScaledVector): void {
    vector.exponent = this.agree(vector.mantissas);
  }
}
