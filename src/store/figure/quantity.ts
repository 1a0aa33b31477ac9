// What the numbers on the map are: their name, unit and definition, how they lie on a scale, and how one of them is
// written. A metric, a metric of reduced replicates, and a difference of two panels each are such a quantity.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { outcomes } from "../../model/training/outcome.ts";
import { type Apart, apartOf, apartOfDifference, apartOfReduced } from "./apart.ts";
import type { Limits, ScaleKind } from "./colours.ts";
import { formatNumber } from "./format.ts";
import { type MetricText, metricText } from "./metricText.ts";
import { outcomesOf } from "./pairs.ts";
import type { Reduction } from "./reduction.ts";

export interface Quantity {
  readonly label: string;
  readonly unit: string;
  readonly definition: string;
  readonly scale: ScaleKind;
  /** The values beside the scale. */
  readonly apart: readonly Apart[];
  /** What lies on the lower side of 0, at 0 and on the upper side. */
  readonly sides: readonly [string, string, string] | null;
  /** Where the scale ends by its nature. */
  readonly range: Limits | null;
  text(value: number, digits?: number): MetricText;
}

/** A metric as it is. */
export function metricQuantity(name: MetricName): Quantity {
  const { label, unit, definition, scale } = metrics[name];
  return {
    label,
    unit,
    definition,
    scale,
    apart: apartOf(name),
    sides: scale === "diverging" ? ["vanishing", "preserved", "exploding"] : null,
    range: null,
    text: (value, digits) => metricText(name, value, digits),
  };
}

const EXTENDED =
  "Replicates that are NaN are left out and counted as missing; where none is left, the result is NaN.";

/** A metric of reduced replicates. */
export function reducedQuantity(name: MetricName, reduction: Reduction, replicates: number): Quantity {
  const metric = metricQuantity(name);
  const of = `of ${replicates} replicates`;
  if (reduction.kind === "fraction") {
    const { label, definition } = outcomes[reduction.outcome];
    return {
      label: `fraction ${label} ${of}`,
      unit: "fraction (0 … 1)",
      definition: `How many of the replicates that are decided ended as “${label}”, divided by how many are decided. ${label}: ${definition}`,
      scale: "sequential",
      apart: [],
      sides: null,
      range: [0, 1],
      text: (value, digits = 4) => ({ text: formatNumber(value, digits), unit: "fraction (0 … 1)" }),
    };
  }
  const how =
    reduction.kind === "mean"
      ? {
          name: "mean",
          definition: `Their sum divided by their number: one −∞ (or +∞) among them makes it −∞ (or +∞), both make it NaN.`,
        }
      : {
          name: reduction.q === 0.5 ? "median" : `${formatNumber(reduction.q)} quantile`,
          definition: `Sorted from −∞ to +∞, the one ${reduction.q === 0.5 ? "in the middle" : `that ${formatNumber(reduction.q)} of the way up is`}; between two, the straight line between them, or the infinite one where one is infinite.`,
        };
  return {
    ...metric,
    label: `${how.name} ${of}: ${metric.label}`,
    definition: `The ${how.name} over the replicates of a point. ${how.definition} ${EXTENDED} ${metric.label}: ${metric.definition}`,
    apart: apartOfReduced(name, reduction),
  };
}

/** The difference A − B of two panels, by their titles. */
export function differenceQuantity(quantity: Quantity, a: string, b: string): Quantity {
  if (quantity.scale === "outcome") {
    return {
      ...quantity,
      label: `${quantity.label}, A against B: ${a} against ${b}`,
      definition: `Where two panels end alike and where they do not: A is ${a}, B is ${b}. ${quantity.definition}`,
      scale: "agreement",
      text: (pair) => {
        const [first, second] = outcomesOf(pair).map((value) => quantity.text(value).text);
        return { text: first === second ? `both ${first}` : `${first} against ${second}`, unit: "" };
      },
    };
  }
  return {
    ...quantity,
    label: `A − B: ${a} − ${b}, ${quantity.label}`,
    definition: `The value of A (${a}) less that of B (${b}) at the same point. ${quantity.definition}`,
    scale: "difference",
    // Shares are numbers wherever there are any.
    apart: quantity.apart.length === 0 ? [] : apartOfDifference,
    sides: [`${b} larger`, "equal", `${a} larger`],
    range:
      quantity.range === null
        ? null
        : [quantity.range[0] - quantity.range[1], quantity.range[1] - quantity.range[0]],
    text: (value, digits = 5) => ({ text: formatNumber(value, digits), unit: quantity.unit }),
  };
}
