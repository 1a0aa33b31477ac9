// What a slot has gathered becomes the results of its network: the numbers that metrics are made of.

import { endOf, firstOf } from "./accumulator.ts";
import { terms, Total } from "./readout.ts";
import { power, ZERO_BELOW } from "./scaled.ts";
import { batch, hidden, slotExponents, slotSums, slotTotals, Sum, V } from "./sizes.ts";
import { addTo, clearTotal } from "./total.ts";
import { setNumber } from "./training/number.ts";

/**
 * Numbers of a result; each a float64 mantissa in [1, 2), or 0, and its exponent. Of norms it is the square: the host takes
 * the roots that it is asked for. Agreed with its measurement.ts.
 */
const RESULT_NUMBERS: usize = 9;
export const RESULT_BYTES: usize = RESULT_NUMBERS * 16;
const sum = memory.data(16, 16);

/** Writes a network's result. */
export function finish(slot: usize, result: usize): void {
  const totals = slot + slotTotals;
  const loss = totals + Total.squaredError;
  setNumber(result, load<f64>(loss) / terms(false), load<i32>(loss, 8));
  setTotal(result + 16, totals + Total.firstState);
  setTotal(result + 32, totals + Total.lastState);
  const absolute = totals + Total.absoluteState;
  setNumber(result + 48, load<f64>(absolute) / <f64>(batch * hidden), load<i32>(absolute, 8));
  setTotal(result + 64, totals + Total.jacobian);
  setSquares(result + 80, slot, Sum.ih, Sum.ih);
  setSquares(result + 96, slot, Sum.hh, Sum.hh);
  setSquares(result + 112, slot, Sum.bias, Sum.biasHn);
  setSquares(result + 128, slot, Sum.out, Sum.outBias);
}

function setTotal(at: usize, total: usize): void {
  setNumber(at, load<f64>(total), load<i32>(total, 8));
}

/** The squared norm of neighbouring arrays of the gradient together. */
function setSquares(at: usize, slot: usize, first: usize, last: usize): void {
  clearTotal(sum);
  for (let array = first; array <= last; array += V) {
    const exponent = largestExponent(slot, array);
    if (exponent >= ZERO_BELOW) addTo(sum, squaresOf(slot, array, exponent), 2 * exponent);
  }
  setTotal(at, sum);
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
