// Loss and gradients of several networks of one unroll length, step by step side by side: while one waits for the result
// of an operation another one computes. The twin of src/model/gradient.ts.

import { addWaiting, clearSums } from "./accumulator.ts";
import { addCarrySquares, backward, begin, forward, settleCarry, tapeAt } from "./forward.ts";
import { jacobian } from "./jacobian.ts";
import { addAbsoluteState, readout, Total } from "./readout.ts";
import { scalarForward } from "./scalar.ts";
import { scalarBackward, scalarJacobian } from "./scalarBack.ts";
import { scaledGradient } from "./scaledGradient.ts";
import {
  Cell,
  cell,
  groups,
  hidden,
  isTraining,
  parts,
  slotBytes,
  slotCarry,
  slotCarryExponent,
  slotLeft,
  slotTotals,
  tapeRow,
  unroll,
  V,
} from "./sizes.ts";
import { clearTotal, traceState } from "./total.ts";

/** Gradients and totals of `count` slots from `first` on, over all groups of the batch. */
export function gradient(first: usize, count: i32, withJacobian: bool): void {
  const end = first + <usize>count * slotBytes;
  for (let slot = first; slot < end; slot += slotBytes) {
    clearSums(slot);
    for (let at: usize = 0; at <= Total.jacobian; at += V) clearTotal(slot + slotTotals + at);
  }
  for (let group = 0; group < groups; group++) {
    groupGradient(first, end, group, withJacobian);
    if (!withJacobian) continue;
    for (let slot = first; slot < end; slot += slotBytes) {
      if (hasLeft(slot)) continue;
      if (cell == Cell.rnn && hidden == 1) scalarJacobian(slot, group);
      else jacobian(slot, group, false);
    }
  }
}

/** One group, by the plain steps; a network whose numbers leave them is gone through by the scaled ones, all at once. */
function groupGradient(first: usize, end: usize, group: i32, withJacobian: bool): void {
  for (let slot = first; slot < end; slot += slotBytes) begin(slot, group);
  const isScalar = cell == Cell.rnn && hidden == 1;
  if (isScalar) scalarForward(first, end, group);
  else {
    for (let t = 1; t <= unroll; t++) {
      for (let slot = first; slot < end; slot += slotBytes) forward(slot, group, t);
    }
  }
  for (let slot = first; slot < end; slot += slotBytes) {
    if (hasLeft(slot)) {
      scaledGradient(slot, group);
      // The tape of the scaled steps is one for all slots, and holds this one's states now.
      if (withJacobian) jacobian(slot, group, true);
    } else {
      readOut(slot, group);
      if (isScalar) scalarBackward(slot, group);
    }
  }
  if (!isScalar) {
    for (let t = unroll; t >= 1; t--) {
      for (let slot = first; slot < end; slot += slotBytes) {
        if (hasLeft(slot)) continue;
        if (traceState != 0) addCarrySquares(slot, traceState + <usize>t * V);
        backward(slot, group, t, true);
      }
    }
  }
  for (let slot = first; slot < end; slot += slotBytes) {
    if (hasLeft(slot)) continue;
    if (traceState != 0) addCarrySquares(slot, traceState);
    addWaiting(slot, tapeRow);
    if (!isTraining) addCarrySquares(slot, slot + slotTotals + Total.firstState);
  }
}

/** Whether a network's numbers have left the range of the plain steps. */
@inline
function hasLeft(slot: usize): bool {
  return load<i32>(slot + slotLeft) != 0;
}

/** From s_T to ∂L/∂s_T. */
function readOut(slot: usize, group: i32): void {
  const last = tapeAt(slot, unroll);
  const exponent = v128.load(last);
  if (!isTraining) addAbsoluteState(slot, group, last + V, exponent);
  v128.store(slot + slotCarryExponent, readout(slot, group, last + V, exponent, slot + slotCarry, false));
  // Only h_T is read: the readout asks nothing of the other part of the state.
  if (parts == 2) memory.fill(slot + slotCarry + <usize>hidden * V, 0, <usize>hidden * V);
  settleCarry(slot);
  if (!isTraining) addCarrySquares(slot, slot + slotTotals + Total.lastState);
}
