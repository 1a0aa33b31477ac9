// What became of a network's training: one of five outcomes, from measured losses and named thresholds alone.

import { type Scaled, scaledRatio } from "../scaled.ts";
import type { TrainingMeasurement } from "./measurement.ts";

/** The outcomes by their number on the map. `running` is shown only while a run is under way. */
export const outcomes = {
  running: { value: -1, label: "running", definition: "Not decided yet." },
  converged: { value: 0, label: "converged", definition: "The loss reached the target." },
  unfinished: {
    value: 1,
    label: "unfinished",
    definition:
      "The target was not reached, but the best loss still fell by over 1 % in the last tenth of the steps.",
  },
  stalled: {
    value: 2,
    label: "stalled",
    definition:
      "In the last tenth of the steps the loss no longer moved by over 1 %: the steps have become tiny (vanishing gradient, or a plateau).",
  },
  bouncing: {
    value: 3,
    label: "bouncing",
    definition:
      "In the last tenth of the steps the loss moved by over 1 % without a better one being found: the steps are too large (exploding gradient).",
  },
  diverged: {
    value: 4,
    label: "diverged",
    definition:
      "The loss went past a million times the initial one, or a gradient or weight past what can be followed (2^60, 2^40); such a run ends there.",
  },
} as const;

export type OutcomeName = keyof typeof outcomes;

/** A best loss that fell by a larger share than this within the window still improves: 1 % is what a plot shows. */
export const IMPROVING = 0.01;
/** A loss that varied by a larger share than this within the window still moves; the same 1 %. */
export const MOVING = 0.01;

/** The outcome of a run; `running` until it is over. */
export function outcomeOf(run: TrainingMeasurement): OutcomeName {
  if (run.hasDiverged) return "diverged";
  if (run.stepsToTarget >= 0) return "converged";
  if (!run.isOver) return "running";
  const { bestBefore, best, lowest, highest } = run.window;
  if (exceeds(bestBefore, best, IMPROVING)) return "unfinished";
  return exceeds(highest, lowest, MOVING) ? "bouncing" : "stalled";
}

/** Whether a is over b by more than a share of a. */
function exceeds(a: Scaled, b: Scaled, share: number): boolean {
  return a.mantissa !== 0 && scaledRatio(b, a) < 1 - share;
}
