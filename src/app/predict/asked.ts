// Whether a map can be predicted, and whether it is covered until it is. All that the page needs before anybody asks.

import type { Arrangement } from "../../store/figure/arrangement.ts";
import { axisValues } from "../../sweep/axis.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { View } from "../../sweep/view.ts";

/** Whether a sweep's map has two dimensions of numbers: a border between names is no line. */
export function canPredict(spec: SweepSpec, { x, y, shape }: Arrangement): boolean {
  return [x, y].every((d) => {
    const axis = spec.axes[d];
    // The replicates are numbered, and their numbers mean nothing.
    return axis !== undefined && shape[d] > 1 && axisValues(spec, axis).every(Number.isFinite);
  });
}

/** Whether the map is covered: nothing of the results may be seen. */
export function isCovered(spec: SweepSpec, arrangement: Arrangement, view: View): boolean {
  return view.predict === "asked" && canPredict(spec, arrangement);
}

/** The view that asks for a prediction; what was open or drawn before is gone. */
export const ASKED = { predict: "asked", drawing: undefined, point: undefined } as const;
