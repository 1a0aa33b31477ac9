// The engine that is the truth: the model itself, float64, one network after another on one thread.

import { GradientEvaluator } from "../model/gradient.ts";
import {
  type GradientMetricName,
  gradientMetrics,
  needJacobian,
  type TrainingMetricName,
  trainingMetrics,
} from "../model/metrics/index.ts";
import {
  drawBase,
  type ParameterScales,
  type Parameters,
  parameterShapes,
  scaleParameters,
} from "../model/network.ts";
import { Training } from "../model/training/training.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { type Inspection, inspectionOf } from "../sweep/inspection.ts";
import { metricsOf } from "../sweep/metricsOf.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import { pointParametersOf, type Structure, structureOf } from "../sweep/point.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import {
  networkAt,
  structuralSpec,
  structureKey,
  type Tile,
  type TileNetworks,
  tileNetworks,
} from "../sweep/tile.ts";
import { withTraining } from "../sweep/trainingInspection.ts";
import { BoundedCache } from "./boundedCache.ts";
import {
  alwaysRunning,
  copiedMetrics,
  type Engine,
  emptyMetrics,
  PREVIEW_MS,
  type RunControl,
} from "./engine.ts";
import { REFERENCE_DESCRIPTION, referenceLimits } from "./referenceLimits.ts";
import { replay } from "./replay.ts";
import { Turns } from "./turns.ts";

/** Structures, and base draws of each, that are kept for the tiles to come. */
const MOST_PREPARED = 16;
const MOST_BASES = 64;

export class ReferenceEngine implements Engine {
  readonly name = "reference";
  readonly description = REFERENCE_DESCRIPTION;
  readonly tilesInFlight = 1;
  private readonly prepared = new BoundedCache<PreparedStructure>(MOST_PREPARED);

  limitsOf(spec: SweepSpec): TileLimits {
    return referenceLimits(spec);
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    const structure = this.structureFor(plan, tile);
    const networks = tileNetworks(plan, tile);
    const out = emptyMetrics(metricsOf(plan.spec), networks.count);
    const tileRun: TileRun = { plan, tile, structure, networks, out, control };
    await (plan.spec.mode === "training" ? this.train(tileRun) : this.measure(tileRun));
    return { planId: plan.id, tile, metrics: out };
  }

  async inspect(spec: SweepSpec, replicate: number, control = alwaysRunning): Promise<Inspection> {
    const prepared = new PreparedStructure(structureOf(spec));
    const { evaluator, structure } = prepared;
    const { unroll, scales, training } = pointParametersOf(spec);
    const { problem, optimizer } = structure;
    const shapes = parameterShapes(problem.sizes);
    const start = prepared.parametersOf(replicate, scales);
    const seen = (parameters: Parameters) => {
      const evaluation = evaluator.evaluate(parameters, unroll, { jacobian: true, trace: true });
      return inspectionOf({
        ...evaluation,
        engine: this.name,
        measurement: evaluation,
        gradient: evaluator.gradient,
        shapes,
      });
    };
    const before = seen(start);
    if (spec.mode === "gradient") return before;
    const run = await replay(problem, start, unroll, { ...training, optimizer }, control);
    const { parameters: end, statistics } = run.training;
    return withTraining(before, { ...run, measurement: statistics, start, end, shapes, after: seen(end) });
  }

  /** Mode gradient: each network once, at its initial weights. */
  private async measure({ plan, structure, networks, out, control }: TileRun): Promise<void> {
    const names = plan.spec.metrics as readonly GradientMetricName[];
    const jacobian = needJacobian(names);
    const turns = new Turns(control);
    for (let n = 0; n < networks.count; n++) {
      const { replicate, unroll, scales } = networkAt(networks, n);
      const parameters = structure.parametersOf(replicate, scales);
      const measured = structure.evaluator.evaluate(parameters, unroll, { jacobian, trace: false });
      for (const name of names) out[name][n] = gradientMetrics[name].value(measured);
      if (turns.isOver) await turns.next();
    }
  }

  /** Mode training: each network through its whole run, one after another. */
  private async train({ plan, tile, structure, networks, out, control }: TileRun): Promise<void> {
    const names = metricsOf(plan.spec) as TrainingMetricName[];
    for (const name of names) out[name].fill(Number.NaN);
    const { optimizer } = structure.structure;
    const turns = new Turns(control);
    let shown = performance.now();
    for (let n = 0; n < networks.count; n++) {
      const { replicate, unroll, scales, training: settings } = networkAt(networks, n);
      const start = structure.parametersOf(replicate, scales);
      const training = new Training(structure.evaluator, start, unroll, { ...settings, optimizer });
      const write = () => {
        for (const name of names) out[name][n] = trainingMetrics[name].value(training.statistics);
      };
      while (!training.isOver) {
        training.advance();
        if (!turns.isOver) continue;
        await turns.next();
        if (performance.now() - shown <= PREVIEW_MS || control.preview === undefined) continue;
        write();
        const chunk = { planId: plan.id, tile, metrics: copiedMetrics(out) };
        control.preview({ chunk, share: (n + training.statistics.step / settings.steps) / networks.count });
        shown = performance.now();
      }
      write();
    }
  }

  close(): void {
    this.prepared.clear();
  }

  private structureFor(plan: SweepPlan, tile: Tile): PreparedStructure {
    return this.prepared.of(
      `${plan.id} ${structureKey(plan.axes, tile)}`,
      () => new PreparedStructure(structureOf(structuralSpec(plan, tile))),
    );
  }
}

/** A tile on its way: its networks and the arrays that take their metrics. */
interface TileRun {
  readonly plan: SweepPlan;
  readonly tile: Tile;
  readonly structure: PreparedStructure;
  readonly networks: TileNetworks;
  readonly out: ReturnType<typeof emptyMetrics>;
  readonly control: RunControl;
}

/** A structure with its evaluator and the base draws made so far. */
class PreparedStructure {
  readonly evaluator: GradientEvaluator;
  private readonly bases = new BoundedCache<Parameters>(MOST_BASES);

  constructor(readonly structure: Structure) {
    this.evaluator = new GradientEvaluator(structure.problem);
  }

  /** The parameters of one network. */
  parametersOf(replicate: number, scales: ParameterScales): Parameters {
    return scaleParameters(this.baseOf(replicate), scales, this.structure.problem.sizes);
  }

  private readonly baseOf = (replicate: number): Parameters =>
    this.bases.of(replicate, () => {
      const { baseInit, problem, seed } = this.structure;
      return drawBase(baseInit, problem.sizes, seed, replicate);
    });
}
