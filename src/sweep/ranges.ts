// Sweeps that differ in the ranges of their axes alone: windows of one and the same map.

import type { SweepSpec } from "./spec.ts";
import type { AxisRange } from "./window.ts";

/** A sweep with other ranges on some of its axes; a dimension without one stays as it is. */
export function specInRanges(spec: SweepSpec, ranges: ReadonlyMap<number, AxisRange>): SweepSpec {
  const axes = spec.axes.map((axis, d) => ({ ...axis, ...ranges.get(d) }));
  return { ...spec, axes };
}

/** Whether two sweeps differ in nothing but the ranges of axes. */
export function differInRanges(a: SweepSpec, b: SweepSpec): boolean {
  return rangelessKey(a) === rangelessKey(b);
}

/** One text for all sweeps that differ in nothing but the ranges of axes. */
export function rangelessKey(spec: SweepSpec): string {
  const axes = spec.axes.map(({ from, to, count, ...kept }) => [kept, from === undefined, count === 1]);
  return JSON.stringify({ ...spec, axes });
}
