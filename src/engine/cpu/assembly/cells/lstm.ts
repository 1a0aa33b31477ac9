// Long short-term memory, the twin of src/model/cells/lstm.ts: i, f, o = σ(a), g = tanh(a_g), c_t = f ∘ c_(t−1) + i ∘ g,
// h_t = o ∘ tanh(c_t). A plain half, and a scaled one for gates so far shut, or states so small, that maps of
// gradients need an exponent for every number.

import { sigmoidBoth, sigmoidSides } from "../activations/sigmoid.ts";
import { tanhBoth, tanhWithSlope } from "../activations/tanh.ts";
import { larger, leaveCells, leaveGates } from "../range.ts";
import { add, PAIR, times } from "../scaled.ts";
import { hidden, V } from "../sizes.ts";
import { madd } from "../madd.ts";

/**
 * Row t of the plain tape behind h [H]: c, i, σ'(a_i), f, σ'(a_f), g, tanh'(a_g), o, σ'(a_o), tanh c, tanh'(c), each [H].
 * @param before where h_(t−1) stands, and behind it c_(t−1)
 */
export function lstmForward(slot: usize, before: usize, h: usize, products: usize, inputTerm: usize): void {
  const bytes = <usize>hidden * V;
  let largestPre = f32x4.splat(0);
  let largest = largestPre;
  let largestCell = largestPre;
  for (let u: usize = 0; u < bytes; u += V) {
    const c = h + bytes + u;
    const i = c + bytes;
    const f = i + 2 * bytes;
    const g = f + 2 * bytes;
    const o = g + 2 * bytes;
    const tanhC = o + 2 * bytes;
    let at = u;
    const aI = f32x4.add(v128.load(products + at), v128.load(inputTerm + at));
    sigmoidBoth(aI, i, i + bytes);
    at += bytes;
    const aF = f32x4.add(v128.load(products + at), v128.load(inputTerm + at));
    sigmoidBoth(aF, f, f + bytes);
    at += bytes;
    const aG = f32x4.add(v128.load(products + at), v128.load(inputTerm + at));
    tanhBoth(aG, g, g + bytes);
    at += bytes;
    const aO = f32x4.add(v128.load(products + at), v128.load(inputTerm + at));
    sigmoidBoth(aO, o, o + bytes);
    const stays = f32x4.mul(v128.load(f), v128.load(before + bytes + u));
    const cell = madd(v128.load(i), v128.load(g), stays);
    v128.store(c, cell);
    tanhBoth(cell, tanhC, tanhC + bytes);
    const state = f32x4.mul(v128.load(o), v128.load(tanhC));
    v128.store(h + u, state);
    const inward = larger(larger(f32x4.abs(aI), f32x4.abs(aF)), larger(f32x4.abs(aG), f32x4.abs(aO)));
    largestPre = larger(largestPre, inward);
    largest = larger(largest, f32x4.abs(state));
    largestCell = larger(largestCell, f32x4.abs(cell));
  }
  leaveGates(slot, largestPre, largest);
  leaveCells(slot, largestCell);
}

/** δ [4H] and f ∘ dc, which goes straight to c_(t−1); `carry` is ∂L/∂h [H] and behind it ∂L/∂c [H], and so is `direct`. */
export function lstmBackward(before: usize, h: usize, carry: usize, delta: usize, direct: usize): void {
  const bytes = <usize>hidden * V;
  for (let u: usize = 0; u < bytes; u += V) {
    const i = h + 2 * bytes + u;
    const f = i + 2 * bytes;
    const g = f + 2 * bytes;
    const o = g + 2 * bytes;
    const tanhC = o + 2 * bytes;
    const dh = v128.load(carry + u);
    const through = f32x4.mul(f32x4.mul(dh, v128.load(o)), v128.load(tanhC + bytes));
    const dc = f32x4.add(v128.load(carry + bytes + u), through);
    let at = delta + u;
    v128.store(at, f32x4.mul(f32x4.mul(dc, v128.load(g)), v128.load(i + bytes)));
    at += bytes;
    v128.store(at, f32x4.mul(f32x4.mul(dc, v128.load(before + bytes + u)), v128.load(f + bytes)));
    at += bytes;
    v128.store(at, f32x4.mul(f32x4.mul(dc, v128.load(i)), v128.load(g + bytes)));
    at += bytes;
    v128.store(at, f32x4.mul(f32x4.mul(dh, v128.load(tanhC)), v128.load(o + bytes)));
    v128.store(direct + bytes + u, f32x4.mul(dc, v128.load(f)));
  }
}

/** The change of (h_t, c_t) to `out` where (h_(t−1), c_(t−1)) changes by `carry` and W_hh h_(t−1) by `recurrent`. */
export function lstmTangent(before: usize, h: usize, recurrent: usize, carry: usize, out: usize): void {
  const bytes = <usize>hidden * V;
  for (let u: usize = 0; u < bytes; u += V) {
    const i = h + 2 * bytes + u;
    const f = i + 2 * bytes;
    const g = f + 2 * bytes;
    const o = g + 2 * bytes;
    const tanhC = o + 2 * bytes;
    let at = recurrent + u;
    const toI = f32x4.mul(f32x4.mul(v128.load(g), v128.load(i + bytes)), v128.load(at));
    at += bytes;
    const toF = f32x4.mul(f32x4.mul(v128.load(before + bytes + u), v128.load(f + bytes)), v128.load(at));
    at += bytes;
    const toG = f32x4.mul(f32x4.mul(v128.load(i), v128.load(g + bytes)), v128.load(at));
    at += bytes;
    const toO = f32x4.mul(f32x4.mul(v128.load(tanhC), v128.load(o + bytes)), v128.load(at));
    const stays = madd(v128.load(f), v128.load(carry + bytes + u), toF);
    const dc = f32x4.add(stays, f32x4.add(toI, toG));
    v128.store(out + bytes + u, dc);
    const throughC = f32x4.mul(f32x4.mul(v128.load(o), v128.load(tanhC + bytes)), dc);
    v128.store(out + u, f32x4.add(toO, throughC));
  }
}

const pairs = memory.data(32 * 16, 16);
const i = pairs;
const iSlope = pairs + PAIR;
const f = pairs + 2 * PAIR;
const fSlope = pairs + 3 * PAIR;
const g = pairs + 4 * PAIR;
const gSlope = pairs + 5 * PAIR;
const o = pairs + 6 * PAIR;
const oSlope = pairs + 7 * PAIR;
const tanhC = pairs + 8 * PAIR;
const cSlope = pairs + 9 * PAIR;
const rest = pairs + 10 * PAIR;
const one = pairs + 11 * PAIR;
const two = pairs + 12 * PAIR;
const three = pairs + 13 * PAIR;
const change = pairs + 14 * PAIR;

/** Scaled: the gates' pre-activations and behind them c_t to `kept`, `stride` bytes apart; h_t to `state`. */
export function lstmScaledForward(
  kept: usize,
  recurrent: usize,
  input: usize,
  stride: usize,
  cBefore: usize,
  state: usize,
): void {
  for (let gate: usize = 0; gate < 4; gate++) {
    const at = gate * stride;
    add(kept + at, recurrent + at, input + at);
  }
  seeGates(kept, stride);
  const c = kept + 4 * stride;
  times(one, f, cBefore);
  times(two, i, g);
  add(c, one, two);
  tanhWithSlope(c, tanhC, cSlope);
  times(state, o, tanhC);
}

function seeGates(kept: usize, stride: usize): void {
  sigmoidSides(kept, i, rest);
  times(iSlope, i, rest);
  sigmoidSides(kept + stride, f, rest);
  times(fSlope, f, rest);
  tanhWithSlope(kept + 2 * stride, g, gSlope);
  sigmoidSides(kept + 3 * stride, o, rest);
  times(oSlope, o, rest);
}

/** Scaled: δ, and f ∘ dc to the second part of `direct`, `part` bytes behind the first; so `gradient` has its parts. */
export function lstmScaledBackward(
  kept: usize,
  stride: usize,
  cBefore: usize,
  gradient: usize,
  part: usize,
  delta: usize,
  direct: usize,
): void {
  seeGates(kept, stride);
  tanhWithSlope(kept + 4 * stride, tanhC, cSlope);
  times(one, gradient, o);
  times(two, one, cSlope);
  const dc = change;
  add(dc, gradient + part, two);
  times(one, dc, g);
  times(delta, one, iSlope);
  times(one, dc, cBefore);
  times(delta + stride, one, fSlope);
  times(one, dc, i);
  times(delta + 2 * stride, one, gSlope);
  times(one, gradient, tanhC);
  times(delta + 3 * stride, one, oSlope);
  times(direct + part, dc, f);
}

/** Scaled: the change of (h_t, c_t) where h_(t−1) and c_(t−1) change by `tangent` and W_hh h_(t−1) by `recurrent`. */
export function lstmScaledTangent(
  kept: usize,
  stride: usize,
  cBefore: usize,
  recurrent: usize,
  tangent: usize,
  part: usize,
  out: usize,
): void {
  seeGates(kept, stride);
  tanhWithSlope(kept + 4 * stride, tanhC, cSlope);
  // dc' = f ∘ dc + c ∘ σ'(a_f) ∘ da_f + g ∘ σ'(a_i) ∘ da_i + i ∘ tanh'(a_g) ∘ da_g.
  times(one, f, tangent + part);
  times(two, cBefore, fSlope);
  times(three, two, recurrent + stride);
  add(change, one, three);
  times(one, g, iSlope);
  times(two, one, recurrent);
  add(one, change, two);
  times(two, i, gSlope);
  times(three, two, recurrent + 2 * stride);
  add(out + part, one, three);
  // dh' = tanh(c') ∘ σ'(a_o) ∘ da_o + o ∘ tanh'(c') ∘ dc'.
  times(one, tanhC, oSlope);
  times(two, one, recurrent + 3 * stride);
  times(one, o, cSlope);
  times(three, one, out + part);
  add(out, two, three);
}
