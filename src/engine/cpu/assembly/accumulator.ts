// The gradients of a slot's parameters while they are summed over steps and sequences: a vector per parameter (each of
// four sequences has its own sum), each array under a power of two per lane that only rises: the twin of ScaledAccumulator.

import { addOuterProducts } from "./passage.ts";
import { NO_EXPONENT, exponentSum, power } from "./scaled.ts";
import {
  atBias,
  atBiasHn,
  atHh,
  bounds,
  cell,
  Cell,
  hidden,
  inputs,
  padded,
  rows,
  slotExponents,
  slotSums,
  slotWaiting,
  slotWaitingCount,
  Sum,
  V,
  WAITING,
} from "./sizes.ts";
import { madd } from "./madd.ts";

/** Makes all sums of a slot zero. */
export function clearSums(slot: usize): void {
  const end = slot + slotSums + <usize>padded * V;
  for (let at = slot + slotSums; at < end; at += V) v128.store(at, f32x4.splat(0));
  for (let at: usize = 0; at < Sum.bytes; at += V) {
    v128.store(slot + slotExponents + at, i32x4.splat(NO_EXPONENT));
  }
  store<i32>(slot + slotWaitingCount, 0);
}

/**
 * Makes room in an array of sums for terms of these exponents: where they are larger, what is there is brought under
 * the larger power of two. Only lanes of the mask are lifted: a term of zero must not push out others.
 * @returns the factor on the terms; 1 at most
 */
@inline
export function factorFor(slot: usize, array: usize, first: usize, count: i32, exponent: v128, mask: v128): v128 {
  const at = slot + slotExponents + array;
  let own = v128.load(at);
  const rises = v128.and(i32x4.gt_s(exponent, own), mask);
  if (v128.any_true(rises)) {
    const raised = v128.bitselect(exponent, own, rises);
    lift(slot + slotSums + first * V, count, power(i32x4.sub(own, raised)));
    v128.store(at, raised);
    own = raised;
  }
  return power(i32x4.min_s(i32x4.sub(exponent, own), i32x4.splat(0)));
}

/** Multiplies sums lane by lane. */
function lift(sums: usize, count: i32, factor: v128): void {
  const end = sums + <usize>count * V;
  for (let at = sums; at < end; at += V) v128.store(at, f32x4.mul(v128.load(at), factor));
}

/**
 * What one step back adds to the gradients.
 * @param toInput ∂L/∂(W_ih x + b) [rows] under 2^inputExponent; `toRecurrent` ∂L/∂(W_hh h) under 2^recurrentExponent
 * @param state h_(t−1) [hidden] under 2^stateExponent; `back` bytes before it stands the one of the step before
 */
export function addStep(
  slot: usize,
  x: usize,
  state: usize,
  stateExponent: v128,
  back: usize,
  toInput: usize,
  inputExponent: v128,
  toRecurrent: usize,
  recurrentExponent: v128,
): void {
  addToBias(slot, Sum.bias, atBias, toInput, rows, inputExponent);
  addToInputWeights(slot, x, toInput, inputExponent);
  if (cell == Cell.gru) {
    addToBias(slot, Sum.biasHn, atBiasHn, toRecurrent + <usize>(2 * hidden) * V, hidden, recurrentExponent);
  }
  const exponent = exponentSum(recurrentExponent, stateExponent);
  const at = slot + slotExponents + Sum.hh;
  if (v128.any_true(i32x4.gt_s(exponent, v128.load(at)))) {
    addWaiting(slot, back);
    factorFor(slot, Sum.hh, atHh, rows * hidden, exponent, isNotZero(state, hidden));
  }
  wait(slot, state, back, toRecurrent, power(i32x4.min_s(i32x4.sub(exponent, v128.load(at)), i32x4.splat(0))));
}

/** sums += δ, for a bias. */
@inline
export function addToBias(slot: usize, array: usize, first: usize, delta: usize, count: i32, exponent: v128): void {
  const factor = factorFor(slot, array, first, count, exponent, i32x4.splat(-1));
  let sum = slot + slotSums + first * V;
  for (const end = delta + <usize>count * V; delta < end; delta += V) {
    v128.store(sum, madd(v128.load(delta), factor, v128.load(sum)));
    sum += V;
  }
}

/** sums += δ xᵀ. */
@inline
function addToInputWeights(slot: usize, x: usize, delta: usize, exponent: v128): void {
  const factor = factorFor(slot, Sum.ih, 0, <i32>atHh, exponent, isNotZero(x, inputs));
  const end = delta + <usize>rows * V;
  for (let k = 0; k < inputs; k++) {
    const value = f32x4.mul(v128.load(x + <usize>k * V), factor);
    let sum = slot + slotSums + <usize>k * V;
    for (let d = delta; d < end; d += V) {
      v128.store(sum, madd(v128.load(d), value, v128.load(sum)));
      sum += <usize>inputs * V;
    }
  }
}

/** Lanes in which one of these vectors is not zero. */
function isNotZero(vectors: usize, count: i32): v128 {
  let some = i32x4.splat(0);
  for (const end = vectors + <usize>count * V; vectors < end; vectors += V) {
    some = v128.or(some, f32x4.ne(v128.load(vectors), f32x4.splat(0)));
  }
  return some;
}

/** Puts a step's δ beside those that wait. */
@inline
function wait(slot: usize, state: usize, back: usize, delta: usize, factor: v128): void {
  let count = load<i32>(slot + slotWaitingCount);
  if (count == 0) store<usize>(slot + slotWaitingCount, state, 4);
  let out = slot + slotWaiting + <usize>(count * rows) * V;
  for (const end = delta + <usize>rows * V; delta < end; delta += V) {
    v128.store(out, f32x4.mul(v128.load(delta), factor));
    out += V;
  }
  store<i32>(slot + slotWaitingCount, ++count);
  if (count == WAITING) addWaiting(slot, back);
}

/** Adds what waits to the gradient of W_hh: δ_t h_(t−1)ᵀ of all its steps. */
export function addWaiting(slot: usize, back: usize): void {
  const count = load<i32>(slot + slotWaitingCount);
  if (count == 0) return;
  const first = load<usize>(slot + slotWaitingCount, 4);
  addOuterProducts(slot + slotSums + atHh * V, rows, hidden, slot + slotWaiting, first, back, count);
  store<i32>(slot + slotWaitingCount, 0);
}

/** The first entry of an array of sums, and the one behind its last. */
@inline
export function firstOf(array: usize): usize {
  return load<usize>(bounds + array / 4);
}

@inline
export function endOf(array: usize): usize {
  return load<usize>(bounds + array / 4, 4);
}
