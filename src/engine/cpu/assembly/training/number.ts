// Numbers ≥ 0 of any size, as pairs of float64 in memory: compared exactly, as no comparison of logarithms is.

import { power64 } from "../total.ts";

@inline
export function exponentOf64(x: f64): i32 {
  return <i32>((reinterpret<u64>(x) >> 52) & 2047) - 1023;
}

/** Writes m × 2^e with its mantissa brought to [1, 2). */
export function setNumber(at: usize, m: f64, e: i32): void {
  // What is subnormal among float64 is nothing here: sums of float32 squares end at 2^-298.
  const shift = exponentOf64(m);
  if (m == 0 || shift < -1022) {
    store<f64>(at, 0);
    store<f64>(at, 0, 8);
    return;
  }
  store<f64>(at, m * power64(-shift));
  store<f64>(at, <f64>(e + shift), 8);
}

@inline
export function copyNumber(out: usize, at: usize): void {
  store<f64>(out, load<f64>(at));
  store<f64>(out, load<f64>(at, 8), 8);
}

/** a > b. */
export function exceeds(a: usize, b: usize): bool {
  const m = load<f64>(a);
  const n = load<f64>(b);
  if (m == 0 || n == 0) return m != 0;
  const e = load<f64>(a, 8);
  const f = load<f64>(b, 8);
  return e > f || (e == f && m > n);
}

/** sum += a. */
export function addNumber(sum: usize, a: usize): void {
  const m = load<f64>(sum);
  const n = load<f64>(a);
  if (m == 0) return copyNumber(sum, a);
  if (n == 0) return;
  const e = <i32>load<f64>(sum, 8);
  const f = <i32>load<f64>(a, 8);
  const exponent = max(e, f);
  setNumber(sum, m * power64(e - exponent) + n * power64(f - exponent), exponent);
}
