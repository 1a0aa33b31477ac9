// What the one who predicts is asked, fit to what the map shows, and the level at which a measured border then lies. Both
// are fixed before anything is computed: no question gives a result away.

import type { MetricName } from "../../model/metrics/index.ts";
import { outcomes } from "../../model/training/outcome.ts";
import { formatNumber } from "../../store/figure/format.ts";
import type { Quantity } from "../../store/figure/quantity.ts";

/** What tells the two sides of a border apart. */
export type Level =
  /** At or above a value. */
  | { readonly kind: "value"; readonly value: number }
  /** One name out of several. */
  | { readonly kind: "name"; readonly value: number }
  /** In the upper half of the map's own values; what is no number counts as this. */
  | { readonly kind: "middle"; readonly missing: number };

export interface Question {
  readonly text: string;
  /** What it means, in a sentence. */
  readonly hint: string;
  /** What the border is, in a few words. */
  readonly border: string;
  readonly level: Level;
  /** What all of a map is that lies on one side: on the inner or upper one, and on the other. */
  readonly sides: readonly [string, string];
}

/** Which number on the diverging scale of a metric is the one between its two sides, and why anybody would look for it. */
const zeros: Partial<Record<MetricName, Omit<Question, "level">>> = {
  logGradientRatio: {
    text: "Draw where the gradient neither vanishes nor explodes.",
    hint: "On one side of your line it shrinks on its way back through time, on the other it grows.",
    border: "log10 gradient ratio = 0, where the gradient neither vanishes nor explodes",
    sides: ["the gradient explodes everywhere", "the gradient vanishes everywhere"],
  },
  lyapunov: {
    text: "Draw the border of chaos.",
    hint: "On one side of your line two nearby states meet, on the other they part.",
    border: "Lyapunov exponent = 0, the border of chaos",
    sides: ["nearby states part everywhere", "nearby states meet everywhere"],
  },
};

/** The question that a map asks. @param metric what `quantity` is made of */
export function questionOf(metric: MetricName, quantity: Quantity): Question {
  const { label, scale, range } = quantity;
  if (scale === "outcome") {
    return {
      text: "Draw the border of the region that learns.",
      hint: "Inside it training converges: the loss reaches its target.",
      border: "the outcome converged",
      level: { kind: "name", value: outcomes.converged.value },
      sides: ["every network of the map learns", "no network of the map learns"],
    };
  }
  // Of a quantity with a range of its own, a share, the middle of that.
  if (range !== null) return atValue(label, (range[0] + range[1]) / 2);
  if (scale === "diverging") return { ...atValue(label, 0), ...zeros[metric] };
  // A training that never comes to its target is slower than any that does.
  const missing = metric === "stepsToTarget" ? Number.POSITIVE_INFINITY : Number.NaN;
  const never = metric === "stepsToTarget" ? " Those that never reach the target count as the slowest." : "";
  return {
    text: `Draw the line that halves the map by its ${label}.`,
    hint: `On one side of it lies the half with the smaller values, on the other the half with the larger.${never}`,
    border: `the median of the map’s ${label}`,
    level: { kind: "middle", missing },
    sides: [`the ${label} is the same everywhere`, `the ${label} is the same everywhere`],
  };
}

function atValue(label: string, value: number): Question {
  const number = formatNumber(value);
  return {
    text: `Draw where the ${label} is ${number}.`,
    hint: "On one side of your line it is smaller, on the other larger.",
    border: `${label} = ${number}`,
    level: { kind: "value", value },
    sides: [`the ${label} is at least ${number} everywhere`, `the ${label} is below ${number} everywhere`],
  };
}
