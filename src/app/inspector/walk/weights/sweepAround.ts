// A network with weights of the user's own as a sweep: over the unroll length, where the task leaves it open.

import { parseSpec, type SweepSpec } from "../../../../sweep/spec.ts";

/** The shortest sweep over the unroll length that shows where a gradient goes. */
const LEAST_UNROLL = 50;
const MOST_COUNT = 512;

/** The sweep, in mode gradient; null where the weights are not ones that a spec may have. */
export function sweepAround(spec: SweepSpec, name: string): SweepSpec | null {
  const axes = "unroll" in spec.task ? [unrollAxis(spec.task.unroll)] : [];
  const parsed = parseSpec({
    ...spec,
    name: `${name}, weights by hand`,
    mode: "gradient",
    axes,
    replicates: 1,
    metrics: ["logGradientRatio", "logGradientNorm", "loss"],
  });
  return parsed.ok ? parsed.value : null;
}

function unrollAxis(unroll: number) {
  const to = Math.max(LEAST_UNROLL, 2 * unroll);
  return { param: "task.unroll", from: 1, to, count: Math.min(MOST_COUNT, to) };
}
