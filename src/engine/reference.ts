// The engine that is the truth: the model itself, float64, one network after another on one thread.

import { GradientEvaluator } from "../model/gradient.ts";
import { metrics } from "../model/metrics/index.ts";
import { drawBase, type Parameters, parameterShapes, scaleParameters } from "../model/network.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { type Inspection, inspectionOf } from "../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import { pointParametersOf, type Structure, structureOf } from "../sweep/point.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { networkAt, structuralSpec, structureKey, type Tile, tileNetworks } from "../sweep/tile.ts";
import { BoundedCache } from "./boundedCache.ts";
import { type Engine, emptyMetrics, type RunControl } from "./engine.ts";

/** A tile is cut to about this many multiply-adds, some 30 ms: progress, pause and cancel act between tiles. */
const TILE_OPERATIONS = 2e7;
/** The cost of one unrolled step of one unit beside its matrix products, in multiply-adds. */
const STEP_OVERHEAD = 60;
/** Structures, and base draws of each, that are kept for the tiles to come. */
const MOST_PREPARED = 16;
const MOST_BASES = 64;
/** The thread is given up to messages after this long. */
const YIELD_MS = 20;

export class ReferenceEngine implements Engine {
  readonly name = "reference";
  readonly description = "plain TypeScript, float64, one thread";
  readonly tilesInFlight = 1;
  private readonly prepared = new BoundedCache<PreparedStructure>(MOST_PREPARED);

  limitsOf(spec: SweepSpec): TileLimits {
    const { problem } = structureOf(spec);
    const { hidden, inputSize } = problem.sizes;
    const jacobian = spec.metrics.some((name) => metrics[name].needsJacobian) ? 4 : 1;
    return {
      maxNetworks: 4096,
      isSoft: true,
      maxCost: TILE_OPERATIONS,
      costPerNetwork: 1000,
      costPerStep: problem.data.batch * hidden * (3 * hidden + 2 * inputSize + STEP_OVERHEAD) * jacobian,
    };
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    const structure = this.structureFor(plan, tile);
    const names = plan.spec.metrics;
    const jacobian = names.some((name) => metrics[name].needsJacobian);
    const networks = tileNetworks(plan, tile);
    const out = emptyMetrics(names, networks.count);
    let since = performance.now();
    for (let n = 0; n < networks.count; n++) {
      const { replicate, unroll, scales } = networkAt(networks, n);
      const parameters = scaleParameters(structure.baseOf(replicate), scales);
      const measured = structure.evaluator.evaluate(parameters, unroll, { jacobian, trace: false });
      for (const name of names) out[name][n] = metrics[name].value(measured);
      if (performance.now() - since > YIELD_MS) {
        await control.ready();
        since = performance.now();
      }
    }
    return { planId: plan.id, tile: tile.index, metrics: out };
  }

  inspect(spec: SweepSpec, replicate: number): Promise<Inspection> {
    const { baseOf, evaluator, structure } = new PreparedStructure(structureOf(spec));
    const { unroll, scales } = pointParametersOf(spec);
    const evaluation = evaluator.evaluate(scaleParameters(baseOf(replicate), scales), unroll, {
      jacobian: true,
      trace: true,
    });
    return Promise.resolve(
      inspectionOf({
        engine: this.name,
        measurement: evaluation,
        outputs: evaluation.outputs,
        gradient: evaluator.gradient,
        shapes: parameterShapes(structure.problem.sizes),
        stateGradient: evaluation.stateGradient,
        jacobianNorms: evaluation.jacobianNorms,
      }),
    );
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

/** A structure with its evaluator and the base draws made so far. */
class PreparedStructure {
  readonly evaluator: GradientEvaluator;
  private readonly bases = new BoundedCache<Parameters>(MOST_BASES);

  constructor(readonly structure: Structure) {
    this.evaluator = new GradientEvaluator(structure.problem);
  }

  readonly baseOf = (replicate: number): Parameters =>
    this.bases.of(replicate, () => {
      const { baseInit, problem, seed } = this.structure;
      return drawBase(baseInit, problem.sizes, seed, replicate);
    });
}
