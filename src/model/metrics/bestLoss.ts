// The lowest loss of a training run.

import { float32Number } from "./float32Number.ts";
import type { TrainingMetric } from "./metric.ts";

export const bestLoss: TrainingMetric = {
  mode: "training",
  label: "best loss",
  unit: "squared target units",
  definition: "The lowest loss of the run, from before the first update to after the last one.",
  scale: "logarithmic",
  value: (run) => float32Number(run.bestLoss),
};
