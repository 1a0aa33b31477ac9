// The story of one training run as an engine that is not the truth tells it: its own run, before and after which it
// inspects the network, and the step at which it parts from float64.

import { GradientEvaluator } from "../model/gradient.ts";
import { drawBase, type Parameters, parameterShapes, scaleParameters } from "../model/network.ts";
import { horizonOf } from "../model/training/horizon.ts";
import type { TrainingMeasurement } from "../model/training/measurement.ts";
import { Training } from "../model/training/training.ts";
import { explicitInit } from "../sweep/init.ts";
import type { Inspection } from "../sweep/inspection.ts";
import { type PointParameters, pointParametersOf, type Structure } from "../sweep/point.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { withTraining } from "../sweep/trainingInspection.ts";
import type { RunControl } from "./engine.ts";
import { runThrough } from "./replay.ts";

/** A finished run of an engine. */
export interface EngineRun {
  readonly measurement: TrainingMeasurement;
  readonly loss: readonly number[];
  readonly gradientNorm: readonly number[];
  readonly end: Parameters;
}

/** How an engine does what the story is made of. */
export interface TrainingInspector {
  readonly structure: Structure;
  /** One network as mode gradient sees it, whatever the spec's mode. */
  gradient(spec: SweepSpec, replicate: number): Promise<Inspection>;
  /** Its whole run. */
  run(parameters: PointParameters): Promise<EngineRun>;
}

/** Everything about one network of a spec in mode training, its axes ignored. */
export async function inspectTraining(
  inspector: TrainingInspector,
  spec: SweepSpec,
  replicate: number,
  control: RunControl,
): Promise<Inspection> {
  const before = await inspector.gradient(spec, replicate);
  const parameters = pointParametersOf(spec);
  const run = await inspector.run(parameters);
  const { problem, baseInit, seed, optimizer } = inspector.structure;
  const base = drawBase(baseInit, problem.sizes, seed, replicate);
  const start = scaleParameters(base, parameters.scales, problem.sizes);
  const settings = { ...parameters.training, optimizer };
  const exact = new Training(new GradientEvaluator(problem), start, parameters.unroll, settings);
  return withTraining(before, {
    ...run,
    horizon: horizonOf((await runThrough(exact, control)).loss, run.loss),
    start,
    shapes: parameterShapes(problem.sizes),
    after: await inspector.gradient({ ...spec, init: explicitInit(run.end, problem.sizes) }, 0),
  });
}
