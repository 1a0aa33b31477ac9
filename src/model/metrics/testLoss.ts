// The loss on sequences that training never saw: what a network has learnt, and not what it knows by heart.

import { float32Number } from "./float32Number.ts";
import type { TrainingMetric } from "./metric.ts";

export const testLoss: TrainingMetric = {
  mode: "training",
  label: "test loss",
  unit: "squared target units",
  definition:
    "The loss after the last update on the task's test sequences, which training never sees; NaN where the task has none, or the run diverged.",
  scale: "logarithmic",
  value: (run) => (run.testLoss === null || run.hasDiverged ? Number.NaN : float32Number(run.testLoss)),
};
