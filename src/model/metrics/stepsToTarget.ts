// How soon a training run reached its target.

import type { TrainingMetric } from "./metric.ts";

export const stepsToTarget: TrainingMetric = {
  mode: "training",
  label: "steps to target",
  unit: "training steps",
  definition:
    "Updates after which the loss first was at most the target loss; NaN (no number) if that never happened.",
  scale: "sequential",
  value: (run) => (run.stepsToTarget < 0 ? Number.NaN : run.stepsToTarget),
};
