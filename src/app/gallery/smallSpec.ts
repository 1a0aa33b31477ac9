// A preset's sweep at the size of a thumbnail: the same networks on the same axes, at fewer positions.

import { unrollOf } from "../../sweep/point.ts";
import type { AxisSpec, SweepSpec } from "../../sweep/spec.ts";

/** Networks of a thumbnail at most, and steps through time of all of them at most, training counted in. */
const MOST_NETWORKS = 2560;
const MOST_WORK = 3e8;
/** Fewer positions than this along an axis show nothing. */
const FEWEST = 9;

/** The sweep with as many positions along its ranges as a thumbnail may have; lists of values stay as they are. */
export function smallSpec(spec: SweepSpec): SweepSpec {
  const others = spec.axes.reduce((n, axis) => n * (axis.values?.length ?? 1), 1);
  const ranges = spec.axes.filter((axis) => axis.values === undefined);
  const networks = Math.min(MOST_NETWORKS, MOST_WORK / workOf(spec));
  const wanted = ranges.reduce((n, axis) => n * (axis.count ?? 1), 1);
  // All ranges give up the same share of their positions.
  const shrink = Math.min(1, (networks / others / wanted) ** (1 / Math.max(1, ranges.length)));
  const axes = spec.axes.map((axis): AxisSpec => {
    const { count } = axis;
    if (axis.values !== undefined || count === undefined || count <= FEWEST) return axis;
    return { ...axis, count: Math.max(FEWEST, Math.round(count * shrink)) };
  });
  return { ...spec, axes, replicates: 1 };
}

/** What one network costs, roughly: multiplications of its longest unroll, for every update of its training. */
function workOf(spec: SweepSpec): number {
  const { hidden, cell } = spec.model;
  const longest = spec.axes.find(({ param }) => param === "task.unroll");
  const unroll = Math.max(...(longest?.values?.map(Number) ?? [longest?.to ?? unrollOf(spec.task)]));
  const gates = cell === "rnn" ? 1 : 4;
  const updates = spec.mode === "training" ? spec.training.steps : 1;
  return unroll * hidden * (hidden + 4) * gates * updates;
}
