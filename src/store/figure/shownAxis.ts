// An axis as the page and a figure show it: its positions, and its name in words beside its dotted path.

import { type AxisValue, axisValues } from "../../sweep/axis.ts";
import { fieldAt } from "../../sweep/fields.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

export interface ShownAxis {
  readonly param: string;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly values: readonly AxisValue[];
  readonly scale: "linear" | "log" | "values";
}

/** The dimensions of a sweep's grid: its axes, then the replicates. */
export function shownAxes(spec: SweepSpec): ShownAxis[] {
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
      (axis): ShownAxis => ({
        ...named(axis.param),
        values: axisValues(spec, axis),
        scale: axis.values === undefined ? (axis.scale ?? "linear") : "values",
      }),
    ),
    {
      ...named("replicates"),
      title: "Replicate",
      description: "Which of the independent draws of the initial weights.",
      values: Array.from({ length: spec.replicates }, (_, i) => i),
      scale: "linear",
    },
  ];
}
