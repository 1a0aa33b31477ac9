// What every optimiser offers: one update of one parameter array, with torch.optim's semantics.

import type { Floats } from "../floats.ts";

/** The numbers an optimiser may read; each says in `reads` which ones it does. */
export interface OptimizerSettings {
  readonly learningRate: number;
  readonly momentum: number;
}

export interface Optimizer {
  readonly label: string;
  /** The update, as shown to the user. */
  readonly formula: string;
  readonly reads: readonly (keyof OptimizerSettings)[];
  /** How many arrays of the parameter's size it keeps from step to step; all start as zeros. */
  readonly moments: 0 | 1 | 2;
  /** Floating-point operations of the formula per parameter and update, by which benchmarks count. */
  readonly operations: number;
  /**
   * Moves `parameter` in place.
   * @param gradient ∂L/∂parameter, already clipped
   * @param moments as many arrays as `moments` says, of this parameter alone
   * @param step counts from 1
   */
  update(
    parameter: Floats,
    gradient: Floats,
    moments: readonly Floats[],
    settings: OptimizerSettings,
    step: number,
  ): void;
}
