// Results as a store keeps them, for the tests of verification: honest ones, and the same with something wrong in them that no
// checksum would tell.

import { alwaysRunning } from "../../../src/engine/engine.ts";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import {
  type MetricValues,
  type Recomputed,
  type ReferenceRun,
  recompute,
} from "../../../src/lab/verify/recompute.ts";
import type { VerifyReport } from "../../../src/lab/verify/report.ts";
import { type VerifyOptions, verifyResults } from "../../../src/lab/verify/verify.ts";
import { GradientEvaluator } from "../../../src/model/gradient.ts";
import { gradientMetrics, type MetricName, trainingMetrics } from "../../../src/model/metrics/index.ts";
import { drawBase, eachParameter, scaleParameters } from "../../../src/model/network.ts";
import { Training } from "../../../src/model/training/training.ts";
import type { Box, SweepResults } from "../../../src/store/results.ts";
import { metricsOf } from "../../../src/sweep/metricsOf.ts";
import { planSweep, type SweepPlan } from "../../../src/sweep/plan.ts";
import { pointParametersOf, structureOf } from "../../../src/sweep/point.ts";
import type { SweepSpec } from "../../../src/sweep/spec.ts";
import { flatIndex, tileIndices } from "../../../src/sweep/tile.ts";
import { planFor, resultsOf } from "../../pairs/engines.ts";
import { sound } from "../draw.ts";

/** Numbers by flat index, read as float32 like those of a store. */
export class StoredArrays implements SweepResults {
  readonly spec: SweepResults["spec"];
  readonly axes: SweepResults["axes"];
  readonly shape: SweepResults["shape"];
  readonly chunkShape: SweepResults["chunkShape"];
  readonly metrics: readonly MetricName[];

  constructor(
    plan: Pick<SweepPlan, "spec" | "axes" | "shape" | "chunkShape">,
    readonly arrays: ReadonlyMap<MetricName, Float64Array>,
  ) {
    this.spec = plan.spec;
    this.axes = plan.axes;
    this.shape = plan.shape;
    this.chunkShape = plan.chunkShape;
    this.metrics = [...arrays.keys()];
  }

  async read(metric: MetricName, { start, count }: Box): Promise<Float64Array> {
    const box = { index: 0, start, count, stride: start.map(() => 1) };
    return Float64Array.from(tileIndices(box), (indices) =>
      Math.fround(this.of(metric)[flatIndex(this.shape, indices)]),
    );
  }

  of(metric: MetricName): Float64Array {
    return this.arrays.get(metric) ?? new Float64Array();
  }

  /** The same with other numbers. */
  with(change: (metric: MetricName, values: Float64Array) => Float64Array): StoredArrays {
    const arrays = [...this.arrays].map(([name, values]) => [name, change(name, values.slice())] as const);
    return new StoredArrays(this, new Map(arrays));
  }

  /** The same with one number changed. */
  withOne(metric: MetricName, flat: number, change: (value: number) => number): StoredArrays {
    return this.with((name, values) => (name === metric ? values.with(flat, change(values[flat])) : values));
  }
}

/** What the reference computes of a sweep, as it is stored. */
export async function honest(given: object): Promise<StoredArrays> {
  const plan = planFor(new ReferenceEngine(), sound(given));
  return new StoredArrays(plan, await resultsOf(new ReferenceEngine(), plan));
}

/** What another sweep's networks say, stored as if it were this one's. */
export async function passedOff(given: object, other: object): Promise<StoredArrays> {
  return new StoredArrays(planFor(new ReferenceEngine(), sound(given)), (await honest(other)).arrays);
}

/** What the reference's float32 twin says of a sweep of replicates alone: an honest float32 program, chaos and all. */
export async function honestTwin(given: object): Promise<StoredArrays> {
  const spec = sound(given);
  const plan = planSweep(spec, (at) => new ReferenceEngine().limitsOf(at));
  const twins = Array.from({ length: spec.replicates }, (_, replicate) => twinOf(spec, replicate));
  const arrays = metricsOf(spec).map(
    (name) => [name, Float64Array.from(twins, (twin) => twin[name] ?? Number.NaN)] as const,
  );
  return new StoredArrays(plan, new Map(arrays));
}

function twinOf(spec: SweepSpec, replicate: number): MetricValues {
  const { baseInit, problem, seed, optimizer } = structureOf(spec);
  const { scales, training, unroll } = pointParametersOf(spec);
  const start = scaleParameters(drawBase(baseInit, problem.sizes, seed, replicate), scales, problem.sizes);
  const evaluator = new GradientEvaluator(problem, Float32Array);
  const of = <M>(catalog: Readonly<Record<string, M>>, value: (metric: M) => number) =>
    Object.fromEntries(Object.entries(catalog).map(([name, metric]) => [name, value(metric)]));
  if (spec.mode === "training") {
    const run = new Training(evaluator, start, unroll, { ...training, optimizer }, Float32Array);
    while (!run.isOver) run.advance();
    return of(trainingMetrics, (metric) => metric.value(run.statistics));
  }
  const single = eachParameter((name) => Float32Array.from(start[name]));
  const evaluation = evaluator.evaluate(single, unroll, { jacobian: false, trace: false });
  return of(gradientMetrics, (metric) => metric.value(evaluation));
}

const known = new Map<string, Promise<Recomputed>>();

/** The reference itself; what it has said once it says again at once. */
export const remembered: ReferenceRun = (spec, replicate) => {
  const { axes: _, name: __, ...network } = spec;
  const key = JSON.stringify([{ ...network, replicates: 1 }, replicate]);
  const answer = known.get(key) ?? recompute(spec, replicate, alwaysRunning);
  known.set(key, answer);
  return answer;
};

/** Verifies all networks, or as many as the options say. */
export function verify(results: SweepResults, options: Partial<VerifyOptions> = {}): Promise<VerifyReport> {
  return verifyResults(results, { points: 1e6, seed: 1, referenceRun: remembered, ...options });
}
