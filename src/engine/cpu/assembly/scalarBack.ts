// The way back of networks of one unit with the cell rnn, without the loops of forward.ts: see scalar.ts.

import { factorFor } from "./accumulator.ts";
import { inputOf, isActive } from "./data.ts";
import { addCarrySquares, rescaleCarry, tapeAt } from "./forward.ts";
import { takeNorms } from "./jacobian.ts";
import { madd } from "./madd.ts";
import { isFar } from "./range.ts";
import { exponentOf, exponentSum, power } from "./scaled.ts";
import {
  atBias,
  atHh,
  hasLengths,
  inputs,
  slotBytes,
  slotCarry,
  slotCarryExponent,
  slotExponents,
  slotLeft,
  slotParameters,
  slotScalar,
  slotSums,
  slotTape,
  Sum,
  tapeRow,
  unroll,
  V,
} from "./sizes.ts";
import { traceState } from "./total.ts";

/** The factors on a step's terms, which change with the exponents alone; and the lanes in which a term would not fit. */
namespace Scalar {
  export const toBias: usize = 0;
  export const toInput: usize = 16;
  export const toRecurrent: usize = 32;
  export const inputRises: usize = 48;
  export const recurrentRises: usize = 64;
  /** The state's exponent for which they hold. */
  export const stateExponent: usize = 80;
}

/** Before the first step back. */
export function beginBack(slot: usize): void {
  refresh(slot, v128.load(tapeAt(slot, unroll - 1)));
}

/** All steps back, of all slots but those that have left; the twin of `backward` in forward.ts. */
export function scalarBackward(first: usize, end: usize, group: i32): void {
  const bytes = slotBytes;
  const step = tapeRow;
  const hhAt = slotParameters + atHh * 4;
  const carryAt = slotCarry;
  const sumsAt = slotSums;
  const biasSum = sumsAt + atBias * V;
  const hhSum = sumsAt + atHh * V;
  const inputBytes = <usize>inputs * V;
  let tape = slotTape + <usize>unroll * step;
  let x = inputOf(group, unroll);
  for (let t = unroll; t >= 1; t--) {
    const xEnd = x + inputBytes;
    for (let slot = first; slot < end; slot += bytes) {
      if (load<i32>(slot + slotLeft) != 0) continue;
      if (traceState != 0) addCarrySquares(slot, traceState + <usize>t * V);
      const now = slot + tape;
      const h = v128.load(now - step, 16);
      const stateExponent = v128.load(now - step);
      const moved = i32x4.ne(stateExponent, v128.load(slot + slotScalar, Scalar.stateExponent));
      if (v128.any_true(moved)) refresh(slot, stateExponent);
      if (rises(slot + slotScalar, x, xEnd, h)) lift(slot, x, h, stateExponent);
      const carry = v128.load(slot + carryAt);
      let delta = f32x4.mul(v128.load(now, 32), carry);
      let behind = f32x4.mul(v128.load_splat<f32>(slot + hhAt), delta);
      if (hasLengths) {
        const active = isActive(group, t);
        delta = v128.and(delta, active);
        behind = v128.bitselect(behind, carry, active);
      }
      const toBias = f32x4.mul(delta, v128.load(slot + slotScalar, Scalar.toBias));
      v128.store(slot + biasSum, f32x4.add(v128.load(slot + biasSum), toBias));
      const toRecurrent = f32x4.mul(delta, v128.load(slot + slotScalar, Scalar.toRecurrent));
      v128.store(slot + hhSum, madd(toRecurrent, h, v128.load(slot + hhSum)));
      const toInput = v128.load(slot + slotScalar, Scalar.toInput);
      let sum = slot + sumsAt;
      for (let at = x; at < xEnd; at += V) {
        v128.store(sum, madd(f32x4.mul(v128.load(at), toInput), delta, v128.load(sum)));
        sum += V;
      }
      v128.store(slot + carryAt, behind);
      const size = f32x4.abs(behind);
      const far = isFar(size);
      if (v128.any_true(far)) {
        rescaleCarry(slot, size, far);
        refresh(slot, stateExponent);
      }
    }
    tape -= step;
    x -= inputBytes;
  }
}

/** Whether a term of this step needs a larger power of two than the sums have. */
@inline
function rises(held: usize, x: usize, xEnd: usize, h: v128): bool {
  let some = v128.and(v128.load(held, Scalar.recurrentRises), h);
  const mask = v128.load(held, Scalar.inputRises);
  for (; x < xEnd; x += V) some = v128.or(some, v128.and(mask, v128.load(x)));
  return v128.any_true(some);
}

function lift(slot: usize, x: usize, h: v128, stateExponent: v128): void {
  const none = f32x4.splat(0);
  const carry = v128.load(slot + slotCarryExponent);
  let hasInput = i32x4.splat(0);
  for (let k = 0; k < inputs; k++) hasInput = v128.or(hasInput, f32x4.ne(v128.load(x + <usize>k * V), none));
  factorFor(slot, Sum.ih, 0, inputs, carry, hasInput);
  factorFor(slot, Sum.hh, atHh, 1, exponentSum(carry, stateExponent), f32x4.ne(h, none));
  refresh(slot, stateExponent);
}

/** The factors anew, after an exponent has changed. */
function refresh(slot: usize, stateExponent: v128): void {
  const held = slot + slotScalar;
  const none = i32x4.splat(0);
  const carry = v128.load(slot + slotCarryExponent);
  v128.store(held, factorFor(slot, Sum.bias, atBias, 1, carry, i32x4.splat(-1)), Scalar.toBias);
  const input = i32x4.sub(carry, v128.load(slot + slotExponents, Sum.ih));
  v128.store(held, power(i32x4.min_s(input, none)), Scalar.toInput);
  v128.store(held, i32x4.gt_s(input, none), Scalar.inputRises);
  const recurrent = i32x4.sub(exponentSum(carry, stateExponent), v128.load(slot + slotExponents, Sum.hh));
  v128.store(held, power(i32x4.min_s(recurrent, none)), Scalar.toRecurrent);
  v128.store(held, i32x4.gt_s(recurrent, none), Scalar.recurrentRises);
  v128.store(held, stateExponent, Scalar.stateExponent);
}

/** ‖∂h_T/∂h_0‖ is the product of w φ' over the steps that a sequence has. */
export function scalarJacobian(slot: usize, group: i32): void {
  const weight = v128.load_splat<f32>(slot + slotParameters + atHh * 4);
  let product = f32x4.splat(1);
  let exponent = i32x4.splat(0);
  let now = slot + slotTape;
  for (let t = 1; t <= unroll; t++) {
    now += tapeRow;
    const next = f32x4.mul(f32x4.mul(product, weight), v128.load(now, 32));
    product = hasLengths ? v128.bitselect(next, product, isActive(group, t)) : next;
    const far = isFar(f32x4.abs(product));
    if (!v128.any_true(far)) continue;
    const shift = v128.and(exponentOf(product), far);
    product = f32x4.mul(product, power(i32x4.neg(shift)));
    exponent = i32x4.add(exponent, shift);
  }
  takeNorms(slot, group, f32x4.mul(product, product), i32x4.add(exponent, exponent));
}
