// The readout of four sequences: loss, the readout's own gradients and ∂L/∂h_T; the twin of src/model/readout.ts.

import { addToBias, factorFor } from "./accumulator.ts";
import { maskOf, targetsOf } from "./data.ts";
import { exponentOf, exponentSum, PAIR, power, setPair } from "./scaled.ts";
import { atOut, atOutBias, batch, hidden, outputs, slotParameters, slotSums, slotTotals, Sum, testBatch, V } from "./sizes.ts";
import { allocate } from "./regions.ts";
import { addLanes } from "./total.ts";
import { madd } from "./madd.ts";

/** The sums over the batch, by their place among a slot's totals. */
export namespace Total {
  export const squaredError: usize = 0;
  export const firstState: usize = 16;
  export const lastState: usize = 32;
  export const absoluteState: usize = 48;
  export const jacobian: usize = 64;
}

let residuals: usize = 0;
/** Where the outputs of a group go, pairs [O]; 0 where nobody asks. */
export let outputsTrace: usize = 0;

export function allocateReadout(): bool {
  residuals = allocate(<usize>outputs * V);
  return residuals != 0;
}

export function traceOutputs(at: usize): void {
  outputsTrace = at;
}

/**
 * y = W_out h_T + b_out, its squared error; where a gradient is wanted, ∂L/∂h_T to `carry` and what W_out and b_out get.
 * @param h [H] under 2^exponent
 * @returns the exponent of `carry`
 */
export function readout(slot: usize, group: i32, h: usize, exponent: v128, carry: usize, isTest: bool): v128 {
  const mask = maskOf(group);
  const targets = targetsOf(group);
  const biasAt = slot + slotParameters + atOutBias * 4;
  const none = i32x4.splat(0);
  let plainPart = f32x4.splat(0);
  for (let o = 0; o < outputs; o++) {
    plainPart = f32x4.pmax(f32x4.abs(v128.load(targets + <usize>o * V)), plainPart);
    plainPart = f32x4.pmax(f32x4.abs(v128.load_splat<f32>(biasAt + <usize>o * 4)), plainPart);
  }
  // y − target takes the larger power of two of its parts.
  const isAlone = f32x4.eq(plainPart, f32x4.splat(0));
  const common = v128.bitselect(exponent, i32x4.max_s(exponent, none), isAlone);
  const toState = power(i32x4.sub(exponent, common));
  const toPlain = power(i32x4.neg(common));
  let largest = f32x4.splat(0);
  const end = h + <usize>hidden * V;
  let weight = slot + slotParameters + atOut * 4;
  for (let o = 0; o < outputs; o++) {
    let sum = f32x4.splat(0);
    for (let at = h; at < end; at += V) {
      sum = madd(v128.load_splat<f32>(weight), v128.load(at), sum);
      weight += 4;
    }
    const bias = f32x4.mul(v128.load_splat<f32>(biasAt + <usize>o * 4), toPlain);
    const y = madd(sum, toState, bias);
    if (outputsTrace != 0) {
      // Without a bias an output of any smallness is told as it is.
      const alone = f32x4.eq(bias, f32x4.splat(0));
      const pair = outputsTrace + <usize>(group * outputs + o) * PAIR;
      setPair(pair, v128.bitselect(sum, y, alone), v128.bitselect(exponent, common, alone));
    }
    const target = f32x4.mul(v128.load(targets + <usize>o * V), toPlain);
    const residual = f32x4.mul(f32x4.sub(y, target), mask);
    v128.store(residuals + <usize>o * V, residual);
    largest = f32x4.pmax(f32x4.abs(residual), largest);
  }
  // Residuals are brought to [1, 2), so that their squares neither overflow nor vanish.
  const shift = exponentOf(largest);
  const own = exponentSum(common, shift);
  const down = power(i32x4.neg(shift));
  let squares = f32x4.splat(0);
  for (let o = 0; o < outputs; o++) {
    const r = f32x4.mul(v128.load(residuals + <usize>o * V), down);
    v128.store(residuals + <usize>o * V, r);
    squares = madd(r, r, squares);
  }
  addLanes(slot + slotTotals + Total.squaredError, squares, exponentSum(own, own));
  if (!isTest) readBack(slot, h, end, exponent, own, carry);
  return own;
}

/** ∂L/∂y = 2 (y − target) / (B·O), into ∂L/∂h_T, W_out and b_out. */
function readBack(slot: usize, h: usize, hEnd: usize, stateExponent: v128, own: v128, carry: usize): void {
  const perOutput = f32x4.splat(<f32>(2.0 / <f64>(batch * outputs)));
  for (let o = 0; o < outputs; o++) {
    const at = residuals + <usize>o * V;
    v128.store(at, f32x4.mul(v128.load(at), perOutput));
  }
  addToBias(slot, Sum.outBias, atOutBias, residuals, outputs, own);
  const exponent = exponentSum(own, stateExponent);
  const factor = factorFor(slot, Sum.out, atOut, outputs * hidden, exponent, i32x4.splat(-1));
  let sum = slot + slotSums + atOut * V;
  for (let at = h; at < hEnd; at += V) {
    v128.store(carry, f32x4.splat(0));
    carry += V;
  }
  carry -= hEnd - h;
  let weight = slot + slotParameters + atOut * 4;
  for (let o = 0; o < outputs; o++) {
    const r = v128.load(residuals + <usize>o * V);
    const toWeights = f32x4.mul(r, factor);
    let gradient = carry;
    for (let at = h; at < hEnd; at += V) {
      v128.store(sum, madd(toWeights, v128.load(at), v128.load(sum)));
      v128.store(gradient, madd(r, v128.load_splat<f32>(weight), v128.load(gradient)));
      sum += V;
      weight += 4;
      gradient += V;
    }
  }
}

/** Σ |h_T| of the sequences that there are. */
export function addAbsoluteState(slot: usize, group: i32, h: usize, exponent: v128): void {
  let sum = f32x4.splat(0);
  for (let u = 0; u < hidden; u++) sum = f32x4.add(sum, f32x4.abs(v128.load(h + <usize>u * V)));
  addLanes(slot + slotTotals + Total.absoluteState, f32x4.mul(sum, maskOf(group)), exponent);
}

/** How many squared errors the total of a loss is made of. */
export function terms(isTest: bool): f64 {
  return <f64>((isTest ? testBatch : batch) * outputs);
}
