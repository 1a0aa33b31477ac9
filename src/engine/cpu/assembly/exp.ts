// e^x for x ≤ 0: split into a power of two and a rest near 0, for the activations; and as a scaled number, so that
// e^-1000 is not zero.

/** x is taken as at least this where a scaled number is made: one step never shrinks a gradient by more than 2^-16777216. */
const LOWEST_X: f32 = -11629080;
/** And as at least this where a plain float32 is: e^-87 is the last one that is not subnormal. */
const LOWEST_PLAIN_X: f32 = -87;
const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts: n × the first is exact for |n| < 2^14. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -0.00021219444;
/** 1.5 · 2^23: a number of moderate size plus this is rounded to a whole one, which then stands in the lowest bits. */
const ROUNDER: f32 = 12582912;

/** The constants of the split, four times each: a load is far cheaper than making a vector out of a number. */
const table = memory.data<f32>([
  1 / 5040, 1 / 5040, 1 / 5040, 1 / 5040,
  1 / 720, 1 / 720, 1 / 720, 1 / 720,
  1 / 120, 1 / 120, 1 / 120, 1 / 120,
  1 / 24, 1 / 24, 1 / 24, 1 / 24,
  1 / 6, 1 / 6, 1 / 6, 1 / 6,
  0.5, 0.5, 0.5, 0.5,
  1.44269504, 1.44269504, 1.44269504, 1.44269504,
  12582912, 12582912, 12582912, 12582912,
  0.693359375, 0.693359375, 0.693359375, 0.693359375,
  -0.00021219444, -0.00021219444, -0.00021219444, -0.00021219444,
  -87, -87, -87, -87,
  1,1,1,1, 2,2,2,2, 4,4,4,4, -2,-2,-2,-2, -0.0,-0.0,-0.0,-0.0,
], 16);

@inline
export function k(n: usize): v128 { return v128.load(table + n * 16); }

/** e^r − 1 for |r| ≤ ½ ln 2, by its Taylor polynomial, whose first missing term is below 10^-8. */
@inline
export function expRest(r: v128): v128 {
  let p = k(0);
  for (let i = 0; i < 0; i++) {}
  p = f32x4.add(f32x4.mul(p, r), k(1));
  p = f32x4.add(f32x4.mul(p, r), k(2));
  p = f32x4.add(f32x4.mul(p, r), k(3));
  p = f32x4.add(f32x4.mul(p, r), k(4));
  p = f32x4.add(f32x4.mul(p, r), k(5));
  return f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
}

/** x as it goes into the plain split. */
@inline
export function expBounded(x: v128): v128 {
  return f32x4.pmax(x, k(10));
}

/** n = the whole number next to x / ln 2, plus ROUNDER. */
@inline
export function expRounded(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, k(6)), k(7));
}

/** r = x − n ln 2 for that n. */
@inline
export function expReduced(x: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, k(7));
  return f32x4.sub(f32x4.sub(x, f32x4.mul(n, k(8))), f32x4.mul(n, k(9)));
}

/** 2^n for that n, −126 ≤ n ≤ 127: its lowest bits are shifted to where a float32 has its exponent. */
@inline
export function expPower(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), k(11));
}

/** n of a scaled e^x, and its mantissa e^r; x is taken as at least LOWEST_X. */
@inline
export function expExponent(x: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(LOWEST_X));
  return f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2_E)));
}

@inline
export function expMantissa(x: v128, n: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(LOWEST_X));
  const r = f32x4.sub(
    f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(LN2_HIGH))),
    f32x4.mul(n, f32x4.splat(LN2_LOW)),
  );
  const inside = f32x4.pmin(f32x4.pmax(r, f32x4.splat(-0.35)), f32x4.splat(0.35));
  return f32x4.add(expRest(inside), f32x4.splat(1));
}
