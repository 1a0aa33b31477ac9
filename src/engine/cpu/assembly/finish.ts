// What a slot has gathered becomes the results of its network: sums over the batch, and the squared norm of each array.

import { endOf, firstOf } from "./accumulator.ts";
import { power, ZERO_BELOW } from "./scaled.ts";
import { slotExponents, slotSums, slotTotals, Sum, V } from "./sizes.ts";

/** Numbers of a result: five totals, six squared norms; each a float64 and its exponent as a float64. */
export const RESULT_NUMBERS: i32 = 11;
export const RESULT_BYTES: usize = <usize>RESULT_NUMBERS * 16;

/** Writes a network's result. */
export function finish(slot: usize, result: usize): void {
  for (let total = 0; total < 5; total++) {
    const at = slot + slotTotals + <usize>total * V;
    setNumber(result, total, load<f64>(at), load<i32>(at, 8));
  }
  for (let array: usize = 0; array < Sum.bytes; array += V) {
    const exponent = largestExponent(slot, array);
    const squares = exponent < ZERO_BELOW ? 0 : squaresOf(slot, array, exponent);
    setNumber(result, 5 + <i32>(array / V), squares, 2 * exponent);
  }
}

function setNumber(result: usize, number: i32, m: f64, e: i32): void {
  store<f64>(result + <usize>number * 16, m);
  store<f64>(result + <usize>number * 16, m == 0 ? 0 : <f64>e, 8);
}

/** The largest power of two among an array's lanes; that of zero where all are zero. */
export function largestExponent(slot: usize, array: usize): i32 {
  const e = v128.load(slot + slotExponents + array);
  const pairs = i32x4.max_s(e, v128.shuffle<i32>(e, e, 2, 3, 0, 1));
  return max(i32x4.extract_lane(pairs, 0), i32x4.extract_lane(pairs, 1));
}

/** The factor that brings the lanes of an array under one power of two, which is at least as large as theirs. */
@inline
export function lanesUnder(slot: usize, array: usize, exponent: i32): v128 {
  return power(i32x4.sub(v128.load(slot + slotExponents + array), i32x4.splat(exponent)));
}

/** The sum of a vector's lanes. */
@inline
export function sumOf(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Σ of the squares of an array's entries, each summed over its lanes, under 2^exponent. */
function squaresOf(slot: usize, array: usize, exponent: i32): f64 {
  const factor = lanesUnder(slot, array, exponent);
  const end = slot + slotSums + endOf(array) * V;
  let squares: f64 = 0;
  for (let at = slot + slotSums + firstOf(array) * V; at < end; at += V) {
    const value = <f64>sumOf(f32x4.mul(v128.load(at), factor));
    squares += value * value;
  }
  return squares;
}
