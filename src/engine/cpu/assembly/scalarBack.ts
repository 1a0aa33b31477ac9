// The way back of networks of one unit with the cell rnn, without the loops of forward.ts: see scalar.ts.

import { factorFor } from "./accumulator.ts";
import { inputOf, isActive } from "./data.ts";
import { addCarrySquares, rescaleCarry } from "./forward.ts";
import { takeNorms } from "./jacobian.ts";
import { madd } from "./madd.ts";
import { isFar } from "./range.ts";
import { exponentOf, exponentSum, power } from "./scaled.ts";
import {
  atBias,
  atHh,
  hasLengths,
  inputs,
  slotCarry,
  slotCarryExponent,
  slotExponents,
  slotMoves,
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

/**
 * All steps back of a slot; the twin of `backward` in forward.ts. Gradient and sums stay in registers: one step waits for
 * the one before it no longer than its own operations take, so that nothing has to go beside. What is rare is done
 * between stretches of steps, for a call inside the loop would empty all registers at every step.
 */
export function scalarBackward(slot: usize, group: i32): void {
  const held = slot + slotScalar;
  const step = tapeRow;
  const inputBytes = <usize>inputs * V;
  const ragged = hasLengths;
  const carryAt = slot + slotCarry;
  const ihAt = slot + slotSums;
  const hhAt = ihAt + atHh * V;
  const biasAt = ihAt + atBias * V;
  const weight = v128.load_splat<f32>(slot + slotParameters + atHh * 4);
  let now = slot + slotTape + <usize>unroll * step;
  let x = inputOf(group, unroll);
  refresh(slot, v128.load(now - step));
  for (let t = unroll; t >= 1; ) {
    if (traceState != 0) addCarrySquares(slot, traceState + <usize>t * V);
    settle(slot, now - step, x);
    // Whether a step to come may need another factor: the state's power of two moves, or some sum has to be lifted.
    const inputRises = v128.load(held, Scalar.inputRises);
    const recurrentRises = v128.load(held, Scalar.recurrentRises);
    const stateExponent = v128.load(held, Scalar.stateExponent);
    const mayRise = v128.any_true(v128.or(inputRises, recurrentRises));
    const isWatched = mayRise || load<i32>(slot + slotMoves) != 0;
    const toBias = v128.load(held, Scalar.toBias);
    const toInput = v128.load(held, Scalar.toInput);
    const toRecurrent = v128.load(held, Scalar.toRecurrent);
    const last = traceState != 0 ? t : 1;
    let carry = v128.load(carryAt);
    let ih = v128.load(ihAt);
    let hh = v128.load(hhAt);
    let bias = v128.load(biasAt);
    let far = i32x4.splat(0);
    do {
      const h = v128.load(now - step, 16);
      let delta = f32x4.mul(v128.load(now, 32), carry);
      let behind = f32x4.mul(weight, delta);
      if (ragged) {
        const active = isActive(group, t);
        delta = v128.and(delta, active);
        behind = v128.bitselect(behind, carry, active);
      }
      bias = madd(delta, toBias, bias);
      hh = madd(f32x4.mul(delta, toRecurrent), h, hh);
      const inward = f32x4.mul(delta, toInput);
      ih = madd(inward, v128.load(x), ih);
      // Further inputs keep their sums in memory.
      for (let at: usize = V; at < inputBytes; at += V) {
        v128.store(ihAt + at, madd(inward, v128.load(x + at), v128.load(ihAt + at)));
      }
      carry = behind;
      now -= step;
      x -= inputBytes;
      t--;
      far = isFar(f32x4.abs(carry));
      if (v128.any_true(far)) break;
      if (isWatched && t >= last) {
        const moved = v128.xor(v128.load(now - step), stateExponent);
        let some = v128.or(moved, v128.and(recurrentRises, v128.load(now - step, 16)));
        for (let at: usize = 0; at < inputBytes; at += V) {
          some = v128.or(some, v128.and(inputRises, v128.load(x + at)));
        }
        if (v128.any_true(some)) break;
      }
    } while (t >= last);
    v128.store(carryAt, carry);
    v128.store(ihAt, ih);
    v128.store(hhAt, hh);
    v128.store(biasAt, bias);
    if (v128.any_true(far)) {
      rescaleCarry(slot, f32x4.abs(carry), far);
      refresh(slot, stateExponent);
    }
  }
}

/** Makes the factors right for the step whose state before it stands at `before`, and lifts the sums where it needs that. */
function settle(slot: usize, before: usize, x: usize): void {
  const held = slot + slotScalar;
  const stateExponent = v128.load(before);
  if (v128.any_true(v128.xor(stateExponent, v128.load(held, Scalar.stateExponent)))) refresh(slot, stateExponent);
  const h = v128.load(before, 16);
  let some = v128.and(v128.load(held, Scalar.recurrentRises), h);
  for (let k = 0; k < inputs; k++) {
    some = v128.or(some, v128.and(v128.load(held, Scalar.inputRises), v128.load(x + <usize>k * V)));
  }
  if (v128.any_true(some)) lift(slot, x, h, stateExponent);
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
