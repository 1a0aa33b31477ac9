// What the networks at hand have in common, as the host has set it, and the places of one network's numbers: its slot.
// Vectors hold four sequences of the batch; a group is four sequences, and the last one is filled up with none.

import { allocate, release } from "./regions.ts";

/** The cells by number, in the order of the model's catalog. */
export namespace Cell {
  export const rnn: i32 = 0;
  export const gru: i32 = 1;
  export const lstm: i32 = 2;
}

/** The activations by number, in the order of the model's catalog. */
export namespace Activation {
  export const tanh: i32 = 0;
  export const relu: i32 = 1;
  export const identity: i32 = 2;
  export const sigmoid: i32 = 3;
}

/** Bytes of a vector. */
export const V: usize = 16;

export let cell: i32 = 0;
export let activation: i32 = 0;
/** Whether the state never leaves [−1, 1]. */
export let isBounded: bool = true;
export let hidden: i32 = 1;
export let inputs: i32 = 1;
export let outputs: i32 = 1;
export let batch: i32 = 1;
export let groups: i32 = 1;
/** Sequences and groups that training never sees; their data stand behind those of training. */
export let testBatch: i32 = 0;
export let testGroups: i32 = 0;
/** Whether sequences differ in length. */
export let hasLengths: bool = false;
export let unroll: i32 = 0;
/** Whether whole runs are trained: extremes that only a map of gradients can tell apart are then left to float32. */
export let isTraining: bool = false;

/** Gates, rows of W_hh (gates × hidden), and parts of the state: h, of an lstm also c. */
export let gates: i32 = 1;
export let rows: i32 = 1;
export let parts: i32 = 1;
/** Vectors per unit that the scaled tape keeps of a step beside h, each with exponents of its own. */
export let kept: i32 = 1;

/** Where each parameter begins among a network's parameters, in numbers; the order is that of the model. */
export let atHh: usize = 0;
export let atBias: usize = 0;
export let atBiasHn: usize = 0;
export let atOut: usize = 0;
export let atOutBias: usize = 0;
/** The same places one behind another, and last how many parameters there are: see accumulator.ts. */
export const bounds = memory.data(28, 16);
/** How many there are, and the same filled up to whole vectors. */
export let parameters: i32 = 0;
export let padded: i32 = 0;

/** Of a slot, in bytes, first what is the same for all sizes: the state's exponent and its power, that of the gradient. */
export const slotStateExponent: usize = 0;
export const slotStatePower: usize = 16;
export const slotCarryExponent: usize = 32;
/** Whether its numbers have left the range of the plain steps. */
export const slotLeft: usize = 48;
/** Whether its states are anywhere under another power of two than 1. */
export const slotMoves: usize = 52;
/** How many δ wait to be multiplied with the states before them, and where the first of these stands. */
export const slotWaitingCount: usize = 64;
/** Sums over the batch: a float64 and its exponent each. */
export const slotTotals: usize = 80;
/** The exponents of the accumulators. */
export const slotExponents: usize = 160;
/** What networks of one unit keep beside: see scalarBack.ts. */
export const slotScalar: usize = 256;
/** The parameters, from here on by their places. */
export const slotParameters: usize = 352;
/** W_hh once more in blocks of rows, the accumulators (a vector per parameter), ∂L/∂s, the δ that wait. */
export let slotBlocked: usize = 0;
export let slotSums: usize = 0;
export let slotCarry: usize = 0;
export let slotWaiting: usize = 0;
/** What training keeps: see training/run.ts. */
export let slotTraining: usize = 0;
export let slotTape: usize = 0;
export let slotBytes: usize = 0;

/** Bytes of one step on the tape. */
export let tapeRow: usize = 0;

/** The exponents of the accumulators, one vector per parameter array. */
export namespace Sum {
  export const ih: usize = 0;
  export const hh: usize = 16;
  export const bias: usize = 32;
  export const biasHn: usize = 48;
  export const out: usize = 64;
  export const outBias: usize = 80;
  export const bytes: usize = 96;
}

/** Steps whose δ wait together: the products then pass over the accumulators once in so many steps. */
export const WAITING: i32 = 8;
/** Rows of W_hh that are multiplied side by side. */
export const BLOCK: i32 = 8;

/** Vectors that the tape of the plain passes keeps per unit and step, by cell: see the cells. */
function tapeVectors(): i32 {
  return cell == Cell.lstm ? 12 : cell == Cell.gru ? 8 : 2;
}

/** @returns the number of rows filled up to whole blocks: of 8, and a last one of 4 where that is enough */
export function blockedRows(): i32 {
  const rest = rows % BLOCK;
  return rows - rest + (rest == 0 ? 0 : rest <= 4 ? 4 : 8);
}

export function setSizes(
  cell_: i32,
  activation_: i32,
  hidden_: i32,
  inputs_: i32,
  outputs_: i32,
  batch_: i32,
  testBatch_: i32,
  hasLengths_: bool,
  isTraining_: bool,
): void {
  release();
  cell = cell_;
  activation = activation_;
  isBounded = cell_ != Cell.rnn || activation_ == Activation.tanh || activation_ == Activation.sigmoid;
  hidden = hidden_;
  inputs = inputs_;
  outputs = outputs_;
  batch = batch_;
  groups = (batch_ + 3) / 4;
  testBatch = testBatch_;
  testGroups = (testBatch_ + 3) / 4;
  hasLengths = hasLengths_;
  isTraining = isTraining_;
  gates = cell_ == Cell.lstm ? 4 : cell_ == Cell.gru ? 3 : 1;
  rows = gates * hidden_;
  parts = cell_ == Cell.lstm ? 2 : 1;
  kept = cell_ == Cell.lstm ? 5 : cell_ == Cell.gru ? 4 : 1;
  atHh = rows * inputs_;
  atBias = atHh + rows * hidden_;
  atBiasHn = atBias + rows;
  atOut = cell_ == Cell.gru ? atBiasHn + <usize>hidden_ : atBiasHn;
  atOutBias = atOut + outputs_ * hidden_;
  parameters = <i32>atOutBias + outputs_;
  padded = (parameters + 3) & ~3;
  store<usize>(bounds, 0);
  store<usize>(bounds, atHh, 4);
  store<usize>(bounds, atBias, 8);
  store<usize>(bounds, atBiasHn, 12);
  store<usize>(bounds, atOut, 16);
  store<usize>(bounds, atOutBias, 20);
  store<usize>(bounds, <usize>parameters, 24);
}

/** The unroll length of the networks to come, at most the one that slots were laid out for. */
export function setUnroll(steps: i32): void {
  unroll = steps;
}

/** Lays out slots for networks unrolled over up to `longest` steps. @returns the first slot, or 0 where memory cannot grow */
export function layOutSlots(longest: i32, slots: i32, trainingBytes: usize): usize {
  slotBlocked = slotParameters + <usize>padded * 4;
  slotSums = slotBlocked + aligned(<usize>(blockedRows() * hidden) * 4);
  slotCarry = slotSums + <usize>padded * V;
  slotWaiting = slotCarry + <usize>(parts * hidden) * V;
  slotTraining = slotWaiting + <usize>(WAITING * rows) * V;
  slotTape = slotTraining + aligned(trainingBytes);
  tapeRow = V + <usize>(tapeVectors() * hidden) * V;
  slotBytes = slotTape + <usize>(longest + 1) * tapeRow;
  return allocate(slotBytes * <usize>slots);
}

@inline
function aligned(bytes: usize): usize {
  return (bytes + 15) & ~15;
}
