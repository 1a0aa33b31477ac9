// From a spec to what the borders ask of a network, its axes ignored, and from one such network to its neighbours on the map.

import { cells } from "../model/cells/index.ts";
import { GradientEvaluator } from "../model/gradient.ts";
import { drawBase, type Parameters, scaleParameters } from "../model/network.ts";
import type { BorderNetwork, BorderPoint } from "../model/theory/borders/index.ts";
import { matrixNorm } from "../model/theory/matrixNorm.ts";
import { sharpnessOf } from "../model/theory/sharpness.ts";
import type { TheoryMatrix } from "../model/theory/theory.ts";
import { type PointColumn, type Structure, structureOf, unrollOf } from "./point.ts";
import type { SweepSpec } from "./spec.ts";
import { theoryPointOf } from "./theoryPoint.ts";

/** A sharpness takes a few dozen gradients; of this many multiply-adds each they are done in about a millisecond. */
const LIGHT_GRADIENT = 40_000;

/**
 * The network of a spec as the borders see it.
 * @param replicate which draw of the weights; null where several are reduced to one number
 */
export function borderPointOf(spec: SweepSpec, replicate: number | null): BorderPoint {
  const { mode, training } = spec;
  return {
    ...theoryPointOf(spec),
    isQuiet: isQuiet(spec),
    optimizer: mode === "training" ? training.optimizer : null,
    learningRate: training.learningRate,
    momentum: training.momentum,
    isClipped: training.clipNorm !== null,
    network: new DrawnNetwork(spec, replicate),
  };
}

/** The same network with another number in one of the columns that are read per network. */
export function withColumn(point: BorderPoint, column: PointColumn, value: number): BorderPoint {
  switch (column) {
    case "recurrent":
    case "input":
    case "readout":
      return { ...point, [column]: scaledTo(point[column], value) };
    case "clipNorm":
      return { ...point, isClipped: true };
    case "steps":
    case "targetLoss":
      return point;
    default:
      return { ...point, [column]: value };
  }
}

function scaledTo(matrix: TheoryMatrix | null, scale: number): TheoryMatrix | null {
  return matrix === null ? null : { kind: matrix.kind, scale };
}

/** Whether inputs are zero between the first step and the last, and in some sequence all but the last are. */
function isQuiet({ task }: SweepSpec): boolean {
  if (task.kind === "prices") return task.between === "zero";
  if (task.kind !== "explicit" || task.initialState !== null) return false;
  const isZero = (step: readonly number[]) => step.every((x) => x === 0);
  const isStill = task.inputs.every((sequence) => sequence.slice(1, -1).every(isZero));
  return isStill && task.inputs.some((sequence) => sequence.slice(0, -1).every(isZero));
}

/** What is computed from the spec's data and draw, once, where a border asks. */
class DrawnNetwork implements BorderNetwork {
  private prepared: Prepared | null = null;
  private norm: number | null = null;
  private readonly known = new Map<string, number>();

  constructor(
    private readonly spec: SweepSpec,
    private readonly replicate: number | null,
  ) {}

  get isLight(): boolean {
    if (this.replicate === null) return false;
    const { sizes, data } = this.of(this.replicate).structure.problem;
    const rows = cells[sizes.cell].gates.length * sizes.hidden;
    const perStep = data.batch * rows * (2 * sizes.hidden + 2 * sizes.inputSize + 8);
    return perStep * unrollOf(this.spec.task) <= LIGHT_GRADIENT;
  }

  drawNorm(): number {
    if (this.replicate === null) return Number.NaN;
    const { base, structure } = this.of(this.replicate);
    this.norm ??= matrixNorm(base.weight_hh, structure.problem.sizes.hidden);
    return this.norm;
  }

  /** Between two whole unrolls it is interpolated, as the map's axis is continuous for a curve. */
  sharpness(point: BorderPoint): number {
    const unroll = Math.max(1, point.unroll);
    const below = Math.floor(unroll);
    const first = this.sharpnessAt(point, below);
    return unroll === below ? first : first + (unroll - below) * (this.sharpnessAt(point, below + 1) - first);
  }

  private sharpnessAt(point: BorderPoint, unroll: number): number {
    if (this.replicate === null) return Number.NaN;
    const { recurrent, input, readout, bias, forgetBias } = point;
    const key = [unroll, recurrent?.scale, input?.scale, readout?.scale, bias, forgetBias].join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { structure, base, evaluator } = this.of(this.replicate);
    const scales = {
      recurrent: recurrent?.scale ?? 1,
      input: input?.scale ?? 1,
      readout: readout?.scale ?? 1,
      bias,
      forgetBias,
    };
    const isExplicit = structure.baseInit.kind === "explicit";
    const parameters = isExplicit ? base : scaleParameters(base, scales, structure.problem.sizes);
    const sharpness = sharpnessOf(evaluator, parameters, unroll);
    this.known.set(key, sharpness);
    return sharpness;
  }

  private of(replicate: number): Prepared {
    if (this.prepared !== null) return this.prepared;
    const structure = structureOf(this.spec);
    const { baseInit, problem, seed } = structure;
    const base = drawBase(baseInit, problem.sizes, seed, replicate);
    this.prepared = { structure, base, evaluator: new GradientEvaluator(problem) };
    return this.prepared;
  }
}

/** A network's structure with its base draw. */
interface Prepared {
  readonly structure: Structure;
  readonly base: Parameters;
  readonly evaluator: GradientEvaluator;
}
