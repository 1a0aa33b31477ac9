// What is kept of one network's training run, beside its parameters: its settings, its statistics and the optimiser's
// moments. Numbers of any size are pairs of float64: a mantissa in [1, 2), or 0, and an exponent.

import { padded, slotTraining } from "../sizes.ts";

/** How a run stands. */
export namespace Status {
  export const running: f64 = 0;
  export const finished: f64 = 1;
  export const diverged: f64 = 2;
}

/** The record that the host reads; agreed with trainingMeasurement.ts beside this folder's parent. */
export namespace Run {
  export const status: usize = 0;
  /** Updates made. */
  export const step: usize = 8;
  /** −1 for never. */
  export const stepsToTarget: usize = 16;
  export const initialLoss: usize = 24;
  export const finalLoss: usize = 40;
  export const bestLoss: usize = 56;
  export const lossSum: usize = 72;
  export const peakGradientNorm: usize = 88;
  export const bestBefore: usize = 104;
  export const windowBest: usize = 120;
  export const windowLowest: usize = 136;
  export const windowHighest: usize = 152;
  export const testLoss: usize = 168;
  /** ‖g‖ of the last update, before clipping. */
  export const gradientNorm: usize = 184;
  export const bytes: usize = 200;

  /** Behind what the host reads: from which loss on the run has diverged, and Adam's 1 − β^k. */
  export const highestAllowed: usize = 208;
  export const filled: usize = 224;
  export const settings: usize = 240;
  export const moments: usize = 288;
}

/** The settings of a run, as they stand in the list of networks behind its scales. */
export namespace Settings {
  export const steps: usize = 0;
  export const windowStart: usize = 4;
  export const learningRate: usize = 8;
  export const momentum: usize = 16;
  /** Infinity for no clipping. */
  export const clipNorm: usize = 24;
  export const targetLoss: usize = 32;
  export const bytes: usize = 40;
}

/** Bytes of a slot that training needs for an optimiser of so many moments: those and one array for the gradient. */
export function trainingBytes(moments: i32): usize {
  return Run.moments + <usize>(padded * (moments + 1)) * 4;
}

@inline
export function runOf(slot: usize): usize {
  return slot + slotTraining;
}

/** A moment's array [padded]. */
@inline
export function momentOf(slot: usize, moment: i32): usize {
  return slot + slotTraining + Run.moments + <usize>(moment * padded) * 4;
}
