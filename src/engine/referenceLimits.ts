// What the reference can be asked of at once, apart from the mathematics that it is: the page plans with it before it fetches that.

import { needJacobian } from "../model/metrics/index.ts";
import { largestValue } from "../sweep/axis.ts";
import type { TileLimits } from "../sweep/plan.ts";
import { structureOf } from "../sweep/point.ts";
import type { SweepSpec } from "../sweep/spec.ts";

/** What computes, for people. */
export const REFERENCE_DESCRIPTION = "plain TypeScript, float64, one thread";

/** A tile is cut to about this many multiply-adds, some 30 ms: progress, pause and cancel act between tiles. */
const TILE_OPERATIONS = 2e7;
/** The cost of one unrolled step of one unit beside its matrix products, in multiply-adds. */
const STEP_OVERHEAD = 60;

/** What a tile of this spec's structure may hold. */
export function referenceLimits(spec: SweepSpec): TileLimits {
  const { problem } = structureOf(spec);
  const { hidden, inputSize } = problem.sizes;
  const jacobian = needJacobian(spec.metrics) ? 4 : 1;
  const updates = spec.mode === "training" ? largestValue(spec, "training.steps", spec.training.steps) : 1;
  return {
    maxNetworks: 4096,
    isSoft: true,
    maxCost: TILE_OPERATIONS,
    costPerNetwork: 1000 * updates,
    costPerStep:
      problem.data.batch * hidden * (3 * hidden + 2 * inputSize + STEP_OVERHEAD) * jacobian * updates,
  };
}
