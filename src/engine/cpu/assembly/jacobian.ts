// The spectral norm of J = ∂s_T/∂s_0 by Lanczos on JᵀJ, the twin of src/model/jacobian.ts: each iteration is a tangent
// forward through the steps on the tape, the result back through them, and the recurrence of α and β.

import { maskOf } from "./data.ts";
import { largestEigenvalue } from "./eigenvalue.ts";
import { backward, settleCarry, tangent } from "./forward.ts";
import { madd, nmadd } from "./madd.ts";
import { Total } from "./readout.ts";
import { allocate } from "./regions.ts";
import { exponentAt, mantissaOf, normaliseInto, PAIR, power, setPair, setPlain } from "./scaled.ts";
import { agree, gradientPairs, scaledBackward } from "./scaledPass.ts";
import { scaledTangent } from "./scaledTangent.ts";
import { hidden, parts, slotCarry, slotCarryExponent, slotTotals, unroll, V } from "./sizes.ts";
import { power64 } from "./total.ts";

/** As many as hold log10 of the norm to 10^-3: see bench/README.md. */
const MOST_STEPS: i32 = 48;
/** Below this share of the largest α a β is rounding: the vectors already span all that J reaches. */
const NEGLIGIBLE: f32 = 1e-6;
/** A vector of unit length of which less than this is left beside the others was rounding. */
const USED_UP: f32 = 0.5;

let size: i32 = 0;
let steps: i32 = 0;
/** v_0 … v_k, plain vectors [parts · H]. */
let basis: usize = 0;
/** JᵀJ v. */
let image: usize = 0;
/** α and β of every step. */
let alphas: usize = 0;
let betas: usize = 0;
/** Where the norms of each group's sequences go, pairs of their squares; 0 where nobody asks. */
let trace: usize = 0;

export function traceJacobian(at: usize): void {
  trace = at;
}

/** @returns whether there was memory for it */
export function allocateJacobian(): bool {
  size = parts * hidden;
  steps = min(size, MOST_STEPS);
  basis = allocate(<usize>((steps + 1) * size) * V);
  image = allocate(<usize>size * V);
  alphas = allocate(<usize>steps * V);
  betas = allocate(<usize>steps * V);
  return betas != 0;
}

/**
 * Takes the largest ‖J‖₂² among the sequences of a group into the slot's total.
 * @param isScaled whether their states are on the scaled tape, and not on the slot's own
 */
export function jacobian(slot: usize, group: i32, isScaled: bool): void {
  let squares: f64 = 0;
  for (let i = 0; i < size; i++) squares += <f64>startOf(i) * <f64>startOf(i);
  for (let i = 0; i < size; i++) {
    v128.store(basis + <usize>i * V, f32x4.splat(<f32>(<f64>startOf(i) / Math.sqrt(squares))));
  }
  let unit = i32x4.splat(0);
  let largest = f32x4.splat(0);
  let made = 0;
  while (made < steps) {
    const k = made++;
    const vector = vectorAt(k);
    const exponent = isScaled ? scaledImage(slot, group, vector) : plainImage(slot, group, vector);
    // JᵀJ is measured in units of the first image's power of two.
    if (k == 0) unit = exponent;
    const scale = power(i32x4.sub(exponent, unit));
    let alpha = f32x4.splat(0);
    for (let i = 0; i < size; i++) {
      const at = <usize>i * V;
      const value = f32x4.mul(v128.load(image + at), scale);
      v128.store(image + at, value);
      alpha = madd(value, v128.load(vector + at), alpha);
    }
    v128.store(alphas + <usize>k * V, alpha);
    largest = f32x4.pmax(alpha, largest);
    const beta = nextVector(k, alpha, largest);
    v128.store(betas + <usize>k * V, beta);
    if (!v128.any_true(beta)) break;
  }
  takeNorms(slot, group, largestEigenvalue(alphas, betas, made), unit);
}

@inline
function vectorAt(k: i32): usize {
  return basis + <usize>(k * size) * V;
}

/** JᵀJ v by the scaled steps. @returns its exponent */
function scaledImage(slot: usize, group: i32, vector: usize): v128 {
  for (let i = 0; i < size; i++) setNormalised(gradientPairs + <usize>i * PAIR, v128.load(vector + <usize>i * V));
  for (let t = 1; t <= unroll; t++) scaledTangent(slot, group, t);
  for (let t = unroll; t >= 1; t--) scaledBackward(slot, group, t, false);
  return agree(gradientPairs, size, image);
}

/** JᵀJ v by the plain steps. @returns its exponent */
function plainImage(slot: usize, group: i32, vector: usize): v128 {
  const bytes = <usize>size * V;
  memory.copy(slot + slotCarry, vector, bytes);
  v128.store(slot + slotCarryExponent, i32x4.splat(0));
  settleCarry(slot);
  for (let t = 1; t <= unroll; t++) tangent(slot, group, t);
  for (let t = unroll; t >= 1; t--) backward(slot, group, t, false);
  memory.copy(image, slot + slotCarry, bytes);
  return v128.load(slot + slotCarryExponent);
}

function setNormalised(pair: usize, value: v128): void {
  setPlain(pair, value);
  normaliseInto(pair, mantissaOf(pair), exponentAt(pair));
}

/**
 * What is left of the image beside all vectors so far is β times the next one. In exact arithmetic only v_k and v_(k−1)
 * have a part in it; in float32 the others would come back and hide a narrow gap behind the largest eigenvalue.
 * @returns β
 */
function nextVector(k: i32, alpha: v128, largest: v128): v128 {
  takeAway(vectorAt(k), alpha);
  for (let j = k; j >= 0; j--) takeAway(vectorAt(j), overlapWith(vectorAt(j)));
  const length = bringToUnitLength();
  // What rounding has left of a vector that is used up lies among the others again: a second pass finds that out.
  for (let j = k; j >= 0; j--) takeAway(vectorAt(j), overlapWith(vectorAt(j)));
  const rest = bringToUnitLength();
  const isUsedUp = f32x4.lt(rest, f32x4.splat(USED_UP));
  const isNegligible = v128.or(f32x4.le(length, f32x4.mul(largest, f32x4.splat(NEGLIGIBLE))), isUsedUp);
  const after = vectorAt(k + 1);
  for (let i = 0; i < size; i++) {
    const at = <usize>i * V;
    v128.store(after + at, v128.andnot(v128.load(image + at), isNegligible));
  }
  return v128.andnot(length, isNegligible);
}

/** Divides the image by its length. @returns the length; a vector of zeros stays one */
function bringToUnitLength(): v128 {
  let most = f32x4.splat(0);
  for (let i = 0; i < size; i++) most = f32x4.pmax(f32x4.abs(v128.load(image + <usize>i * V)), most);
  const one = f32x4.splat(1);
  const isZero = f32x4.eq(most, f32x4.splat(0));
  const down = f32x4.div(one, v128.bitselect(one, most, isZero));
  let sum = f32x4.splat(0);
  for (let i = 0; i < size; i++) {
    const value = f32x4.mul(v128.load(image + <usize>i * V), down);
    sum = madd(value, value, sum);
  }
  const length = f32x4.sqrt(sum);
  const factor = f32x4.div(down, v128.bitselect(one, length, isZero));
  for (let i = 0; i < size; i++) {
    const at = image + <usize>i * V;
    v128.store(at, f32x4.mul(v128.load(at), factor));
  }
  return f32x4.mul(length, most);
}

/** image −= share · vector. */
function takeAway(vector: usize, share: v128): void {
  const end = image + <usize>size * V;
  for (let at = image; at < end; at += V) {
    v128.store(at, nmadd(share, v128.load(vector), v128.load(at)));
    vector += V;
  }
}

/** The product of a vector with the image. */
function overlapWith(vector: usize): v128 {
  let sum = f32x4.splat(0);
  for (let i = 0; i < size; i++) {
    const at = <usize>i * V;
    sum = madd(v128.load(vector + at), v128.load(image + at), sum);
  }
  return sum;
}

/** Takes ‖J‖₂², the largest eigenvalue of JᵀJ in units of 2^unit, of each of the four sequences. */
export function takeNorms(slot: usize, group: i32, squared: v128, unit: v128): void {
  const eigenvalue = f32x4.mul(squared, maskOf(group));
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

/** One entry of a start that no weight matrix of interest is orthogonal to: see lanczosStart of the model. */
function startOf(index: i32): f32 {
  const word = <u32>(index + 1) * 0x9e3779b1;
  const hash = (word ^ (word >> 15)) * 0x85ebca6b;
  return <f32>0.5 + <f32>((hash >> 8) & 0xffff) / 131071;
}
