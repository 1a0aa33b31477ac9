// What an engine knows of a training run so far; every training metric is a formula of these, in one place for all engines.

import type { Scaled } from "../scaled.ts";

/** A run in numbers: its losses are L_0 (before the first update) … L_k (after the k-th). */
export interface TrainingMeasurement {
  /** Updates made. */
  readonly step: number;
  /** Updates of the whole run. */
  readonly steps: number;
  /** Whether nothing more will happen: the steps are done, or the run has diverged. */
  readonly isOver: boolean;
  readonly hasDiverged: boolean;
  readonly initialLoss: Scaled;
  /** L after the last update. */
  readonly finalLoss: Scaled;
  readonly bestLoss: Scaled;
  /** L_0 + … + L_(k−1): the losses from which updates were made. */
  readonly lossSum: Scaled;
  /** Updates after which the loss first was at most the target; −1 if never. */
  readonly stepsToTarget: number;
  /** The largest ‖g‖ before clipping. */
  readonly peakGradientNorm: Scaled;
  /** The loss of the task's test sequences after the last update; null before it, and where the task has none. */
  readonly testLoss: Scaled | null;
  /** The run's end: its last updates, see `windowOf`. */
  readonly window: TrainingWindow;
}

/** How the loss went in the last updates of a run. */
export interface TrainingWindow {
  /** The best loss before the window's first update. */
  readonly bestBefore: Scaled;
  /** The lowest loss after its updates. */
  readonly best: Scaled;
  /** The lowest and highest loss from just before its first update on. */
  readonly lowest: Scaled;
  readonly highest: Scaled;
}

/** The window is the last tenth of a run, so that a run's end is judged and not its history … */
const WINDOW_SHARE = 0.1;
/** … but at least this long where there are as many steps, so that one odd step decides nothing. */
const SHORTEST_WINDOW = 10;

/** How many updates the window of a run of `steps` holds. */
export function windowOf(steps: number): number {
  return Math.min(steps, Math.max(SHORTEST_WINDOW, Math.ceil(steps * WINDOW_SHARE)));
}
