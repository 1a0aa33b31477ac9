// Scaled numbers: mantissa × 2^exponent, so that a gradient of 10^-30000 is a number like any other.
// Every quantity that grows or shrinks with the unroll length is carried this way, here and in the shaders.

import type { Floats, FloatsKind } from "./floats.ts";

/** A number held as mantissa × 2^exponent. Zero has mantissa 0. */
export interface Scaled {
  readonly mantissa: number;
  readonly exponent: number;
}

/** The exponent of an exact zero: below every other exponent, and still safe to add to another one. */
export const NO_EXPONENT = -(2 ** 40);

export const SCALED_ZERO: Scaled = { mantissa: 0, exponent: 0 };
/** Six such factors still make a normal float32, in whose arrays the twin of the reference keeps them. */
const SMALLEST_MODERATE = 2 ** -20;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Which of a float64's two words holds its sign and exponent: the second one on little-endian machines. */
const HIGH_WORD = new Uint8Array(Uint32Array.of(1).buffer)[0];
const POWER_LOWEST = -1074;
const POWER_HIGHEST = 1023;
const powers = Float64Array.from(
  { length: POWER_HIGHEST - POWER_LOWEST + 1 },
  (_, index) => 2 ** (index + POWER_LOWEST),
);

/** 2^n for an integer n: 0 below float64's range; above it the largest power there is. */
export function powerOfTwo(n: number): number {
  if (n < POWER_LOWEST) return 0;
  return powers[Math.min(n, POWER_HIGHEST) - POWER_LOWEST];
}

/** floor(log2 |x|) of a finite x, exact; `NO_EXPONENT` for 0. */
export function exponentOf(x: number): number {
  if (x === 0) return NO_EXPONENT;
  float[0] = x;
  const biased = (words[HIGH_WORD] >>> 20) & 0x7ff;
  return biased === 0 ? exponentOf(x * 2 ** 54) - 54 : biased - 1023;
}

/** mantissa × 2^exponent with the mantissa brought to 1 ≤ |mantissa| < 2. */
export function scaled(mantissa: number, exponent = 0): Scaled {
  if (mantissa === 0) return SCALED_ZERO;
  const shift = exponentOf(mantissa);
  // Two factors, because 2^-shift itself may lie outside float64's range for a subnormal mantissa.
  const half = shift >> 1;
  return {
    mantissa: mantissa * powerOfTwo(-half) * powerOfTwo(half - shift),
    exponent: exponent + shift,
  };
}

/** The sum of two scaled numbers. */
export function scaledSum(a: Scaled, b: Scaled): Scaled {
  if (a.mantissa === 0) return b;
  if (b.mantissa === 0) return a;
  const exponent = Math.max(a.exponent, b.exponent);
  return scaled(
    a.mantissa * powerOfTwo(a.exponent - exponent) + b.mantissa * powerOfTwo(b.exponent - exponent),
    exponent,
  );
}

/** a − b. */
export function scaledDifference(a: Scaled, b: Scaled): Scaled {
  return scaledSum(a, scaledNegative(b));
}

/** −a. */
export function scaledNegative(a: Scaled): Scaled {
  return { mantissa: -a.mantissa, exponent: a.exponent };
}

/** a · b, its mantissa left as it comes: a few factors of moderate mantissas multiply without over- or underflow. */
export function scaledProduct(a: Scaled, b: Scaled): Scaled {
  return { mantissa: a.mantissa * b.mantissa, exponent: a.exponent + b.exponent };
}

/** The number itself, normalised only where its mantissa is so small that a few factors more could lose it. */
export function scaledModerate(mantissa: number, exponent: number): Scaled {
  const isModerate = mantissa === 0 || Math.abs(mantissa) > SMALLEST_MODERATE;
  return isModerate ? { mantissa, exponent } : scaled(mantissa, exponent);
}

/** The larger of two numbers ≥ 0, both normalised. */
export function scaledLarger(a: Scaled, b: Scaled): Scaled {
  if (a.mantissa === 0 || b.mantissa === 0) return a.mantissa === 0 ? b : a;
  return b.exponent > a.exponent || (b.exponent === a.exponent && b.mantissa > a.mantissa) ? b : a;
}

/** Whether a > b, for two numbers ≥ 0, both normalised: exact, as no comparison of logarithms is. */
export function scaledExceeds(a: Scaled, b: Scaled): boolean {
  if (a.mantissa === 0 || b.mantissa === 0) return a.mantissa !== 0;
  return a.exponent > b.exponent || (a.exponent === b.exponent && a.mantissa > b.mantissa);
}

/** The smaller of two numbers ≥ 0, both normalised. */
export function scaledSmaller(a: Scaled, b: Scaled): Scaled {
  return scaledLarger(a, b) === a ? b : a;
}

/** a / b as a plain number, for b ≠ 0. */
export function scaledRatio(a: Scaled, b: Scaled): number {
  return toNumber({ mantissa: a.mantissa / b.mantissa, exponent: a.exponent - b.exponent });
}

/** out = values × 2^exponent × factor, where the results are known to be plain numbers. */
export function scaledTogether(values: Floats, exponent: number, factor: Scaled, out: Floats): void {
  // Two powers of two: their sum may lie outside float64's range where values or factor make up for it.
  const shift = Math.max(exponent + factor.exponent, 2 * POWER_LOWEST);
  const half = Math.trunc(shift / 2);
  const first = powerOfTwo(half) * factor.mantissa;
  const second = powerOfTwo(shift - half);
  for (let i = 0; i < out.length; i++) out[i] = values[i] * first * second;
}

/** √a for a ≥ 0. */
export function scaledSqrt(a: Scaled): Scaled {
  const odd = Math.abs(a.exponent % 2);
  return scaled(Math.sqrt(a.mantissa * (odd === 1 ? 2 : 1)), (a.exponent - odd) / 2);
}

/** factor × a. */
export function scaledTimes(a: Scaled, factor: number): Scaled {
  return scaled(a.mantissa * factor, a.exponent);
}

/** log2 |a|: −Infinity only for an exact zero. */
export function log2Of(a: Scaled): number {
  return a.mantissa === 0 ? Number.NEGATIVE_INFINITY : Math.log2(Math.abs(a.mantissa)) + a.exponent;
}

/** log10 |a|: −Infinity only for an exact zero. */
export function log10Of(a: Scaled): number {
  return a.mantissa === 0
    ? Number.NEGATIVE_INFINITY
    : Math.log10(Math.abs(a.mantissa)) + a.exponent * Math.LOG10E * Math.LN2;
}

/** The plain number: ±Infinity above float64's range, 0 below it. */
export function toNumber(a: Scaled): number {
  if (a.mantissa === 0 || a.exponent < 2 * POWER_LOWEST) return 0;
  if (a.exponent > POWER_HIGHEST + 1) return Math.sign(a.mantissa) * Number.POSITIVE_INFINITY;
  const half = a.exponent >> 1;
  return a.mantissa * powerOfTwo(half) * powerOfTwo(a.exponent - half);
}

/**
 * Values under one common power of two, to which terms of any scale are added.
 * A term larger than all before it lifts the common exponent; what then falls below float64 was negligible.
 */
export class ScaledAccumulator {
  readonly values: Floats;
  exponent = NO_EXPONENT;

  constructor(length: number, kind: FloatsKind = Float64Array) {
    this.values = new kind(length);
  }

  reset(): void {
    this.values.fill(0);
    this.exponent = NO_EXPONENT;
  }

  /** The factor by which a term at `exponent` is to be multiplied before it is added to `values`. */
  factorFor(exponent: number): number {
    if (exponent > this.exponent) {
      const shrink = powerOfTwo(this.exponent - exponent);
      for (let i = 0; i < this.values.length; i++) this.values[i] *= shrink;
      this.exponent = exponent;
    }
    return powerOfTwo(exponent - this.exponent);
  }

  /** The Euclidean norm of all values. */
  norm(): Scaled {
    return normOf(this.values, this.exponent);
  }
}

/** The Euclidean norm of values × 2^exponent, safe from overflow and underflow inside. */
export function normOf(values: Floats, exponent: number): Scaled {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return SCALED_ZERO;
  const shift = exponentOf(largest);
  const down = powerOfTwo(-shift);
  let sum = 0;
  for (const value of values) sum += (value * down) ** 2;
  return scaled(Math.sqrt(sum), exponent + shift);
}
