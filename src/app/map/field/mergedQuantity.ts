// A metric of the points that share a pixel, in words: what a pixel is made of, and how those points become one number.

import { type MetricName, metrics } from "../../../model/metrics/index.ts";
import { apartOfMerged } from "../../../store/figure/apart.ts";
import { formatCount } from "../../../store/figure/format.ts";
import { metricQuantity, type Quantity } from "../../../store/figure/quantity.ts";
import type { ShownAxis } from "../../../store/figure/shownAxis.ts";
import type { Merging } from "../../../sweep/view.ts";

/** The ways to merge, by the name that each has for sizes and for outcomes. */
export const mergingNames: Readonly<Record<Merging, { readonly size: string; readonly outcome: string }>> = {
  mean: { size: "mean", outcome: "most frequent" },
  max: { size: "maximum", outcome: "worst" },
};

/** How a metric's points are merged, in one word or two. */
export function mergingName(metric: MetricName, merging: Merging): string {
  return mergingNames[merging][metrics[metric].scale === "outcome" ? "outcome" : "size"];
}

/** How many points share a pixel, along each dimension that is merged: `10 × 8 points`. */
export function pointsText(axes: readonly ShownAxis[]): string {
  const merged = axes.filter(({ factor }) => factor > 1);
  return `${merged.map(({ factor }) => formatCount(factor)).join(" × ")} points`;
}

/** What a pixel stands for, and what its number is, in sentences. */
export function mergingDefinition(metric: MetricName, merging: Merging, axes: readonly ShownAxis[]): string {
  const merged = axes
    .filter(({ factor }) => factor > 1)
    .map(({ factor, title }) => `${formatCount(factor)} positions of ${title}`)
    .join(" × ");
  const isOutcome = metrics[metric].scale === "outcome";
  const rule = isOutcome
    ? {
        mean: "It shows the outcome that most of its points end with, of equally frequent ones the worst.",
        max: "It shows the worst outcome that any of its points ends with, so that not one is overlooked.",
      }
    : {
        mean: "It shows their mean, the sum divided by the number: one −∞ (or +∞) among them makes it −∞ (or +∞), both make it NaN.",
        max: "It shows the greatest of them, so that not one that explodes is overlooked.",
      };
  const left = isOutcome ? "" : " Points that are NaN are left out and counted as missing.";
  return `The sweep has more points than the map has pixels: a pixel stands for ${merged}. ${rule[merging]}${left}`;
}

/** A metric of merged points. */
export function mergedQuantity(name: MetricName, merging: Merging, axes: readonly ShownAxis[]): Quantity {
  const metric = metricQuantity(name);
  return {
    ...metric,
    label: `${mergingName(name, merging)} of ${pointsText(axes)}: ${metric.label}`,
    definition: `${mergingDefinition(name, merging, axes)} ${metric.label}: ${metric.definition}`,
    apart: apartOfMerged(name),
  };
}
