// One network in full on the GPU: its gradient with trace and Jacobian, and in mode training its whole run.

import { GradientEvaluator } from "../../model/gradient.ts";
import {
  drawBase,
  type Parameters,
  parameterShapes,
  type Sizes,
  scaleParameters,
} from "../../model/network.ts";
import { horizonOf } from "../../model/training/horizon.ts";
import { Training } from "../../model/training/training.ts";
import { type Inspection, inspectionOf } from "../../sweep/inspection.ts";
import { pointParametersOf } from "../../sweep/point.ts";
import { parametersInShape } from "../../sweep/shape.ts";
import type { ExplicitInit, SweepSpec } from "../../sweep/spec.ts";
import { oneNetwork } from "../../sweep/tile.ts";
import { withTraining } from "../../sweep/trainingInspection.ts";
import { alwaysRunning, type RunControl } from "../engine.ts";
import { runThrough } from "../replay.ts";
import { dispatchTile, type Slicing } from "./dispatch.ts";
import type { ReopeningDevice } from "./reopening.ts";
import { GpuStructure } from "./structure.ts";
import { dispatchTraining } from "./trainingDispatch.ts";
import { unpackCurves, unpackParameters } from "./trainingPack.ts";
import { TrainingResults } from "./trainingResults.ts";
import { unpackGradient, unpackMeasurement, unpackTrace } from "./unpack.ts";

/** How the engine at hand runs what is asked of it. */
export interface InspectOn {
  readonly engine: string;
  readonly device: ReopeningDevice;
  readonly slicing: Slicing;
}

/** Everything about one network of a spec, its axes ignored. */
export async function inspectOnGpu(
  on: InspectOn,
  spec: SweepSpec,
  replicate: number,
  control: RunControl,
): Promise<Inspection> {
  const before = await inspectGradient(on, spec, replicate);
  if (spec.mode === "gradient") return before;
  const parameters = pointParametersOf(spec);
  const ready = new GpuStructure(spec, true);
  const { key, structure } = ready;
  const network = oneNetwork(parameters, replicate);
  const { results, state, trace } = await on.device.use((device) =>
    dispatchTraining(device, key, ready.buffersOn(device, network), network, control, on.slicing, null),
  );
  const measurement = new TrainingResults(results, key.testBatch > 0).measurement(
    0,
    parameters.training.steps,
  );
  const { problem, baseInit, seed, optimizer } = structure;
  const end = unpackParameters(state, key, optimizer.moments);
  const start = scaleParameters(
    drawBase(baseInit, problem.sizes, seed, replicate),
    parameters.scales,
    problem.sizes,
  );
  const curves = unpackCurves(trace, measurement);
  const settings = { ...parameters.training, optimizer };
  const exact = new Training(new GradientEvaluator(problem), start, parameters.unroll, settings);
  return withTraining(before, {
    measurement,
    ...curves,
    horizon: horizonOf((await runThrough(exact, control)).loss, curves.loss),
    start,
    end,
    shapes: parameterShapes(problem.sizes),
    after: await inspectGradient(on, { ...spec, init: explicitInit(end, problem.sizes) }, 0),
  });
}

/** One network as mode gradient sees it, whatever the spec's mode. */
async function inspectGradient(on: InspectOn, spec: SweepSpec, replicate: number): Promise<Inspection> {
  const parameters = pointParametersOf(spec);
  const { unroll } = parameters;
  const ready = new GpuStructure({ ...spec, mode: "gradient" }, true);
  const { key, structure } = ready;
  const network = oneNetwork(parameters, replicate);
  const { results, state, trace } = await on.device.use((device) =>
    dispatchTile(device, key, ready.buffersOn(device, network), network, alwaysRunning),
  );
  return inspectionOf({
    engine: on.engine,
    measurement: unpackMeasurement(results, 0, key, unroll, true),
    gradient: unpackGradient(state, key),
    shapes: parameterShapes(structure.problem.sizes),
    ...unpackTrace(trace, key, unroll),
    activity: null,
  });
}

/** Parameters as a spec gives them number by number. */
function explicitInit(parameters: Parameters, sizes: Sizes): ExplicitInit {
  const nested = parametersInShape(parameters, parameterShapes(sizes));
  return { kind: "explicit", parameters: nested as ExplicitInit["parameters"] };
}
