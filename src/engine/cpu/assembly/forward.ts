// One step forward and one step back of a network whose numbers are plain, whatever its cell.

import { addStep } from "./accumulator.ts";
import { gruBackward, gruForward, gruTangent } from "./cells/gru.ts";
import { lstmBackward, lstmForward, lstmTangent } from "./cells/lstm.ts";
import { rnnBackward, rnnForward } from "./cells/rnn.ts";
import { initialStateOf, inputOf, isActive } from "./data.ts";
import { timesBlocked, timesTransposed } from "./passage.ts";
import { isFar } from "./range.ts";
import { exponentOf, exponentSum, power } from "./scaled.ts";
import { behind, inputTerm, products, toInput, toRecurrent } from "./scratch.ts";
import {
  atBias,
  atHh,
  blockedRows,
  Cell,
  cell,
  hasLengths,
  hidden,
  inputs,
  parts,
  rows,
  slotBlocked,
  slotCarry,
  slotCarryExponent,
  slotLeft,
  slotMoves,
  slotParameters,
  slotStateExponent,
  slotStatePower,
  slotTape,
  tapeRow,
  V,
} from "./sizes.ts";
import { addLanes } from "./total.ts";
import { madd } from "./madd.ts";

/** Row t of a slot's plain tape. */
@inline
export function tapeAt(slot: usize, t: i32): usize {
  return slot + slotTape + <usize>t * tapeRow;
}

/** s_0 onto the tape. */
export function begin(slot: usize, group: i32): void {
  store<i32>(slot + slotLeft, 0);
  store<i32>(slot + slotMoves, 0);
  v128.store(slot + slotStateExponent, i32x4.splat(0));
  v128.store(slot + slotStatePower, f32x4.splat(1));
  const first = tapeAt(slot, 0);
  v128.store(first, i32x4.splat(0));
  const given = initialStateOf(group, 0);
  for (let at: usize = 0; at < <usize>(parts * hidden) * V; at += V) {
    v128.store(first + V + at, v128.load(given + at));
  }
}

/** out [rows] = W_ih x + b. */
@inline
export function inputTermInto(slot: usize, x: usize, out: usize): void {
  let bias = slot + slotParameters + atBias * 4;
  let weight = slot + slotParameters;
  const end = out + <usize>rows * V;
  const xEnd = x + <usize>inputs * V;
  for (; out < end; out += V) {
    let sum = v128.load_splat<f32>(bias);
    for (let value = x; value < xEnd; value += V) {
      sum = madd(v128.load_splat<f32>(weight), v128.load(value), sum);
      weight += 4;
    }
    v128.store(out, sum);
    bias += 4;
  }
}

/** s_(t−1) → s_t. */
export function forward(slot: usize, group: i32, t: i32): void {
  const before = tapeAt(slot, t - 1);
  const now = before + tapeRow;
  timesBlocked(slot + slotBlocked, blockedRows(), hidden, before + V, products);
  inputTermInto(slot, inputOf(group, t), inputTerm);
  if (cell == Cell.lstm) lstmForward(slot, before + V, now + V, products, inputTerm);
  else if (cell == Cell.gru) gruForward(slot, before + V, now + V, products, inputTerm);
  else rnnForward(slot, now, products, inputTerm);
  if (cell != Cell.rnn) v128.store(now, i32x4.splat(0));
  if (hasLengths) stay(slot, before, now, isActive(group, t));
}

/** Of sequences that have ended the state stays as it is. */
export function stay(slot: usize, before: usize, now: usize, active: v128): void {
  for (let at: usize = 0; at <= <usize>(parts * hidden) * V; at += V) {
    v128.store(now + at, v128.bitselect(v128.load(now + at), v128.load(before + at), active));
  }
  v128.store(slot + slotStateExponent, v128.load(now));
  v128.store(slot + slotStatePower, power(v128.load(now)));
}

/** ∂L/∂s_t → ∂L/∂s_(t−1); the gradients of the parameters on the way, where they are wanted. */
export function backward(slot: usize, group: i32, t: i32, sums: bool): void {
  const now = tapeAt(slot, t);
  const before = now - tapeRow;
  const carry = slot + slotCarry;
  const recurrent = cell == Cell.gru ? toRecurrent : toInput;
  if (cell == Cell.lstm) lstmBackward(before + V, now + V, carry, toInput, behind);
  else if (cell == Cell.gru) gruBackward(before + V, now + V, carry, toInput, toRecurrent, behind);
  else rnnBackward(now, carry, toInput);
  const active = isActive(group, t);
  if (hasLengths) {
    hush(toInput, active);
    if (cell == Cell.gru) hush(toRecurrent, active);
  }
  if (sums) {
    const exponent = v128.load(slot + slotCarryExponent);
    const x = inputOf(group, t);
    addStep(slot, x, before + V, v128.load(before), tapeRow, toInput, exponent, recurrent, exponent);
  }
  if (cell == Cell.rnn && !hasLengths) timesTransposed(slot + slotParameters + atHh * 4, rows, hidden, recurrent, carry);
  else {
    timesTransposed(slot + slotParameters + atHh * 4, rows, hidden, recurrent, products);
    goBehind(carry, active);
  }
  settleCarry(slot);
}

/** Of sequences that have ended nothing comes back. */
function hush(delta: usize, active: v128): void {
  for (const end = delta + <usize>rows * V; delta < end; delta += V) {
    v128.store(delta, v128.and(v128.load(delta), active));
  }
}

/** Puts together what came through the weights and what went by them; of sequences that have ended all stays. */
function goBehind(carry: usize, active: v128): void {
  const bytes = <usize>hidden * V;
  for (let at: usize = 0; at < <usize>parts * bytes; at += V) {
    let value = at < bytes ? v128.load(products + at) : v128.load(behind + at);
    if (cell == Cell.gru) value = f32x4.add(value, v128.load(behind + at));
    v128.store(carry + at, v128.bitselect(value, v128.load(carry + at), active));
  }
}

/** The tangent of s_(t−1), which stands where ∂L/∂s does, becomes that of s_t. */
export function tangent(slot: usize, group: i32, t: i32): void {
  const now = tapeAt(slot, t);
  const before = now - tapeRow;
  const carry = slot + slotCarry;
  timesBlocked(slot + slotBlocked, blockedRows(), hidden, carry, products);
  if (cell == Cell.lstm) lstmTangent(before + V, now + V, products, carry, toInput);
  else if (cell == Cell.gru) gruTangent(before + V, now + V, products, carry, toInput);
  else rnnBackward(now, products, toInput);
  const active = isActive(group, t);
  for (let at: usize = 0; at < <usize>(parts * hidden) * V; at += V) {
    v128.store(carry + at, v128.bitselect(v128.load(toInput + at), v128.load(carry + at), active));
  }
  settleCarry(slot);
}

/** Brings the gradient of sequences where it has become tiny or huge under another power of two. */
@inline
export function settleCarry(slot: usize): void {
  let largest = f32x4.splat(0);
  const end = slot + slotCarry + <usize>(parts * hidden) * V;
  for (let at = slot + slotCarry; at < end; at += V) largest = f32x4.pmax(f32x4.abs(v128.load(at)), largest);
  const far = isFar(largest);
  if (v128.any_true(far)) rescaleCarry(slot, largest, far);
}

/** Brings ∂L/∂s of the sequences that are far under another power of two. */
export function rescaleCarry(slot: usize, largest: v128, far: v128): void {
  const shift = v128.and(exponentOf(largest), far);
  const factor = power(i32x4.neg(shift));
  const end = slot + slotCarry + <usize>(parts * hidden) * V;
  for (let at = slot + slotCarry; at < end; at += V) v128.store(at, f32x4.mul(v128.load(at), factor));
  v128.store(slot + slotCarryExponent, i32x4.add(v128.load(slot + slotCarryExponent), shift));
}

/** Σ over units of the squares of ∂L/∂s_t. */
export function addCarrySquares(slot: usize, total: usize): void {
  let sum = f32x4.splat(0);
  const end = slot + slotCarry + <usize>(parts * hidden) * V;
  for (let at = slot + slotCarry; at < end; at += V) {
    const value = v128.load(at);
    sum = madd(value, value, sum);
  }
  const exponent = v128.load(slot + slotCarryExponent);
  addLanes(total, sum, exponentSum(exponent, exponent));
}
