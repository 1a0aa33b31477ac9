// One network's gradient with an exponent for every number: slower than the plain steps, and right where those are not,
// for gates shut to e^-900 and states of any size. Its tape is its own; sums and totals are those of the slot.

import { addStep } from "./accumulator.ts";
import { gruScaledBackward, gruScaledForward } from "./cells/gru.ts";
import { lstmScaledBackward, lstmScaledForward } from "./cells/lstm.ts";
import { rnnScaledBackward, rnnScaledForward } from "./cells/rnn.ts";
import { initialStateOf, inputOf, isActive } from "./data.ts";
import { inputTermInto } from "./forward.ts";
import { timesBlocked, timesTransposed } from "./passage.ts";
import { allocate } from "./regions.ts";
import {
  add,
  choose,
  copyPair,
  exponentAt,
  mantissaOf,
  NO_EXPONENT,
  normaliseInto,
  PAIR,
  setPair,
  setPlain,
  under,
} from "./scaled.ts";
import { inputTerm, products, toInput, toRecurrent } from "./scratch.ts";
import {
  atBiasHn,
  atHh,
  blockedRows,
  Cell,
  cell,
  hasLengths,
  hidden,
  kept,
  parts,
  rows,
  slotBlocked,
  slotParameters,
  unroll,
  V,
} from "./sizes.ts";

/** The tape: of each step the exponent of h, h [H], and pairs of what the cell keeps [kept · H]. */
let tape: usize = 0;
export let tapeStep: usize = 0;
/** Pairs: the recurrent products and the input terms [rows], δ into either side [rows]. */
export let recurrentPairs: usize = 0;
let inputPairs: usize = 0;
let deltaPairs: usize = 0;
let recurrentDeltaPairs: usize = 0;
/** Pairs: s_t while it is made, ∂L/∂s_t, and what goes by the weights [parts · H]. */
export let statePairs: usize = 0;
export let gradientPairs: usize = 0;
let directPairs: usize = 0;
const biasHnPair = memory.data(32, 16);

/** @returns whether there was memory for a tape of this many steps */
export function allocateScaledPass(longest: i32): bool {
  const perRow = <usize>rows * PAIR;
  const perState = <usize>(parts * hidden) * PAIR;
  tapeStep = V + <usize>hidden * V + <usize>(kept * hidden) * PAIR;
  tape = allocate(tapeStep * <usize>(longest + 1));
  recurrentPairs = allocate(perRow);
  inputPairs = allocate(perRow);
  deltaPairs = allocate(perRow);
  recurrentDeltaPairs = allocate(perRow);
  statePairs = allocate(perState);
  gradientPairs = allocate(perState);
  directPairs = allocate(perState);
  return directPairs != 0 && tape != 0;
}

/** Bytes between a cell's gates, among pairs. */
@inline
export function gateStride(): usize {
  return <usize>hidden * PAIR;
}

/** Row t of the tape; h stands V behind it. */
@inline
export function stepAt(t: i32): usize {
  return tape + <usize>t * tapeStep;
}

/** What the cell keeps of a unit at the step whose row this is. */
@inline
export function keptAt(row: usize, unit: i32): usize {
  return row + V + <usize>hidden * V + <usize>unit * PAIR;
}

/** One part of one unit's state, from the tape, as a pair. */
export function stateInto(out: usize, row: usize, unit: i32, part: i32): void {
  if (part == 1) copyPair(out, keptAt(row, unit) + 4 * gateStride());
  else setPair(out, v128.load(row + V + <usize>unit * V), v128.load(row));
}

/** Brings pairs under the largest of their exponents, which is returned; a vector each to `out`. */
export function agree(pairs: usize, count: i32, out: usize): v128 {
  let exponent = i32x4.splat(NO_EXPONENT);
  const end = pairs + <usize>count * PAIR;
  for (let at = pairs; at < end; at += PAIR) exponent = i32x4.max_s(exponent, exponentAt(at));
  for (let at = pairs; at < end; at += PAIR) {
    v128.store(out, under(at, exponent));
    out += V;
  }
  return exponent;
}

/** s_0 … s_T onto the tape. */
export function scaledForward(slot: usize, group: i32): void {
  const first = stepAt(0);
  for (let u = 0; u < hidden; u++) {
    const at = <usize>u * V;
    setPlain(statePairs + <usize>u * PAIR, v128.load(initialStateOf(group, 0) + at));
    const state = statePairs + <usize>u * PAIR;
    normaliseInto(state, mantissaOf(state), exponentAt(state));
    if (parts == 2) {
      const c = keptAt(first, u) + 4 * gateStride();
      setPlain(c, v128.load(initialStateOf(group, 1) + at));
      normaliseInto(c, mantissaOf(c), exponentAt(c));
    }
  }
  v128.store(first, agree(statePairs, hidden, first + V));
  for (let t = 1; t <= unroll; t++) forwardStep(slot, group, t);
}

function forwardStep(slot: usize, group: i32, t: i32): void {
  const before = stepAt(t - 1);
  const now = before + tapeStep;
  const stateExponent = v128.load(before);
  timesBlocked(slot + slotBlocked, blockedRows(), hidden, before + V, products);
  inputTermInto(slot, inputOf(group, t), inputTerm);
  for (let row = 0; row < rows; row++) {
    const at = <usize>row * PAIR;
    setPair(recurrentPairs + at, v128.load(products + <usize>row * V), stateExponent);
    setPlain(inputPairs + at, v128.load(inputTerm + <usize>row * V));
  }
  const stride = gateStride();
  for (let u = 0; u < hidden; u++) {
    const at = <usize>u * PAIR;
    const keeps = keptAt(now, u);
    const state = statePairs + at;
    if (cell == Cell.lstm) {
      const c = keptAt(before, u) + 4 * stride;
      lstmScaledForward(keeps, recurrentPairs + at, inputPairs + at, stride, c, state);
    } else if (cell == Cell.gru) {
      setPlain(biasHnPair, v128.load_splat<f32>(slot + slotParameters + (atBiasHn + u) * 4));
      stateInto(directPairs, before, u, 0);
      gruScaledForward(keeps, recurrentPairs + at, inputPairs + at, stride, biasHnPair, directPairs, state);
    } else rnnScaledForward(keeps, recurrentPairs + at, inputPairs + at, state);
    normaliseInto(state, mantissaOf(state), exponentAt(state));
    if (hasLengths) stay(before, now, u, isActive(group, t));
  }
  v128.store(now, agree(statePairs, hidden, now + V));
}

/** Of sequences that have ended the state stays as it is. */
function stay(before: usize, now: usize, u: i32, active: v128): void {
  const state = statePairs + <usize>u * PAIR;
  stateInto(directPairs, before, u, 0);
  choose(state, state, directPairs, active);
  if (parts == 1) return;
  const c = keptAt(now, u) + 4 * gateStride();
  choose(c, c, keptAt(before, u) + 4 * gateStride(), active);
}

/** `gradientPairs` from ∂L/∂s_t to ∂L/∂s_(t−1); the gradients of the parameters on the way, where they are wanted. */
export function scaledBackward(slot: usize, group: i32, t: i32, sums: bool): void {
  const now = stepAt(t);
  const before = now - tapeStep;
  const stride = gateStride();
  const differs = cell == Cell.gru;
  const none = i32x4.splat(NO_EXPONENT);
  const active = isActive(group, t);
  for (let u = 0; u < hidden; u++) {
    const at = <usize>u * PAIR;
    const keeps = keptAt(now, u);
    const gradient = gradientPairs + at;
    const delta = deltaPairs + at;
    if (cell == Cell.lstm) {
      const c = keptAt(before, u) + 4 * stride;
      setPair(directPairs + at, f32x4.splat(0), none);
      lstmScaledBackward(keeps, stride, c, gradient, stride, delta, directPairs + at);
    } else if (differs) {
      stateInto(statePairs, before, u, 0);
      gruScaledBackward(keeps, stride, statePairs, gradient, delta, recurrentDeltaPairs + at, directPairs + at);
    } else {
      setPair(directPairs + at, f32x4.splat(0), none);
      rnnScaledBackward(keeps, gradient, delta);
    }
  }
  if (hasLengths) {
    hush(deltaPairs, active);
    if (differs) hush(recurrentDeltaPairs, active);
  }
  const inputExponent = agree(deltaPairs, rows, toInput);
  let recurrentExponent = inputExponent;
  let recurrent = toInput;
  if (differs) {
    recurrent = toRecurrent;
    recurrentExponent = agree(recurrentDeltaPairs, rows, toRecurrent);
  }
  if (sums) {
    const x = inputOf(group, t);
    const stateExponent = v128.load(before);
    addStep(slot, x, before + V, stateExponent, tapeStep, toInput, inputExponent, recurrent, recurrentExponent);
  }
  timesTransposed(slot + slotParameters + atHh * 4, rows, hidden, recurrent, products);
  for (let at = 0; at < parts * hidden; at++) {
    const gradient = gradientPairs + <usize>at * PAIR;
    const direct = directPairs + <usize>at * PAIR;
    if (at < hidden) {
      normaliseInto(statePairs, v128.load(products + <usize>at * V), recurrentExponent);
      add(direct, direct, statePairs);
    } else normaliseInto(direct, mantissaOf(direct), exponentAt(direct));
    choose(gradient, direct, gradient, active);
  }
}

/** Of sequences that have ended nothing comes back. */
function hush(pairs: usize, active: v128): void {
  const none = i32x4.splat(NO_EXPONENT);
  for (let at = pairs; at < pairs + <usize>rows * PAIR; at += PAIR) {
    setPair(at, v128.and(mantissaOf(at), active), v128.bitselect(exponentAt(at), none, active));
  }
}
