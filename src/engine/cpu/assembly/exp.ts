// e^x for x ≤ 0: split into a power of two and a rest near 0, for the activations; and as a scaled number, so that
// e^-1000 is not zero.

import { madd, nmadd } from "./madd.ts";

/** Constants, four times each: to load one is far cheaper than to make a vector out of a number at every step. */
const table = memory.data<f32>(
  [
    1, 1, 1, 1, 4, 4, 4, 4, -2, -2, -2, -2, -0.0, -0.0, -0.0, -0.0,
    // log2 e, and ln 2 in two parts: n × the first is exact for |n| < 2^14.
    1.44269504, 1.44269504, 1.44269504, 1.44269504, 0.693359375, 0.693359375, 0.693359375, 0.693359375,
    -0.00021219444, -0.00021219444, -0.00021219444, -0.00021219444,
    // 1.5 · 2^23: a number of moderate size plus this is rounded to a whole one, which then stands in the lowest bits.
    12582912, 12582912, 12582912, 12582912,
    // x is taken as at least this where a plain float32 is made: e^-87 is the last one that is not subnormal …
    -87, -87, -87, -87,
    // … and as at least this where a scaled number is: one step never shrinks a gradient by more than 2^-16777216.
    -11629080, -11629080, -11629080, -11629080,
    // The coefficients of e^r's Taylor polynomial, the highest first.
    1 / 5040, 1 / 5040, 1 / 5040, 1 / 5040, 1 / 720, 1 / 720, 1 / 720, 1 / 720, 1 / 120, 1 / 120, 1 / 120, 1 / 120,
    1 / 24, 1 / 24, 1 / 24, 1 / 24, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 0.5, 0.5, 0.5, 0.5,
  ],
  16,
);

/** Where each constant stands in the table. */
export namespace Constant {
  export const one: usize = 0;
  export const four: usize = 16;
  export const minusTwo: usize = 32;
  /** The bit of the sign. */
  export const sign: usize = 48;
  export const log2e: usize = 64;
  export const ln2High: usize = 80;
  export const ln2Low: usize = 96;
  export const rounder: usize = 112;
  export const lowestPlain: usize = 128;
  export const lowest: usize = 144;
  export const coefficients: usize = 160;
}

@inline
export function constant(at: usize): v128 {
  return v128.load(table + at);
}

/** e^r − 1 for |r| ≤ ½ ln 2; the first missing term of the polynomial is below 10^-8. */
@inline
export function expRest(r: v128): v128 {
  let p = constant(Constant.coefficients);
  p = madd(p, r, constant(Constant.coefficients + 16));
  p = madd(p, r, constant(Constant.coefficients + 32));
  p = madd(p, r, constant(Constant.coefficients + 48));
  p = madd(p, r, constant(Constant.coefficients + 64));
  p = madd(p, r, constant(Constant.coefficients + 80));
  return madd(f32x4.mul(p, r), r, r);
}

/** x as it goes into the plain split. */
@inline
export function expBounded(x: v128): v128 {
  return f32x4.pmax(x, constant(Constant.lowestPlain));
}

/** n = the whole number next to x / ln 2, plus the rounder. */
@inline
export function expRounded(x: v128): v128 {
  return madd(x, constant(Constant.log2e), constant(Constant.rounder));
}

/** r = x − n ln 2 for that n. */
@inline
export function expReduced(x: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, constant(Constant.rounder));
  return nmadd(n, constant(Constant.ln2Low), nmadd(n, constant(Constant.ln2High), x));
}

/** 2^n for that n, −126 ≤ n ≤ 127: its lowest bits are shifted to where a float32 has its exponent. */
@inline
export function expPower(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), constant(Constant.one));
}

/** n of a scaled e^x; x is taken as at least the lowest one. */
@inline
export function expExponent(x: v128): v128 {
  const bounded = f32x4.pmax(x, constant(Constant.lowest));
  return f32x4.nearest(f32x4.mul(bounded, constant(Constant.log2e)));
}

/** Its mantissa e^r. */
@inline
export function expMantissa(x: v128, n: v128): v128 {
  const bounded = f32x4.pmax(x, constant(Constant.lowest));
  const r = nmadd(n, constant(Constant.ln2Low), nmadd(n, constant(Constant.ln2High), bounded));
  const inside = f32x4.pmin(f32x4.pmax(r, f32x4.splat(-0.35)), f32x4.splat(0.35));
  return f32x4.add(expRest(inside), constant(Constant.one));
}
