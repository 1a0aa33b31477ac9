// The mean loss of a training run.

import { scaledTimes } from "../scaled.ts";
import { float32Number } from "./float32Number.ts";
import type { TrainingMetric } from "./metric.ts";

export const meanLoss: TrainingMetric = {
  mode: "training",
  label: "mean loss",
  unit: "squared target units",
  definition: "Mean over the steps taken of the loss that each of them started from.",
  scale: "logarithmic",
  value: (run) => float32Number(run.step === 0 ? run.initialLoss : scaledTimes(run.lossSum, 1 / run.step)),
};
