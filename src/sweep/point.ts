// From a spec to networks: what a structure has in common, and what one network of it is told apart by.

import { activations } from "../model/activations/index.ts";
import type { GradientProblem } from "../model/gradient.ts";
import type { InitializerName } from "../model/initializers/index.ts";
import {
  type BaseInit,
  type ParameterScales,
  type Parameters,
  parameterShapes,
  type Sizes,
} from "../model/network.ts";
import { type Optimizer, optimizers } from "../model/optimizers/index.ts";
import { kindOf, type TaskSpec } from "../model/tasks/index.ts";
import type { TrainingSettings } from "../model/training/settings.ts";
import { isExplicit } from "./init.ts";
import type { MatrixInit, SweepSpec } from "./spec.ts";

/** What is read per network, and the column of a tile it stands in. */
export const pointColumns = [
  "unroll",
  "recurrent",
  "input",
  "readout",
  "bias",
  "forgetBias",
  "learningRate",
  "momentum",
  "clipNorm",
  "steps",
  "targetLoss",
] as const;
export type PointColumn = (typeof pointColumns)[number];
const COLUMN_OF: Readonly<Record<string, PointColumn>> = {
  "task.unroll": "unroll",
  "init.bias": "bias",
  "init.forgetBias": "forgetBias",
  "init.recurrent.gain": "recurrent",
  "init.recurrent.value": "recurrent",
  "init.input.gain": "input",
  "init.input.value": "input",
  "init.readout.gain": "readout",
  "init.readout.value": "readout",
  "training.learningRate": "learningRate",
  "training.momentum": "momentum",
  "training.clipNorm": "clipNorm",
  "training.steps": "steps",
  "training.targetLoss": "targetLoss",
};

/** The column of a point parameter; null for a structural one, which selects a program, data and base draws of its own. */
export function pointColumn(param: string): PointColumn | null {
  return Object.hasOwn(COLUMN_OF, param) ? COLUMN_OF[param] : null;
}

/** Whether an axis over this parameter changes a network's structure rather than a number it reads. */
export function isStructural(param: string): boolean {
  return pointColumn(param) === null;
}

/** The numbers that tell one network of a structure from another. */
export interface PointParameters {
  readonly unroll: number;
  readonly scales: ParameterScales;
  readonly training: TrainingNumbers;
}

/** What a training run is told, beside its optimiser. */
export type TrainingNumbers = Omit<TrainingSettings, "optimizer">;

/** What all networks of one structure share. */
export interface Structure {
  readonly problem: GradientProblem;
  readonly baseInit: BaseInit;
  readonly seed: number;
  readonly optimizer: Optimizer;
}

/** The structure that a spec describes, its axes ignored. */
export function structureOf(spec: SweepSpec): Structure {
  const data = kindOf(spec.task).data(spec.task, spec.seed);
  return {
    problem: {
      activation: activations[spec.model.activation],
      sizes: sizesOf(spec),
      data,
    },
    baseInit: baseInitOf(spec),
    seed: spec.seed,
    optimizer: optimizers[spec.training.optimizer],
  };
}

/** The sizes of a spec's networks. */
export function sizesOf({ model, task }: SweepSpec): Sizes {
  return { hidden: model.hidden, cell: model.cell, ...kindOf(task).widths(task) };
}

/** The point parameters that a spec describes, its axes ignored. */
export function pointParametersOf(spec: SweepSpec): PointParameters {
  const { learningRate, momentum, clipNorm, steps, targetLoss } = spec.training;
  return {
    unroll: unrollOf(spec.task),
    scales: scalesOf(spec),
    training: { learningRate, momentum, clipNorm, steps, targetLoss },
  };
}

/** Point parameters as one row of columns; no clipping is an infinite clip norm. */
export function rowOf({ unroll, scales, training }: PointParameters): Record<PointColumn, number> {
  return { unroll, ...scales, ...training, clipNorm: training.clipNorm ?? Number.POSITIVE_INFINITY };
}

/** The point parameters of a row. */
export function pointParametersFrom(row: Readonly<Record<PointColumn, number>>): PointParameters {
  const { unroll, recurrent, input, readout, bias, forgetBias } = row;
  const { learningRate, momentum, steps, targetLoss } = row;
  const clipNorm = row.clipNorm === Number.POSITIVE_INFINITY ? null : row.clipNorm;
  return {
    unroll,
    scales: { recurrent, input, readout, bias, forgetBias },
    training: { learningRate, momentum, clipNorm, steps, targetLoss },
  };
}

/** The unroll length T of a task. */
export function unrollOf(task: TaskSpec): number {
  return kindOf(task).unrollOf(task);
}

function scalesOf({ init }: SweepSpec): ParameterScales {
  if (isExplicit(init)) return { input: 1, recurrent: 1, readout: 1, bias: 1, forgetBias: 1 };
  const scale = (matrix: MatrixInit) => (matrix.kind === "constant" ? matrix.value : matrix.gain);
  return {
    input: scale(init.input),
    recurrent: scale(init.recurrent),
    readout: scale(init.readout),
    bias: init.bias,
    forgetBias: init.forgetBias,
  };
}

function baseInitOf(spec: SweepSpec): BaseInit {
  const { init } = spec;
  if (!isExplicit(init)) {
    const kind = (matrix: MatrixInit): InitializerName => matrix.kind;
    return {
      kind: "drawn",
      input: kind(init.input),
      recurrent: kind(init.recurrent),
      readout: kind(init.readout),
    };
  }
  const { weight_ih, weight_hh, bias, bias_hn, weight_out, bias_out } = init.parameters;
  const shapes = parameterShapes(sizesOf(spec));
  const orZeros = (values: readonly number[] | undefined, [length]: readonly number[]) =>
    values === undefined ? new Float64Array(length) : Float64Array.from(values);
  const parameters: Parameters = {
    weight_ih: Float64Array.from(weight_ih.flat()),
    weight_hh: Float64Array.from(weight_hh.flat()),
    bias: orZeros(bias, shapes.bias),
    bias_hn: orZeros(bias_hn, shapes.bias_hn),
    weight_out: Float64Array.from(weight_out.flat()),
    bias_out: orZeros(bias_out, shapes.bias_out),
  };
  return { kind: "explicit", parameters };
}
