// What stands beside every colour scale: values that are no number on it, what they mean for the metric at hand, and their
// colours, which no scale contains. “Not yet” has none: the page's hatching shows.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import type { Reduction } from "./reduction.ts";

/** A value beside the scale: its colour, its name, and what it means. */
export interface Apart {
  readonly colour: string;
  readonly label: string;
  readonly definition: string;
}

export const apartColours = { nan: "#8c8c8c", lowest: "#000000", highest: "#ff3fa4" } as const;

const nan: Apart = {
  colour: apartColours.nan,
  label: "NaN",
  definition: "Not a number: the metric has no value at this point.",
};
const never: Apart = {
  colour: apartColours.nan,
  label: "never",
  definition: "The loss has not come down to the target; where the run is over, it never did.",
};
const minusInfinity: Apart = {
  colour: apartColours.lowest,
  label: "−∞",
  definition: "The logarithm of exactly zero: nothing at all comes back.",
};
const zero: Apart = {
  colour: apartColours.lowest,
  label: "0",
  definition: "Exactly zero, which lies below every logarithmic scale.",
};
const infinity: Apart = {
  colour: apartColours.highest,
  label: "+∞",
  definition: "Too large for the number that holds it.",
};
const infinityOfLoss: Apart = {
  ...infinity,
  definition: "Too large for the number that holds it; the log of the same metric still has it.",
};

/** The values beside the scale of a metric. */
export function apartOf(name: MetricName): Apart[] {
  const { scale } = metrics[name];
  if (scale === "outcome") return [];
  if (name === "stepsToTarget") return [never];
  if (scale === "logarithmic") return [nan, zero, infinity];
  return [nan, minusInfinity, infinityOfLoss];
}

/** The values beside the scale of reduced replicates. */
export function apartOfReduced(name: MetricName, reduction: Reduction): Apart[] {
  if (reduction.kind === "fraction") return [];
  const none = {
    ...nan,
    definition: "Not a number: no replicate here has one, or infinities of both signs meet.",
  };
  if (name === "stepsToTarget")
    return [{ ...none, label: "never", definition: "No replicate reached the target." }];
  return [none, ...apartOf(name).filter(({ label }) => label !== nan.label)];
}

/** The values beside the scale of a difference A − B. */
export const apartOfDifference: readonly Apart[] = [
  {
    ...nan,
    definition:
      "Not a number: one of the two has none, or both are the same infinity, which have no difference.",
  },
  { ...minusInfinity, definition: "A is −∞ or B is +∞, and the other one is not." },
  { ...infinity, definition: "A is +∞ or B is −∞, and the other one is not." },
];
