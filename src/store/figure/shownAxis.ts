// An axis as the page and a figure show it: its positions, and its name in words beside its dotted path. In a large sweep
// several of its positions share one on the page.

import { type AxisValue, axisValues } from "../../sweep/axis.ts";
import { fieldAt } from "../../sweep/fields.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { cellMiddle, cellSpan } from "../merging.ts";
import { unmerged } from "./arrangement.ts";
import { digitsBetween, formatNumber } from "./format.ts";

export interface ShownAxis {
  readonly param: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** The value at each position on the page; of several it is that in their middle. */
  readonly values: readonly AxisValue[];
  /** The values at the sweep's own positions, … */
  readonly all: readonly AxisValue[];
  /** … so many of which share one on the page. */
  readonly factor: number;
  readonly scale: "linear" | "log" | "values";
}

/**
 * The dimensions of a sweep's grid: its axes, then the replicates.
 * @param factors how many positions of each share one on the page; blank: none does
 */
export function shownAxes(spec: SweepSpec, factors = unmerged(spec)): ShownAxis[] {
  const placed = (d: number, all: readonly AxisValue[]) => ({
    values: shownValues(all, factors[d]),
    all,
    factor: factors[d],
  });
  const named = (param: string) => {
    const field = fieldAt(spec, param);
    return {
      param,
      title: field?.title || param,
      description: field?.description ?? "",
      unit: field?.unit ?? "",
    };
  };
  return [
    ...spec.axes.map(
      (axis, d): ShownAxis => ({
        ...named(axis.param),
        ...placed(d, axisValues(spec, axis)),
        scale: axis.values === undefined ? (axis.scale ?? "linear") : "values",
      }),
    ),
    {
      ...named("replicates"),
      title: "Replicate",
      description: "Which of the independent draws of the initial weights.",
      ...placed(
        spec.axes.length,
        Array.from({ length: spec.replicates }, (_, i) => i),
      ),
      scale: "linear",
    },
  ];
}

function shownValues(all: readonly AxisValue[], factor: number): readonly AxisValue[] {
  if (factor === 1) return all;
  const count = Math.ceil(all.length / factor);
  return Array.from({ length: count }, (_, at) => all[cellMiddle(at, factor, all.length)]);
}

/** One of the values of an axis, in as many digits as tell it from its neighbours. */
export function valueText(all: readonly AxisValue[], index: number): string {
  const near = all.slice(Math.max(0, index - 1), index + 2).filter((value) => typeof value === "number");
  const value = all[index];
  return typeof value === "number" ? formatNumber(value, digitsBetween(near)) : value;
}

/** The value at a position in words; of several that share it, the first and the last. */
export function positionText({ all, factor }: ShownAxis, at: number): string {
  const [from, end] = cellSpan(at, factor, all.length);
  const [first, last] = [valueText(all, from), valueText(all, end - 1)];
  return first === last ? first : `${first} … ${last}`;
}
