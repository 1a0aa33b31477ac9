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

/** e^r − 1 for |r| ≤ ½ ln 2, by its Taylor polynomial, whose first missing term is below 10^-8. */
@inline
export function expRest(r: v128): v128 {
  let p = f32x4.splat(<f32>(1.0 / 5040));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 720)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 120)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 24)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(<f32>(1.0 / 6)));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  return f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
}

/** x as it goes into the plain split. */
@inline
export function expBounded(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(LOWEST_PLAIN_X));
}

/** n = the whole number next to x / ln 2, plus ROUNDER. */
@inline
export function expRounded(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(LOG2_E)), f32x4.splat(ROUNDER));
}

/** r = x − n ln 2 for that n. */
@inline
export function expReduced(x: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDER));
  return f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
}

/** 2^n for that n, −126 ≤ n ≤ 127: its lowest bits are shifted to where a float32 has its exponent. */
@inline
export function expPower(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
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
