// The sweep beside the page's one, as it is to be computed: with the metrics of both, and in the window of the page's map where
// one has zoomed in and both have the same axis.

import type { MetricName } from "../../model/metrics/index.ts";
import type { Parsed } from "../../sweep/mistakes.ts";
import { specInRanges } from "../../sweep/ranges.ts";
import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import type { View } from "../../sweep/view.ts";
import { type AxisRange, zoomAxisOf } from "../../sweep/window.ts";

/** A sweep, and the dimensions that lie across and up its map. */
export interface Mapped {
  readonly spec: SweepSpec;
  readonly x: number;
  readonly y: number;
}

/** A sweep in a window, and how the axes were that can be zoomed; none where it is not in any. */
export interface Windowed {
  readonly spec: SweepSpec;
  readonly home: View["home"];
}

/** The other sweep with the metrics of the page's one besides its own, as far as it can have them. */
export function withMetricsOf(other: SweepSpec, spec: SweepSpec): SweepSpec {
  const isAllowed = (name: MetricName) => parseSpec({ ...other, metrics: [name] }).ok;
  const missing = spec.metrics.filter((name) => !other.metrics.includes(name) && isAllowed(name));
  return missing.length === 0 ? other : { ...other, metrics: [...other.metrics, ...missing] };
}

/** The other sweep in the window of a map; as it is where it has none of the axes across and up, or the window is not allowed. */
export function inWindowOf(other: Mapped, map: Mapped): Windowed {
  const ranges = sharedRanges(map, other);
  if (ranges.size === 0) return { spec: other.spec, home: undefined };
  const parsed: Parsed<SweepSpec> = parseSpec(specInRanges(other.spec, ranges));
  return parsed.ok ? { spec: parsed.value, home: homeOf(other) } : { spec: other.spec, home: undefined };
}

/** The ranges across and up of one map, by the dimensions of another that has the same axes. */
export function sharedRanges(from: Mapped, to: Mapped): Map<number, AxisRange> {
  const ranges = new Map<number, AxisRange>();
  for (const d of [to.x, to.y]) {
    if (zoomAxisOf(to.spec, d) === null) continue;
    const { param } = to.spec.axes[d];
    const same = [from.x, from.y].find((one) => from.spec.axes[one]?.param === param);
    const axis = same === undefined ? null : zoomAxisOf(from.spec, same);
    // A window may have positions of its own number: whole numbers are as many as there are.
    if (axis !== null) ranges.set(d, { from: axis.from, to: axis.to, count: axis.count });
  }
  return ranges;
}

/** The ranges of the axes of a map that can be zoomed, across and then up. */
export function homeOf({ spec, x, y }: Mapped): View["home"] {
  const axes = [zoomAxisOf(spec, x), zoomAxisOf(spec, y)].filter((axis) => axis !== null);
  return axes.length === 0 ? undefined : axes.map(({ from, to, count }) => [from, to, count] as const);
}

/** A sweep as it was before one zoomed in. */
export function atHome({ spec, x, y }: Mapped, home: View["home"]): SweepSpec {
  const dimensions = [x, y].filter((d) => zoomAxisOf(spec, d) !== null);
  const ranges = (home ?? []).flatMap(([from, to, count], i) => {
    const d = dimensions[i];
    return d === undefined ? [] : [[d, { from, to, count }] as const];
  });
  return specInRanges(spec, new Map(ranges));
}
