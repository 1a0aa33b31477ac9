// One network in full on the GPU: its gradient with trace and Jacobian, and in mode training its whole run.

import { parameterShapes } from "../../model/network.ts";
import { type Inspection, inspectionOf } from "../../sweep/inspection.ts";
import { pointParametersOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { oneNetwork } from "../../sweep/tile.ts";
import { alwaysRunning, type RunControl } from "../engine.ts";
import { inspectTraining, type TrainingInspector } from "../inspectTraining.ts";
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
  if (spec.mode === "gradient") return inspectGradient(on, spec, replicate);
  const ready = new GpuStructure(spec, true);
  const { key, structure } = ready;
  const inspector: TrainingInspector = {
    structure,
    gradient: (at, draw) => inspectGradient(on, at, draw),
    async run(parameters) {
      const network = oneNetwork(parameters, replicate);
      const { results, state, trace } = await on.device.use((device) =>
        dispatchTraining(device, key, ready.buffersOn(device, network), network, control, on.slicing, null),
      );
      const read = new TrainingResults(results, key.testBatch > 0);
      const measurement = read.measurement(0, parameters.training.steps);
      const end = unpackParameters(state, key, structure.optimizer.moments);
      return { measurement, ...unpackCurves(trace, measurement), end };
    },
  };
  return inspectTraining(inspector, spec, replicate, control);
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
