// What became of a training run.

import { outcomeOf, outcomes } from "../training/outcome.ts";
import type { TrainingMetric } from "./metric.ts";

const finals = Object.values(outcomes).filter(({ value }) => value >= 0);

export const outcome: TrainingMetric = {
  mode: "training",
  label: "outcome",
  unit: finals.map(({ value, label }) => `${value} ${label}`).join(", "),
  definition:
    "What became of the training: target reached, still improving, no longer moving, moving without improving, or diverged.",
  scale: "outcome",
  value: (run) => outcomes[outcomeOf(run)].value,
};
