// Whether the engines can tell neighbouring positions of an axis apart: float32 cannot once a map is zoomed in far enough, and
// shows the same network several times over.

import { type AxisValue, axisValues } from "./axis.ts";
import { fieldAt } from "./fields.ts";
import type { SweepSpec } from "./spec.ts";

/** In what an engine holds the numbers of a network. */
export type Precision = "float32" | "float64";

/** Whether any two neighbours among some values are one number in that precision. */
export function neighboursMerge(values: readonly AxisValue[], precision: Precision): boolean {
  const held = (value: AxisValue) =>
    typeof value === "number" && precision === "float32" ? Math.fround(value) : value;
  return values.some((value, i) => i > 0 && held(value) === held(values[i - 1]));
}

/** The axes (by their place in the sweep) of which the engine meets the same number at neighbouring positions. */
export function mergedAxes(spec: SweepSpec, precision: Precision): number[] {
  return spec.axes.flatMap((axis, d) => {
    // Whole numbers reach every engine as they are, and names have no neighbours; what is listed was meant as it stands.
    const field = fieldAt(spec, axis.param);
    if (axis.values !== undefined || field?.kind !== "number" || field.integer) return [];
    return axis.from !== axis.to && neighboursMerge(axisValues(spec, axis), precision) ? [d] : [];
  });
}
