// The Elman cell, the twin of src/model/cells/rnn.ts: h_t = φ(W_ih x_t + W_hh h_(t−1) + b), in two halves.
// The plain half: all units' states under one power of two per sequence, derivatives as plain numbers. The scaled half
// gives every number an exponent of its own, for pre-activations so large that their derivatives leave float32.

import { activate, unboundedBoth } from "../activations/activation.ts";
import { sigmoidBoth } from "../activations/sigmoid.ts";
import { LINEAR, tanhBoth } from "../activations/tanh.ts";
import { isFar } from "../range.ts";
import { add, exponentOf, power, times } from "../scaled.ts";
import {
  Activation,
  activation,
  hidden,
  isTraining,
  slotLeft,
  slotMoves,
  slotStateExponent,
  slotStatePower,
  V,
} from "../sizes.ts";
import { madd } from "../madd.ts";

/** Past this |a| a derivative e^(−2|a|) times a gradient of moderate size could leave float32. */
export const LARGEST_PLAIN: f32 = 25;
/** Bounded states above this power of two are plain numbers: see isFar. */
const SMALLEST_EXPONENT: i32 = -24;

/** Row t of the plain tape: the states' exponent, h [H], φ' [H]. From `products` = W_hh h_(t−1) and the input term. */
export function rnnForward(slot: usize, now: usize, products: usize, inputTerm: usize): void {
  if (v128.any_true(v128.load(slot + slotStateExponent))) scaledStep(slot, now, products, inputTerm);
  else plainStep(slot, now, products, inputTerm);
  v128.store(now, v128.load(slot + slotStateExponent));
}

/** A step whose states are plain numbers. */
function plainStep(slot: usize, now: usize, products: usize, inputTerm: usize): void {
  const bytes = <usize>hidden * V;
  const end = products + bytes;
  let h = now + V;
  let largestPre = f32x4.splat(0);
  let largest = f32x4.splat(0);
  if (activation == Activation.tanh) {
    for (; products < end; products += V) {
      const a = f32x4.add(v128.load(products), v128.load(inputTerm));
      tanhBoth(a, h, h + bytes);
      largestPre = f32x4.pmax(f32x4.abs(a), largestPre);
      largest = f32x4.pmax(f32x4.abs(v128.load(h)), largest);
      inputTerm += V;
      h += V;
    }
    rescale(slot, now, largest, true);
  } else if (activation == Activation.sigmoid) {
    for (; products < end; products += V) {
      const a = f32x4.add(v128.load(products), v128.load(inputTerm));
      sigmoidBoth(a, h, h + bytes);
      largestPre = f32x4.pmax(f32x4.abs(a), largestPre);
      inputTerm += V;
      h += V;
    }
  } else {
    for (; products < end; products += V) {
      const a = f32x4.add(v128.load(products), v128.load(inputTerm));
      unboundedBoth(a, h, h + bytes);
      largest = f32x4.pmax(f32x4.abs(v128.load(h)), largest);
      inputTerm += V;
      h += V;
    }
    rescale(slot, now, largest, false);
    return;
  }
  leaveWhere(slot, largestPre);
}

/** A step where the states of some sequence have a power of two: only where the input term is zero it stays. */
function scaledStep(slot: usize, now: usize, products: usize, inputTerm: usize): void {
  const bytes = <usize>hidden * V;
  const none = i32x4.splat(0);
  const exponent = v128.load(slot + slotStateExponent);
  let largestInput = f32x4.splat(0);
  for (let at = inputTerm; at < inputTerm + bytes; at += V) {
    largestInput = f32x4.pmax(f32x4.abs(v128.load(at)), largestInput);
  }
  const isAlone = f32x4.eq(largestInput, f32x4.splat(0));
  // a = W_hh h + input under the power of two of h, where that is the larger or the only one, and under 1 elsewhere.
  const keeps = v128.or(isAlone, i32x4.ge_s(exponent, none));
  const one = f32x4.splat(1);
  const toState = v128.bitselect(one, v128.load(slot + slotStatePower), keeps);
  const toInput = power(v128.bitselect(i32x4.neg(exponent), none, i32x4.gt_s(exponent, none)));
  const kept = v128.and(exponent, keeps);
  let largestPre = f32x4.splat(0);
  const plain = power(i32x4.min_s(kept, i32x4.splat(100)));
  for (let u: usize = 0; u < bytes; u += V) {
    const a = madd(v128.load(products + u), toState, f32x4.mul(v128.load(inputTerm + u), toInput));
    v128.store(products + u, a);
    largestPre = f32x4.pmax(f32x4.abs(f32x4.mul(a, plain)), largestPre);
  }
  const isTanh = activation == Activation.tanh;
  // Where all pre-activations are tiny tanh a = a, mantissa and exponent.
  const stays = isTanh ? v128.and(f32x4.lt(largestPre, f32x4.splat(LINEAR)), keeps) : keeps;
  let h = now + V;
  let largest = f32x4.splat(0);
  for (let u: usize = 0; u < bytes; u += V) {
    const a = v128.load(products + u);
    if (isTanh) {
      tanhBoth(f32x4.mul(a, plain), h, h + bytes);
      v128.store(h, v128.bitselect(a, v128.load(h), stays));
    } else unboundedBoth(a, h, h + bytes);
    largest = f32x4.pmax(f32x4.abs(v128.load(h)), largest);
    h += V;
  }
  const after = v128.and(kept, stays);
  v128.store(slot + slotStateExponent, after);
  v128.store(slot + slotStatePower, power(after));
  rescale(slot, now, largest, isTanh);
  if (isTanh) leaveWhere(slot, largestPre);
}

/** Brings the states of sequences that have become tiny or huge under another power of two. */
@inline
function rescale(slot: usize, now: usize, largest: v128, isBounded: bool): void {
  const far = isFar(largest);
  if (v128.any_true(far)) rescaleState(slot, now, largest, far, isBounded);
}

export function rescaleState(slot: usize, now: usize, largest: v128, far: v128, isBounded: bool): void {
  const exponent = v128.load(slot + slotStateExponent);
  let shift = v128.and(exponentOf(largest), far);
  let after = i32x4.add(exponent, shift);
  if (isBounded) {
    // Back to plain numbers where they are no longer tiny.
    const isPlain = v128.and(i32x4.gt_s(after, i32x4.splat(SMALLEST_EXPONENT)), far);
    shift = v128.bitselect(i32x4.neg(exponent), shift, isPlain);
    after = v128.andnot(after, isPlain);
  }
  const factor = power(i32x4.neg(shift));
  const end = now + V + <usize>hidden * V;
  for (let h = now + V; h < end; h += V) v128.store(h, f32x4.mul(v128.load(h), factor));
  v128.store(slot + slotStateExponent, after);
  v128.store(slot + slotStatePower, power(after));
  v128.store(now, after);
  store<i32>(slot + slotMoves, 1);
}

/** In maps of gradients a saturated unit must not pass for a dead one: its network is gone through by the scaled half. */
@inline
export function leaveWhere(slot: usize, largestPre: v128): void {
  if (!isTraining && v128.any_true(f32x4.gt(largestPre, f32x4.splat(LARGEST_PLAIN)))) store<i32>(slot + slotLeft, 1);
}

/** δ = φ' ∘ ∂L/∂h. */
@inline
export function rnnBackward(now: usize, carry: usize, delta: usize): void {
  const bytes = <usize>hidden * V;
  const slope = now + V + bytes;
  for (let u: usize = 0; u < bytes; u += V) {
    v128.store(delta + u, f32x4.mul(v128.load(slope + u), v128.load(carry + u)));
  }
}

const value = memory.data(32, 16);
const slope = memory.data(32, 16);

/** Scaled: the pre-activation to `kept`, φ of it to `state`. All are pairs; a cell finds its gates `stride` bytes apart. */
export function rnnScaledForward(kept: usize, recurrent: usize, input: usize, state: usize): void {
  add(kept, recurrent, input);
  activate(kept, state, slope);
}

/** Scaled: δ = φ' ∘ ∂L/∂h. */
export function rnnScaledBackward(kept: usize, gradient: usize, delta: usize): void {
  activate(kept, value, slope);
  times(delta, slope, gradient);
}

/** Scaled: the change of h_t where W_hh h_(t−1) changes by `recurrent`. */
export function rnnScaledTangent(kept: usize, recurrent: usize, out: usize): void {
  activate(kept, value, slope);
  times(out, slope, recurrent);
}
