// Scaled numbers, the twin of src/model/scaled.ts: mantissa × 2^exponent, four sequences at a time.
// A pair is 32 bytes of memory: four mantissas, four exponents. No function here makes an infinity or a NaN.

/** The exponent of an exact zero. Two of them still add up without overflow. */
export const NO_EXPONENT: i32 = -268435456;
/** What lies below this came from NO_EXPONENT and stands for zero. */
export const ZERO_BELOW: i32 = -134217728;
/** No nonzero number gets a smaller exponent: 2^-67108864 is 10^-20201781. */
export const LOWEST_EXPONENT: i32 = -67108864;
/** Bytes of a pair. */
export const PAIR: usize = 32;

/** floor(log2 |x|), exact; NO_EXPONENT for zero and for subnormal numbers. */
@inline
export function exponentOf(x: v128): v128 {
  const biased = v128.and(i32x4.shr_u(x, 23), i32x4.splat(255));
  const isZero = i32x4.eq(biased, i32x4.splat(0));
  return v128.bitselect(i32x4.splat(NO_EXPONENT), i32x4.sub(biased, i32x4.splat(127)), isZero);
}

/** 2^n: 0 below float32's normal range, 2^127 above it. */
@inline
export function power(n: v128): v128 {
  const inside = i32x4.max_s(i32x4.min_s(n, i32x4.splat(127)), i32x4.splat(-127));
  // −127 becomes the bits of 0.
  return i32x4.shl(i32x4.add(inside, i32x4.splat(127)), 23);
}

/** The sum of two exponents: that of zero stays that of zero, and no other falls among those of zero. */
@inline
export function exponentSum(a: v128, b: v128): v128 {
  const isZero = v128.or(i32x4.lt_s(a, i32x4.splat(ZERO_BELOW)), i32x4.lt_s(b, i32x4.splat(ZERO_BELOW)));
  const sum = i32x4.max_s(i32x4.add(a, b), i32x4.splat(LOWEST_EXPONENT));
  return v128.bitselect(i32x4.splat(NO_EXPONENT), sum, isZero);
}

@inline
export function mantissaOf(pair: usize): v128 {
  return v128.load(pair);
}

@inline
export function exponentAt(pair: usize): v128 {
  return v128.load(pair, 16);
}

@inline
export function setPair(pair: usize, mantissa: v128, exponent: v128): void {
  v128.store(pair, mantissa);
  v128.store(pair, exponent, 16);
}

/** A plain number as a pair. */
export function setPlain(out: usize, x: v128): void {
  const isZero = f32x4.eq(x, f32x4.splat(0));
  setPair(out, x, v128.and(isZero, i32x4.splat(NO_EXPONENT)));
}

/** out = a · b; mantissas within 2^±30 stay so far from float32's ends that three factors may follow. */
export function times(out: usize, a: usize, b: usize): void {
  setPair(out, f32x4.mul(mantissaOf(a), mantissaOf(b)), exponentSum(exponentAt(a), exponentAt(b)));
}

/** out = a + b, its mantissas brought to [1, 2). */
export function add(out: usize, a: usize, b: usize): void {
  sumInto(out, mantissaOf(a), exponentAt(a), mantissaOf(b), exponentAt(b));
}

/** out = a − b. */
export function subtract(out: usize, a: usize, b: usize): void {
  sumInto(out, mantissaOf(a), exponentAt(a), f32x4.neg(mantissaOf(b)), exponentAt(b));
}

@inline
function sumInto(out: usize, m: v128, e: v128, n: v128, f: v128): void {
  const exponent = i32x4.max_s(e, f);
  const sum = f32x4.add(
    f32x4.mul(m, power(i32x4.sub(e, exponent))),
    f32x4.mul(n, power(i32x4.sub(f, exponent))),
  );
  normaliseInto(out, sum, exponent);
}

/** The number mantissa × 2^exponent with its mantissa brought to [1, 2), or an exact zero. */
@inline
export function normaliseInto(out: usize, mantissa: v128, exponent: v128): void {
  const shift = exponentOf(mantissa);
  setPair(out, f32x4.mul(mantissa, power(i32x4.neg(shift))), exponentSum(exponent, shift));
}

/** out = a where the mask is set, b elsewhere. */
export function choose(out: usize, a: usize, b: usize, mask: v128): void {
  setPair(
    out,
    v128.bitselect(mantissaOf(a), mantissaOf(b), mask),
    v128.bitselect(exponentAt(a), exponentAt(b), mask),
  );
}

export function copyPair(out: usize, a: usize): void {
  setPair(out, mantissaOf(a), exponentAt(a));
}

/** The mantissas of a pair under another power of two, at least as large as its own. */
@inline
export function under(pair: usize, exponent: v128): v128 {
  return f32x4.mul(mantissaOf(pair), power(i32x4.sub(exponentAt(pair), exponent)));
}
