// What a training run is told, and the limits past which it ends: before anything overflows, on every engine alike.

import type { Optimizer, OptimizerSettings } from "../optimizers/index.ts";

/** Everything that tells one training run from another, beside its network. */
export interface TrainingSettings extends OptimizerSettings {
  readonly optimizer: Optimizer;
  /** The gradient's norm is clipped to this; null for no clipping. */
  readonly clipNorm: number | null;
  /** Updates of a whole run. */
  readonly steps: number;
  /** The loss at which a network counts as trained. */
  readonly targetLoss: number;
}

/**
 * A loss past this many times the initial one has diverged: noise and bouncing stay far below it, and a network that
 * got there does not come back in any run of interest. (An initial loss below the target counts as the target.)
 */
export const DIVERGED_LOSS_FACTOR = 1e6;
/** log2 of the largest gradient norm that is followed: Adam squares it, and float32 ends at 2^128. */
export const LARGEST_LOG2_GRADIENT = 60;
/** log2 of the largest parameter that is kept: a few products of them with gradients still fit a float32. */
export const LARGEST_LOG2_PARAMETER = 40;
