// One network in full on the CPU: its gradient with trace and Jacobian, and in mode training its whole run.

import {
  countOf,
  eachParameter,
  lengthOf,
  type Parameters,
  parameterNames,
  parameterShapes,
} from "../../model/network.ts";
import { SCALED_ZERO, type Scaled, scaled, scaledSqrt, toNumber } from "../../model/scaled.ts";
import { type Inspection, inspectionOf, type ScaledArray } from "../../sweep/inspection.ts";
import { type PointParameters, pointParametersOf, structureOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { oneNetwork } from "../../sweep/tile.ts";
import type { RunControl } from "../engine.ts";
import { type EngineRun, inspectTraining } from "../inspectTraining.ts";
import { Turns } from "../turns.ts";
import type { KernelExports } from "./kernels.ts";
import { CpuMeasurement, copyJacobian, RESULT_WORDS } from "./measurement.ts";
import { CpuRunMeasurement, RUN_WORDS } from "./runMeasurement.ts";
import { CpuStructure } from "./structure.ts";

/** How the engine at hand runs what is asked of it. */
export interface InspectOn {
  readonly engine: string;
  readonly kernels: KernelExports;
}

/** Everything about one network of a spec, its axes ignored. */
export async function inspectOnCpu(
  on: InspectOn,
  spec: SweepSpec,
  replicate: number,
  control: RunControl,
): Promise<Inspection> {
  if (spec.mode === "gradient") return inspectGradient(on, spec, replicate);
  const structure = structureOf(spec);
  const inspector = {
    structure,
    gradient: async (at: SweepSpec, draw: number) => inspectGradient(on, at, draw),
    run: (parameters: PointParameters) => run(on, spec, replicate, parameters, control),
  };
  return inspectTraining(inspector, spec, replicate, control);
}

/** One network as mode gradient sees it, whatever the spec's mode. */
function inspectGradient({ engine, kernels }: InspectOn, spec: SweepSpec, replicate: number): Inspection {
  const parameters = pointParametersOf(spec);
  const { unroll } = parameters;
  const problem = structureOf(spec);
  const { sizes, data } = problem.problem;
  const structure = new CpuStructure(kernels, problem, unroll, false, 1);
  structure.setUnroll(unroll);
  structure.listSome(oneNetwork(parameters, replicate), Uint32Array.of(0), 0, 1);
  const groups = Math.ceil(data.batch / 4);
  const states = kernels.allocate((unroll + 1) * 16);
  const outputs = kernels.allocate(groups * sizes.outputSize * 32);
  const jacobian = kernels.allocate(groups * 32);
  const measure = (withJacobian: boolean) => {
    kernels.measure(structure.networksAt, structure.resultsAt, 1, withJacobian);
    return new Float64Array(kernels.memory.buffer, structure.resultsAt, RESULT_WORDS).slice();
  };
  // The Jacobian needs a tape of scaled numbers; all else is told as a sweep without it would find it.
  kernels.trace(0, 0, jacobian);
  const withJacobian = measure(true);
  kernels.trace(states, outputs, 0);
  const results = measure(false);
  copyJacobian(withJacobian, results);
  kernels.trace(0, 0, 0);
  const shapes = parameterShapes(sizes);
  const gradient = gradientOf(kernels, shapes);
  // Memory no longer grows from here on.
  const memory = new DataView(kernels.memory.buffer);
  const sequences = Array.from({ length: data.batch }, (_, b) => b);
  const pairOf = (at: number, b: number) => lane(memory, at + Math.floor(b / 4) * 32, b % 4);
  return inspectionOf({
    engine,
    measurement: new CpuMeasurement(results, true).show(0, unroll),
    outputs: sequences.flatMap((b) =>
      Array.from({ length: sizes.outputSize }, (_, o) =>
        lane(memory, outputs + (Math.floor(b / 4) * sizes.outputSize + o) * 32, b % 4),
      ),
    ),
    gradient,
    shapes,
    stateGradient: Array.from({ length: unroll + 1 }, (_, t) => {
      const at = states + t * 16;
      return scaledSqrt(scaled(memory.getFloat64(at, true), memory.getInt32(at + 8, true)));
    }),
    jacobianNorms: sequences.map((b) => scaledSqrt(pairOf(jacobian, b))),
    activity: null,
  });
}

/** One lane of a pair: four mantissas, four exponents. */
function lane(memory: DataView, at: number, index: number): Scaled {
  const mantissa = memory.getFloat32(at + index * 4, true);
  return mantissa === 0 ? SCALED_ZERO : scaled(mantissa, memory.getInt32(at + 16 + index * 4, true));
}

function gradientOf(
  kernels: KernelExports,
  shapes: ReturnType<typeof parameterShapes>,
): Record<keyof Parameters, ScaledArray> {
  const out = kernels.allocate(countOf(shapes) * 4);
  return eachParameter((name) => {
    const exponent = kernels.gradientInto(parameterNames.indexOf(name), out);
    const values = new Float32Array(kernels.memory.buffer, out, lengthOf(shapes[name]));
    return { values: Float64Array.from(values), exponent };
  });
}

/** A whole run, step by step. */
async function run(
  { kernels }: InspectOn,
  spec: SweepSpec,
  replicate: number,
  parameters: PointParameters,
  control: RunControl,
): Promise<EngineRun> {
  const described = structureOf(spec);
  const structure = new CpuStructure(kernels, described, parameters.unroll, true, 1);
  structure.setUnroll(parameters.unroll);
  kernels.start(0, structure.listRun(oneNetwork(parameters, replicate), 0));
  const { steps } = parameters.training;
  const { sizes, data } = described.problem;
  const told = () =>
    new CpuRunMeasurement(
      new Float64Array(kernels.memory.buffer, kernels.runAt(0), RUN_WORDS),
      steps,
      data.test !== null,
    );
  const loss: number[] = [];
  const gradientNorm: number[] = [];
  const turns = new Turns(control);
  while (!told().isOver) {
    const { step } = told();
    kernels.train(1, 1);
    const after = told();
    loss.push(toNumber(after.finalLoss));
    if (after.step > step) gradientNorm.push(toNumber(after.gradientNorm));
    if (turns.isOver) await turns.next();
  }
  const record = new Float64Array(kernels.memory.buffer, kernels.runAt(0), RUN_WORDS).slice();
  return {
    measurement: new CpuRunMeasurement(record, steps, data.test !== null),
    loss,
    gradientNorm,
    end: parametersOf(kernels, parameterShapes(sizes)),
  };
}

/** The parameters in the first slot. */
function parametersOf(kernels: KernelExports, shapes: ReturnType<typeof parameterShapes>): Parameters {
  let at = kernels.parametersAt(0);
  return eachParameter((name) => {
    const values = new Float32Array(kernels.memory.buffer, at, lengthOf(shapes[name]));
    at += values.byteLength;
    return Float64Array.from(values);
  });
}
