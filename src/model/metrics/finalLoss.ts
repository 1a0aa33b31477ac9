// The loss with which a training run ends.

import { float32Number } from "./float32Number.ts";
import type { TrainingMetric } from "./metric.ts";

export const finalLoss: TrainingMetric = {
  mode: "training",
  label: "final loss",
  unit: "squared target units",
  definition: "The loss after the last update; of a diverged run the loss at which it ended.",
  scale: "logarithmic",
  value: (run) => float32Number(run.finalLoss),
};
