// Specs of training runs, and the reference's story of one: told in float64, and where float32 leaves it.

import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { FloatsKind } from "../../src/model/floats.ts";
import { GradientEvaluator } from "../../src/model/gradient.ts";
import { drawBase, scaleParameters } from "../../src/model/network.ts";
import { toNumber } from "../../src/model/scaled.ts";
import { Training } from "../../src/model/training/training.ts";
import type { Inspection } from "../../src/sweep/inspection.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";
import { pointParametersOf, structureOf } from "../../src/sweep/point.ts";
import { parseSpec, type SweepSpec } from "../../src/sweep/spec.ts";
import type { TrainingInspection } from "../../src/sweep/trainingInspection.ts";
import { PARTING, TRAINING_FLOOR } from "./bounds.ts";

/** A spec in training mode that must be sound. */
export function trainingSpec(fields: object): SweepSpec {
  const parsed = parseSpec({ mode: "training", ...fields });
  if (!parsed.ok) throw new Error(parsed.mistakes.map(mistakeText).join("\n"));
  return parsed.value;
}

/** The scalar network of the notes on their four cases, its feedback weight as given. */
export function scalarRun(weight: number, training: object, options: ScalarOptions = {}): SweepSpec {
  const { activation = "relu", unroll = 1, bias = 0, ...rest } = options;
  return trainingSpec({
    model: { activation, hidden: 1 },
    task: { kind: "prices", unroll },
    init: {
      recurrent: { kind: "constant", value: weight },
      input: { kind: "constant", value: 1 },
      readout: { kind: "constant", value: 1 },
      bias,
    },
    training,
    ...rest,
  });
}

export interface ScalarOptions {
  readonly activation?: string;
  readonly unroll?: number;
  readonly bias?: number;
  readonly axes?: readonly object[];
  readonly metrics?: readonly string[];
}

/** An inspection with the story of its run. */
export type Told = Inspection & { readonly training: TrainingInspection };

/** @throws Error where there is no story */
export function told(inspection: Inspection): Told {
  if (inspection.training === undefined) throw new Error("a run in training mode has a story to tell");
  return inspection as Told;
}

/** What the reference tells of a run. */
export async function reference(spec: SweepSpec, replicate = 0): Promise<Told> {
  return told(await new ReferenceEngine().inspect(spec, replicate));
}

/** The losses and gradient norms of a run as the model computes them in one precision. */
export function curvesOf(spec: SweepSpec, kind: FloatsKind, replicate = 0) {
  const { baseInit, problem, seed, optimizer } = structureOf(spec);
  const { scales, training, unroll } = pointParametersOf(spec);
  const start = scaleParameters(drawBase(baseInit, problem.sizes, seed, replicate), scales, problem.sizes);
  const evaluator = new GradientEvaluator(problem, kind);
  const run = new Training(evaluator, start, unroll, { ...training, optimizer }, kind);
  const loss: number[] = [];
  const gradientNorm: number[] = [];
  while (!run.isOver) {
    run.advance();
    loss.push(toNumber(run.statistics.finalLoss));
    if (run.statistics.step === loss.length) gradientNorm.push(toNumber(run.gradientNorm));
  }
  return { loss, gradientNorm };
}

/** The step from which on two float32 programs are no longer compared with each other: see PARTING. Null is never. */
export function partingOf(spec: SweepSpec, replicate = 0): number | null {
  const [exact, single] = [curvesOf(spec, Float64Array, replicate), curvesOf(spec, Float32Array, replicate)];
  // At a minimum the loss does not feel that the weights have parted, but the gradient does.
  const steps = [parting(exact.loss, single.loss), parting(exact.gradientNorm, single.gradientNorm)];
  const first = Math.min(...steps);
  return Number.isFinite(first) ? first : null;
}

function parting(exact: readonly number[], single: readonly number[]): number {
  const floor = TRAINING_FLOOR * Math.min(exact[0], 1);
  for (const [step, value] of exact.entries()) {
    const size = Math.max(value, floor);
    if (value !== single[step] && !(Math.abs(single[step] - value) <= PARTING * size)) return step;
  }
  return single.length === exact.length ? Number.POSITIVE_INFINITY : exact.length;
}
