// The block of a sweep's grid that a map shows: its axes and panels as a whole, one position along every slider.

import { arrangementOf } from "../../store/figure/arrangement.ts";
import { sliceOf } from "../../store/figure/viewed.ts";
import type { Box } from "../../store/results.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { View } from "../../sweep/view.ts";

/** The block that a view shows; replicates that are reduced are all in it. */
export function viewBox(spec: SweepSpec, view: View): Box {
  const arrangement = arrangementOf(spec, view);
  const { shape, x, y, hidden, panels, isReduced } = arrangement;
  const slice = sliceOf(arrangement, view);
  const isWhole = (d: number) =>
    d === x || d === y || panels.includes(d) || (isReduced && d === shape.length - 1);
  return {
    start: shape.map((_, d) => (isWhole(d) ? 0 : slice[hidden.indexOf(d)])),
    count: shape.map((size, d) => (isWhole(d) ? size : 1)),
  };
}
