// The spectral norm of J = ∂s_T/∂s_0 by Lanczos on JᵀJ, the twin of src/model/jacobian.ts, on the scaled tape: each
// iteration is a tangent forward through the steps, the result back through them, and the recurrence of α and β.

import { gruScaledTangent } from "./cells/gru.ts";
import { lstmScaledTangent } from "./cells/lstm.ts";
import { rnnScaledTangent } from "./cells/rnn.ts";
import { isActive, maskOf } from "./data.ts";
import { timesBlocked } from "./passage.ts";
import { allocate } from "./regions.ts";
import {
  choose,
  exponentAt,
  mantissaOf,
  normaliseInto,
  PAIR,
  power,
  setPair,
  setPlain,
} from "./scaled.ts";
import { agree, gateStride, gradientPairs, keptAt, scaledBackward, stateInto, stepAt } from "./scaledPass.ts";
import { products, toInput } from "./scratch.ts";
import { blockedRows, Cell, cell, hasLengths, hidden, parts, rows, slotBlocked, slotTotals, unroll, V } from "./sizes.ts";
import { Total } from "./readout.ts";
import { power64 } from "./total.ts";

/** As many as hold log10 of the norm to 10^-3: see bench/README.md. */
const MOST_STEPS: i32 = 48;
/** Below this share of the largest α a β is rounding: the vectors already span all that J reaches. */
const NEGLIGIBLE: f32 = 1e-6;
/** Enough halvings for every bit of a float32. */
const ROUNDS: i32 = 40;

let size: i32 = 0;
let steps: i32 = 0;
/** v_k and v_(k−1), plain vectors [parts · H]. */
let vector: usize = 0;
let previous: usize = 0;
let recurrentPairs: usize = 0;
let changed: usize = 0;
/** α and β of every step. */
let alphas: usize = 0;
let betas: usize = 0;
const beforePair = memory.data(32, 16);
/** Where the norms of each group's sequences go, pairs of their squares; 0 where nobody asks. */
let trace: usize = 0;

export function traceJacobian(at: usize): void {
  trace = at;
}

/** @returns whether there was memory for it */
export function allocateJacobian(): bool {
  size = parts * hidden;
  steps = min(size, MOST_STEPS);
  vector = allocate(<usize>size * V);
  previous = allocate(<usize>size * V);
  recurrentPairs = allocate(<usize>rows * PAIR);
  changed = allocate(<usize>size * PAIR);
  alphas = allocate(<usize>steps * V);
  betas = allocate(<usize>steps * V);
  return betas != 0;
}

/** Takes the largest ‖J‖₂² among the sequences of a group, whose states are on the scaled tape, into the slot's total. */
export function jacobian(slot: usize, group: i32): void {
  let squares: f64 = 0;
  for (let i = 0; i < size; i++) squares += <f64>startOf(i) * <f64>startOf(i);
  for (let i = 0; i < size; i++) {
    v128.store(vector + <usize>i * V, f32x4.splat(<f32>(<f64>startOf(i) / Math.sqrt(squares))));
    v128.store(previous + <usize>i * V, f32x4.splat(0));
  }
  let unit = i32x4.splat(0);
  let beta = f32x4.splat(0);
  let largest = beta;
  for (let k = 0; k < steps; k++) {
    for (let i = 0; i < size; i++) setNormalised(gradientPairs + <usize>i * PAIR, v128.load(vector + <usize>i * V));
    for (let t = 1; t <= unroll; t++) tangentStep(slot, group, t);
    for (let t = unroll; t >= 1; t--) scaledBackward(slot, group, t, false);
    const exponent = agree(gradientPairs, size, toImage());
    // JᵀJ is measured in units of the first image's power of two.
    if (k == 0) unit = exponent;
    const scale = power(i32x4.sub(exponent, unit));
    let alpha = f32x4.splat(0);
    for (let i = 0; i < size; i++) {
      const at = <usize>i * V;
      const image = f32x4.mul(v128.load(toImage() + at), scale);
      v128.store(toImage() + at, image);
      alpha = f32x4.add(alpha, f32x4.mul(image, v128.load(vector + at)));
    }
    v128.store(alphas + <usize>k * V, alpha);
    largest = f32x4.pmax(alpha, largest);
    beta = nextVector(alpha, beta, largest);
    v128.store(betas + <usize>k * V, beta);
  }
  take(slot, group, unit);
}

/** Where the image JᵀJ v stands, a plain vector. */
@inline
function toImage(): usize {
  return changed;
}

function setNormalised(pair: usize, value: v128): void {
  setPlain(pair, value);
  normaliseInto(pair, mantissaOf(pair), exponentAt(pair));
}

/** What is left of the image beside v_k and v_(k−1) is β times the next vector. @returns β */
function nextVector(alpha: v128, beta: v128, largest: v128): v128 {
  let most = f32x4.splat(0);
  for (let i = 0; i < size; i++) {
    const at = <usize>i * V;
    const beside = f32x4.add(
      f32x4.mul(alpha, v128.load(vector + at)),
      f32x4.mul(beta, v128.load(previous + at)),
    );
    const left = f32x4.sub(v128.load(toImage() + at), beside);
    v128.store(toImage() + at, left);
    most = f32x4.pmax(f32x4.abs(left), most);
  }
  const isZero = f32x4.eq(most, f32x4.splat(0));
  const down = f32x4.div(f32x4.splat(1), v128.bitselect(f32x4.splat(1), most, isZero));
  let sum = f32x4.splat(0);
  for (let i = 0; i < size; i++) {
    const value = f32x4.mul(v128.load(toImage() + <usize>i * V), down);
    sum = f32x4.add(sum, f32x4.mul(value, value));
  }
  const length = f32x4.sqrt(sum);
  const next = f32x4.mul(length, most);
  const isNegligible = v128.or(f32x4.le(next, f32x4.mul(largest, f32x4.splat(NEGLIGIBLE))), isZero);
  const factor = f32x4.div(down, v128.bitselect(f32x4.splat(1), length, isZero));
  for (let i = 0; i < size; i++) {
    const at = <usize>i * V;
    v128.store(previous + at, v128.load(vector + at));
    const value = f32x4.mul(v128.load(toImage() + at), factor);
    v128.store(vector + at, v128.andnot(value, isNegligible));
  }
  return v128.andnot(next, isNegligible);
}

/** The tangent in `gradientPairs` from s_(t−1) to s_t. */
function tangentStep(slot: usize, group: i32, t: i32): void {
  const now = stepAt(t);
  const before = stepAt(t - 1);
  const stride = gateStride();
  const exponent = agree(gradientPairs, hidden, toInput);
  timesBlocked(slot + slotBlocked, blockedRows(), hidden, toInput, products);
  for (let row = 0; row < rows; row++) {
    setPair(recurrentPairs + <usize>row * PAIR, v128.load(products + <usize>row * V), exponent);
  }
  for (let u = 0; u < hidden; u++) {
    const at = <usize>u * PAIR;
    const keeps = keptAt(now, u);
    const recurrent = recurrentPairs + at;
    const tangent = gradientPairs + at;
    const out = changed + at;
    if (cell == Cell.lstm) {
      lstmScaledTangent(keeps, stride, keptAt(before, u) + 4 * stride, recurrent, tangent, stride, out);
    } else if (cell == Cell.gru) {
      stateInto(beforePair, before, u, 0);
      gruScaledTangent(keeps, stride, beforePair, recurrent, tangent, out);
    } else rnnScaledTangent(keeps, recurrent, out);
  }
  const active = isActive(group, t);
  for (let i = 0; i < size; i++) {
    const at = <usize>i * PAIR;
    const pair = changed + at;
    normaliseInto(pair, mantissaOf(pair), exponentAt(pair));
    if (hasLengths) choose(gradientPairs + at, pair, gradientPairs + at, active);
    else setPair(gradientPairs + at, mantissaOf(pair), exponentAt(pair));
  }
}

/** The largest eigenvalue of JᵀJ is ‖J‖₂². */
function take(slot: usize, group: i32, unit: v128): void {
  const eigenvalue = f32x4.mul(largestEigenvalue(), maskOf(group));
  if (trace != 0) setPair(trace + <usize>group * PAIR, eigenvalue, unit);
  takeLane(slot, f32x4.extract_lane(eigenvalue, 0), i32x4.extract_lane(unit, 0));
  takeLane(slot, f32x4.extract_lane(eigenvalue, 1), i32x4.extract_lane(unit, 1));
  takeLane(slot, f32x4.extract_lane(eigenvalue, 2), i32x4.extract_lane(unit, 2));
  takeLane(slot, f32x4.extract_lane(eigenvalue, 3), i32x4.extract_lane(unit, 3));
}

function takeLane(slot: usize, m: f32, e: i32): void {
  if (m <= 0) return;
  const at = slot + slotTotals + Total.jacobian;
  const own = load<f64>(at);
  const difference = e - load<i32>(at, 8);
  // Beyond these the mantissas do not matter.
  const isLarger =
    own == 0 || difference > 500 || (difference > -500 && <f64>m * power64(difference) > own);
  if (!isLarger) return;
  store<f64>(at, <f64>m);
  store<i32>(at, e, 8);
}

/** Of the four tridiagonal matrices of α and β, by bisection on their Sturm sequences. */
function largestEigenvalue(): v128 {
  let low = f32x4.splat(0);
  let high = low;
  let beforeBeta = low;
  for (let k = 0; k < steps; k++) {
    const alpha = v128.load(alphas + <usize>k * V);
    const beta = k + 1 < steps ? v128.load(betas + <usize>k * V) : f32x4.splat(0);
    low = f32x4.pmax(alpha, low);
    // Gershgorin: no eigenvalue lies above every α_k + β_(k−1) + β_k.
    high = f32x4.pmax(f32x4.add(f32x4.add(alpha, beforeBeta), beta), high);
    beforeBeta = beta;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const middle = f32x4.add(low, f32x4.mul(f32x4.sub(high, low), f32x4.splat(0.5)));
    const above = isAbove(middle);
    low = v128.bitselect(middle, low, above);
    high = v128.bitselect(high, middle, above);
  }
  return f32x4.mul(f32x4.add(low, high), f32x4.splat(0.5));
}

/** Sylvester's law of inertia: T − x is negative definite exactly when every pivot of its LDLᵀ is negative. */
function isAbove(x: v128): v128 {
  const none = f32x4.splat(0);
  // A pivot of zero would divide by zero; the smallest negative number stands in for it.
  const tiny = f32x4.splat(-1e-30);
  let pivot = f32x4.sub(v128.load(alphas), x);
  let above = f32x4.ge(pivot, none);
  for (let k = 1; k < steps; k++) {
    const beta = v128.load(betas + <usize>(k - 1) * V);
    const divisor = v128.bitselect(tiny, pivot, f32x4.gt(pivot, tiny));
    const less = f32x4.div(f32x4.mul(beta, beta), divisor);
    pivot = f32x4.sub(f32x4.sub(v128.load(alphas + <usize>k * V), x), less);
    above = v128.or(above, f32x4.ge(pivot, none));
  }
  return above;
}

/** A fixed start with no structure that a weight matrix could be orthogonal to: irregular signs and sizes. */
function startOf(index: i32): f32 {
  const hash = <u32>(index + 1) * 0x9e3779b1;
  return (<f32>(hash >> 31) * 2 - 1) * (<f32>0.5 + <f32>(hash & 0xffff) / 131071);
}
