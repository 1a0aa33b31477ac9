// The gated recurrent unit, the twin of src/model/cells/gru.ts: m = W_hn h_(t−1) + b_hn, n = tanh(W_in x_t + b_n + r ∘ m),
// h_t = (1 − z) ∘ n + z ∘ h_(t−1) with r, z = σ(a). A plain half, and a scaled one for
// gates so far shut, or states so small, that maps of gradients need an exponent for every number.

import { sigmoidBoth, sigmoidSides } from "../activations/sigmoid.ts";
import { tanhBoth, tanhWithSlope } from "../activations/tanh.ts";
import { larger, leaveGates } from "../range.ts";
import { add, PAIR, subtract, times } from "../scaled.ts";
import { atBiasHn, hidden, slotParameters, V } from "../sizes.ts";
import { madd } from "../madd.ts";

/**
 * Row t of the plain tape behind h [H]: r, σ'(a_r), z, σ'(a_z), n, tanh'(a_n), m, each [H].
 * @param h where h_t goes; `before` is where h_(t−1) stands
 */
export function gruForward(slot: usize, before: usize, h: usize, products: usize, inputTerm: usize): void {
  const bytes = <usize>hidden * V;
  let biasHn = slot + slotParameters + atBiasHn * 4;
  let largestPre = f32x4.splat(0);
  let largest = largestPre;
  for (let u: usize = 0; u < bytes; u += V) {
    const r = h + bytes + u;
    const z = r + 2 * bytes;
    const n = z + 2 * bytes;
    const aR = f32x4.add(v128.load(products + u), v128.load(inputTerm + u));
    sigmoidBoth(aR, r, r + bytes);
    const ofZ = bytes + u;
    const aZ = f32x4.add(v128.load(products + ofZ), v128.load(inputTerm + ofZ));
    sigmoidBoth(aZ, z, z + bytes);
    const m = f32x4.add(v128.load(products + bytes + ofZ), v128.load_splat<f32>(biasHn));
    biasHn += 4;
    v128.store(n + 2 * bytes, m);
    const aN = madd(v128.load(r), m, v128.load(inputTerm + bytes + ofZ));
    tanhBoth(aN, n, n + bytes);
    const value = v128.load(n);
    const old = f32x4.sub(v128.load(before + u), value);
    const state = madd(v128.load(z), old, value);
    v128.store(h + u, state);
    largestPre = larger(largestPre, larger(f32x4.abs(aR), larger(f32x4.abs(aZ), f32x4.abs(aN))));
    largest = larger(largest, f32x4.abs(state));
  }
  leaveGates(slot, largestPre, largest);
}

/** δ into either side of the weights [3H] and z ∘ dh, which goes straight to h_(t−1). */
export function gruBackward(
  before: usize,
  h: usize,
  carry: usize,
  toInput: usize,
  toRecurrent: usize,
  direct: usize,
): void {
  const bytes = <usize>hidden * V;
  for (let u: usize = 0; u < bytes; u += V) {
    const r = h + bytes + u;
    const z = r + 2 * bytes;
    const n = z + 2 * bytes;
    const dh = v128.load(carry + u);
    const zValue = v128.load(z);
    const zSlope = v128.load(z + bytes);
    // 1 − z = σ(−a_z) = σ'(a_z) / σ(a_z), which does not vanish where z rounds to 1.
    const toN = f32x4.mul(f32x4.mul(dh, f32x4.div(zSlope, zValue)), v128.load(n + bytes));
    const toR = f32x4.mul(f32x4.mul(toN, v128.load(n + 2 * bytes)), v128.load(r + bytes));
    const toZ = f32x4.mul(f32x4.mul(dh, f32x4.sub(v128.load(before + u), v128.load(n))), zSlope);
    v128.store(toInput + u, toR);
    v128.store(toInput + bytes + u, toZ);
    v128.store(toInput + 2 * bytes + u, toN);
    v128.store(toRecurrent + u, toR);
    v128.store(toRecurrent + bytes + u, toZ);
    v128.store(toRecurrent + 2 * bytes + u, f32x4.mul(toN, v128.load(r)));
    v128.store(direct + u, f32x4.mul(dh, zValue));
  }
}

/** The change of h_t to `out` where h_(t−1) changes by `carry` and W_hh h_(t−1) by `recurrent`. */
export function gruTangent(before: usize, h: usize, recurrent: usize, carry: usize, out: usize): void {
  const bytes = <usize>hidden * V;
  for (let u: usize = 0; u < bytes; u += V) {
    const r = h + bytes + u;
    const z = r + 2 * bytes;
    const n = z + 2 * bytes;
    const zSlope = v128.load(z + bytes);
    const throughR = f32x4.mul(f32x4.mul(v128.load(n + 2 * bytes), v128.load(r + bytes)), v128.load(recurrent + u));
    const toN = madd(v128.load(r), v128.load(recurrent + 2 * bytes + u), throughR);
    const new_ = f32x4.mul(f32x4.mul(f32x4.div(zSlope, v128.load(z)), v128.load(n + bytes)), toN);
    const fromOld = f32x4.sub(v128.load(before + u), v128.load(n));
    const throughZ = f32x4.mul(f32x4.mul(fromOld, zSlope), v128.load(recurrent + bytes + u));
    const stays = madd(v128.load(z), v128.load(carry + u), throughZ);
    v128.store(out + u, f32x4.add(stays, new_));
  }
}

const pairs = memory.data(32 * 14, 16);
const r = pairs;
const rRest = pairs + PAIR;
const z = pairs + 2 * PAIR;
const zRest = pairs + 3 * PAIR;
const n = pairs + 4 * PAIR;
const nSlope = pairs + 5 * PAIR;
const rSlope = pairs + 6 * PAIR;
const zSlope = pairs + 7 * PAIR;
const fromOld = pairs + 8 * PAIR;
const one = pairs + 9 * PAIR;
const two = pairs + 10 * PAIR;
const three = pairs + 11 * PAIR;

/**
 * Scaled: a_r, a_z, a_n and m to `kept`, h_t to `state`. What stands once per gate stands `stride` bytes apart.
 * @param recurrent W_hh h_(t−1); `input` = W_ih x + b; `biasHn` and `before` = h_(t−1) are single pairs
 */
export function gruScaledForward(
  kept: usize,
  recurrent: usize,
  input: usize,
  stride: usize,
  biasHn: usize,
  before: usize,
  state: usize,
): void {
  const m = kept + 3 * stride;
  add(kept, recurrent, input);
  add(kept + stride, recurrent + stride, input + stride);
  add(m, recurrent + 2 * stride, biasHn);
  sigmoidSides(kept, r, rRest);
  times(one, r, m);
  add(kept + 2 * stride, input + 2 * stride, one);
  see(kept, stride);
  times(one, zRest, n);
  times(two, z, before);
  add(state, one, two);
}

/** The gates from what was kept. */
function see(kept: usize, stride: usize): void {
  sigmoidSides(kept, r, rRest);
  sigmoidSides(kept + stride, z, zRest);
  tanhWithSlope(kept + 2 * stride, n, nSlope);
}

/** Scaled: δ into either side of the weights, and z ∘ dh. */
export function gruScaledBackward(
  kept: usize,
  stride: usize,
  before: usize,
  gradient: usize,
  toInput: usize,
  toRecurrent: usize,
  direct: usize,
): void {
  see(kept, stride);
  times(one, gradient, zRest);
  const toN = toInput + 2 * stride;
  times(toN, one, nSlope);
  subtract(fromOld, before, n);
  times(rSlope, r, rRest);
  times(zSlope, z, zRest);
  times(one, toN, kept + 3 * stride);
  times(toInput, one, rSlope);
  times(toRecurrent, one, rSlope);
  times(one, gradient, fromOld);
  times(toInput + stride, one, zSlope);
  times(toRecurrent + stride, one, zSlope);
  times(toRecurrent + 2 * stride, toN, r);
  times(direct, gradient, z);
}

/** Scaled: the change of h_t where h_(t−1) changes by `tangent` and W_hh h_(t−1) by `recurrent`. */
export function gruScaledTangent(
  kept: usize,
  stride: usize,
  before: usize,
  recurrent: usize,
  tangent: usize,
  out: usize,
): void {
  see(kept, stride);
  subtract(fromOld, before, n);
  times(rSlope, r, rRest);
  times(zSlope, z, zRest);
  // da_n = r ∘ dm + m ∘ σ'(a_r) ∘ da_r.
  times(one, kept + 3 * stride, rSlope);
  times(two, one, recurrent);
  times(one, r, recurrent + 2 * stride);
  add(three, one, two);
  times(one, zRest, nSlope);
  times(two, one, three);
  // z ∘ dh + (h_(t−1) − n) ∘ σ'(a_z) ∘ da_z.
  times(one, fromOld, zSlope);
  times(three, one, recurrent + stride);
  times(one, z, tangent);
  add(fromOld, one, three);
  add(out, fromOld, two);
}
