// The whole gradient of one group of sequences with an exponent for every number: forward, readout, and back.

import { addWaiting } from "./accumulator.ts";
import { addAbsoluteState, readout, Total } from "./readout.ts";
import { exponentSum, NO_EXPONENT, normaliseInto, PAIR, setPair } from "./scaled.ts";
import { agree, gradientPairs, scaledBackward, scaledForward, stepAt, tapeStep } from "./scaledPass.ts";
import { products } from "./scratch.ts";
import { hidden, parts, slotCarry, slotTotals, unroll, V } from "./sizes.ts";
import { addLanes, traceState } from "./total.ts";

/** Gradients and totals of a slot. */
export function scaledGradient(slot: usize, group: i32): void {
  scaledForward(slot, group);
  const last = stepAt(unroll);
  const exponent = v128.load(last);
  addAbsoluteState(slot, group, last + V, exponent);
  const own = readout(slot, group, last + V, exponent, slot + slotCarry, false);
  for (let u = 0; u < hidden; u++) {
    normaliseInto(gradientPairs + <usize>u * PAIR, v128.load(slot + slotCarry + <usize>u * V), own);
  }
  for (let at = hidden; at < parts * hidden; at++) {
    setPair(gradientPairs + <usize>at * PAIR, f32x4.splat(0), i32x4.splat(NO_EXPONENT));
  }
  addSquares(slot + slotTotals + Total.lastState);
  for (let t = unroll; t >= 1; t--) {
    traceSquares(t);
    scaledBackward(slot, group, t, true);
  }
  traceSquares(0);
  addWaiting(slot, tapeStep);
  addSquares(slot + slotTotals + Total.firstState);
}

/** Σ over units and parts of the squares of ∂L/∂s_t. */
function addSquares(total: usize): void {
  const exponent = agree(gradientPairs, parts * hidden, products);
  let sum = f32x4.splat(0);
  for (let at = 0; at < parts * hidden; at++) {
    const value = v128.load(products + <usize>at * V);
    sum = f32x4.add(sum, f32x4.mul(value, value));
  }
  addLanes(total, sum, exponentSum(exponent, exponent));
}

@inline
function traceSquares(t: i32): void {
  if (traceState != 0) addSquares(traceState + <usize>t * V);
}
