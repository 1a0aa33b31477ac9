// Networks of one unit with the cell rnn: the plain steps of forward.ts and cells/rnn.ts without their loops, for it is
// of these that maps hold the most. Whatever is rare is left to them: a step that moves a power of two.

import { unboundedBoth } from "./activations/activation.ts";
import { sigmoidBoth } from "./activations/sigmoid.ts";
import { LINEAR, tanhBoth } from "./activations/tanh.ts";
import { LARGEST_PLAIN, leaveWhere, rescaleState } from "./cells/rnn.ts";
import { inputOf, isActive } from "./data.ts";
import { stay } from "./forward.ts";
import { madd } from "./madd.ts";
import { isFar, isTiny } from "./range.ts";
import { power } from "./scaled.ts";
import {
  Activation,
  activation,
  atBias,
  atHh,
  hasLengths,
  inputs,
  isTraining,
  slotBytes,
  slotLeft,
  slotMoves,
  slotParameters,
  slotStateExponent,
  slotStatePower,
  slotTape,
  tapeRow,
  unroll,
  V,
} from "./sizes.ts";

/** W_ih x + b of weights and a bias [1]. */
@inline
function inputTermOf(weight: usize, bias: usize, x: usize, xEnd: usize): v128 {
  let sum = madd(v128.load_splat<f32>(weight), v128.load(x), v128.load_splat<f32>(bias));
  for (x += V; x < xEnd; x += V) {
    weight += 4;
    sum = madd(v128.load_splat<f32>(weight), v128.load(x), sum);
  }
  return sum;
}

/** All steps forward, of all slots. */
export function scalarForward(first: usize, end: usize, group: i32): void {
  // What the module keeps of sizes is read once: inside the loops it would cost as much as the arithmetic.
  const bytes = slotBytes;
  const step = tapeRow;
  const hhAt = slotParameters + atHh * 4;
  const biasAt = slotParameters + atBias * 4;
  const isTanh = activation == Activation.tanh;
  const isPlain = isTanh || activation == Activation.sigmoid;
  const limit = f32x4.splat(isTraining || !isPlain ? Infinity : LARGEST_PLAIN);
  const none = i32x4.splat(0);
  let tape = slotTape;
  let x = inputOf(group, 1);
  const inputBytes = <usize>inputs * V;
  for (let t = 1; t <= unroll; t++) {
    tape += step;
    const xEnd = x + inputBytes;
    for (let slot = first; slot < end; slot += bytes) {
      const now = slot + tape;
      const term = inputTermOf(slot + slotParameters, slot + biasAt, x, xEnd);
      const product = f32x4.mul(v128.load_splat<f32>(slot + hhAt), v128.load(now - step, 16));
      if (load<i32>(slot + slotMoves) != 0) scaledStep(slot, now, product, term);
      else {
        const a = f32x4.add(product, term);
        const size = f32x4.abs(a);
        v128.store(now, none);
        // Where tanh a is tiny so is a.
        let leaves = f32x4.gt(size, limit);
        if (isTanh) {
          tanhBoth(a, now + V, now + 2 * V);
          leaves = v128.or(isTiny(size), leaves);
        } else if (isPlain) sigmoidBoth(a, now + V, now + 2 * V);
        else {
          unboundedBoth(a, now + V, now + 2 * V);
          leaves = isFar(f32x4.abs(v128.load(now + V)));
        }
        if (v128.any_true(leaves)) leavePlain(slot, now, f32x4.gt(size, limit));
      }
      if (hasLengths) stay(slot, now - step, now, isActive(group, t));
    }
    x = xEnd;
  }
}

/** A plain step after which the numbers are so no more. */
function leavePlain(slot: usize, now: usize, leaves: v128): void {
  if (v128.any_true(leaves)) store<i32>(slot + slotLeft, 1);
  if (activation == Activation.sigmoid) return;
  const size = f32x4.abs(v128.load(now + V));
  rescaleState(slot, now, size, isFar(size), activation == Activation.tanh);
}

/** A step where the state of some sequence has a power of two: see scaledStep in cells/rnn.ts. */
function scaledStep(slot: usize, now: usize, product: v128, term: v128): void {
  const none = i32x4.splat(0);
  const isTanh = activation == Activation.tanh;
  const exponent = v128.load(slot + slotStateExponent);
  const isAlone = f32x4.eq(term, f32x4.splat(0));
  const statePower = v128.load(slot + slotStatePower);
  if (isTanh && i32x4.all_true(isAlone)) {
    const isLinear = f32x4.lt(f32x4.abs(f32x4.mul(product, statePower)), f32x4.splat(LINEAR));
    if (i32x4.all_true(isLinear)) {
      // Without an input a tiny state is multiplied, and nothing else happens.
      v128.store(now, exponent);
      v128.store(now + V, product);
      v128.store(now + 2 * V, f32x4.splat(1));
      const size = f32x4.abs(product);
      const far = isFar(size);
      if (v128.any_true(far)) rescaleState(slot, now, size, far, true);
      return;
    }
  }
  const keeps = v128.or(isAlone, i32x4.ge_s(exponent, none));
  const one = f32x4.splat(1);
  const toState = v128.bitselect(one, statePower, keeps);
  const toTerm = power(v128.bitselect(i32x4.neg(exponent), none, i32x4.gt_s(exponent, none)));
  const kept = v128.and(exponent, keeps);
  const a = madd(product, toState, f32x4.mul(term, toTerm));
  let after = kept;
  if (isTanh) {
    const plain = f32x4.mul(a, power(i32x4.min_s(kept, i32x4.splat(100))));
    const size = f32x4.abs(plain);
    const stays = v128.and(f32x4.lt(size, f32x4.splat(LINEAR)), keeps);
    tanhBoth(plain, now + V, now + 2 * V);
    v128.store(now + V, v128.bitselect(a, v128.load(now + V), stays));
    after = v128.and(kept, stays);
    leaveWhere(slot, size);
  } else unboundedBoth(a, now + V, now + 2 * V);
  v128.store(slot + slotStateExponent, after);
  v128.store(slot + slotStatePower, power(after));
  v128.store(now, after);
  const size = f32x4.abs(v128.load(now + V));
  const far = isFar(size);
  if (v128.any_true(far)) rescaleState(slot, now, size, far, isTanh);
}
