// How many comparisons of the pair tests an engine fails at a small network: at a sabotaged engine, some; else none.

import type { Engine } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import {
  type GradientMetricName,
  gradientMetrics,
  type MetricName,
  needJacobian,
} from "../../src/model/metrics/index.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { GRADIENT_BOUND, LOG_BOUND, TRAINING_BOUND, TRAINING_FLOOR } from "./bounds.ts";
import { differences, failures } from "./compare.ts";
import { planFor, resultsOf, specOf } from "./engines.ts";

/** Three units over five days, with everything in it that a fault could be in. */
export const smallGradient: SweepSpec = specOf({
  model: { hidden: 3 },
  task: { unroll: 5 },
  init: { bias: 0.1 },
  seed: 3,
});

/** How many of an inspection's comparisons with the reference fail. */
export async function gradientFailures(engine: Engine, spec: SweepSpec): Promise<number> {
  const [actual, expected] = [await engine.inspect(spec, 0), await new ReferenceEngine().inspect(spec, 0)];
  return failures(differences(actual, expected)).length;
}

/** The metrics that ask for no Jacobian, whose stages would be compiled besides, for each fault anew. */
const plainMetrics = (Object.keys(gradientMetrics) as GradientMetricName[]).filter(
  (name) => !needJacobian([name]),
);

/**
 * How many of a network's metrics fail in a tile, which are a part of what an inspection compares: what they catch, it
 * catches too.
 */
export async function tileFailures(engine: Engine, spec: SweepSpec): Promise<number> {
  const plan = planFor(engine, { ...spec, metrics: plainMetrics });
  const [actual, expected] = [await resultsOf(engine, plan), await resultsOf(new ReferenceEngine(), plan)];
  return metricFailures(actual, expected).length;
}

const relative: Partial<Record<MetricName, number>> = {
  loss: GRADIENT_BOUND,
  saturation: GRADIENT_BOUND,
  finalLoss: TRAINING_BOUND,
  bestLoss: TRAINING_BOUND,
  meanLoss: TRAINING_BOUND,
  testLoss: TRAINING_BOUND,
};

/** Every metric of a sweep, inside the horizon, that is further from the reference's than its bound, in words. */
export function metricFailures(
  actual: ReadonlyMap<MetricName, Float64Array>,
  expected: ReadonlyMap<MetricName, Float64Array>,
): string[] {
  const found: string[] = [];
  for (const [name, values] of expected) {
    const bound = relative[name];
    for (const [n, value] of values.entries()) {
      const given = actual.get(name)?.[n] ?? Number.NaN;
      if (Object.is(given, value)) continue;
      const error = Math.abs(given - value) / (bound === undefined ? 1 : Math.max(value, TRAINING_FLOOR));
      if (!(error <= (bound ?? LOG_BOUND))) found.push(`${name} of network ${n}: ${given} for ${value}`);
    }
  }
  return found;
}
