// What every activation φ offers: its value and its derivative as scaled numbers of a scaled argument.
// Mantissa and exponent are separate functions so that the inner loops allocate nothing.

import { powerOfTwo, type Scaled } from "../scaled.ts";

/** An activation φ(a) of a = mantissa × 2^exponent. */
export interface Activation {
  readonly label: string;
  /** The formula, as shown to the user. */
  readonly formula: string;
  /** Whether |φ| ≤ 1. */
  readonly bounded: boolean;
  /** φ(a) = value × 2^valueExponent. */
  value(mantissa: number, exponent: number): number;
  valueExponent(mantissa: number, exponent: number): number;
  /** φ'(a) = derivative × 2^derivativeExponent, from the pre-activation a: saturation never fakes a zero. */
  derivative(mantissa: number, exponent: number): number;
  derivativeExponent(mantissa: number, exponent: number): number;
}

/** φ and φ' of one argument, by one exponential: for cells with gates. */
export interface ActivationSlope {
  readonly value: Scaled;
  readonly slope: Scaled;
}

/** σ and 1 − σ of one argument; σ' is their product. */
export interface ActivationSides {
  readonly value: Scaled;
  readonly rest: Scaled;
}

/** The pre-activation as a plain number; past 10^300 the bounded activations are flat to the last bit. */
export function plain(mantissa: number, exponent: number): number {
  if (exponent > 900) return mantissa === 0 ? 0 : Math.sign(mantissa) * 1e300;
  return mantissa * powerOfTwo(exponent);
}

/** Below this argument float64's exp is left for exp(x) = 2^(x·log2 e) split into mantissa and exponent. */
export const EXP_SPLIT = -600;

/** The exponent part of exp(x), x ≤ 0: 0 while float64 holds it. */
export function expExponent(x: number): number {
  return x > EXP_SPLIT ? 0 : Math.max(Math.floor(x * Math.LOG2E), EXP_LOWEST);
}

/** exp(x) / 2^expExponent(x), for x ≤ 0. */
export function expMantissa(x: number): number {
  if (x > EXP_SPLIT) return Math.exp(x);
  const y = x * Math.LOG2E;
  return y < EXP_LOWEST ? 1 : 2 ** (y - Math.floor(y));
}

/** One step never shrinks a gradient by more than 2^-16777216: exponents of 32768 such steps still add up safely. */
const EXP_LOWEST = -(2 ** 24);
