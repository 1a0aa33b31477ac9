// The engine `cpu`: whole tiles of networks in WebAssembly SIMD, float32 with log-length, one thread; a pool uses all cores.

import { cells } from "../../model/cells/index.ts";
import { needJacobian } from "../../model/metrics/index.ts";
import { axisValues } from "../../sweep/axis.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import type { Inspection } from "../../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../../sweep/plan.ts";
import { structureOf, unrollOf } from "../../sweep/point.ts";
import { metricsOf, type SweepSpec } from "../../sweep/spec.ts";
import { structuralSpec, structureKey, type Tile, tileNetworks } from "../../sweep/tile.ts";
import { alwaysRunning, type Engine, emptyMetrics, type RunControl } from "../engine.ts";
import { inspectOnCpu } from "./inspect.ts";
import { instantiate, type KernelExports } from "./kernels.ts";
import { CpuStructure } from "./structure.ts";
import { measureTile, trainTile } from "./tileRun.ts";

/** A tile is cut to about this many operations, some 50 ms: progress, pause and cancel act between tiles. */
const TILE_OPERATIONS = 1e9;
/** What the page stores and draws of a chunk in a few milliseconds. */
const TILE_NETWORKS = 8192;
/** The cost of a unit's own part of a step beside its matrix products, per gate, in operations. */
const UNIT_OPERATIONS = 60;
/** Where every number has an exponent of its own: gates and Jacobians in maps of gradients. */
const SCALED_OPERATIONS = 600;

export class CpuEngine implements Engine {
  readonly name = "cpu";
  readonly description = "WebAssembly SIMD, float32 with log-length, one thread";
  readonly tilesInFlight = 1;
  private readonly kernels: KernelExports;
  /** The structure that the kernels are set to. */
  private current: { readonly key: string; readonly structure: CpuStructure } | null = null;

  /** @param module the compiled module of `assembly/` */
  constructor(private readonly module: WebAssembly.Module) {
    this.kernels = instantiate(module);
  }

  limitsOf(spec: SweepSpec): TileLimits {
    const { sizes, data } = structureOf(spec).problem;
    const gates = cells[sizes.cell].gates.length;
    const isScaled = spec.mode === "gradient" && (gates > 1 || needJacobian(spec.metrics));
    const perUnit = gates * (isScaled ? SCALED_OPERATIONS : UNIT_OPERATIONS);
    const products = 6 * gates * (sizes.hidden + sizes.inputSize);
    const passes = needJacobian(spec.metrics)
      ? 1 + Math.min(48, sizes.hidden * cells[sizes.cell].parts.length)
      : 1;
    const updates = spec.mode === "training" ? longestRun(spec) : 1;
    return {
      maxNetworks: TILE_NETWORKS,
      isSoft: true,
      maxCost: TILE_OPERATIONS,
      costPerNetwork: 1000 * updates,
      costPerStep: data.batch * sizes.hidden * (products + perUnit) * passes * updates,
    };
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    const networks = tileNetworks(plan, tile);
    const metrics = emptyMetrics(metricsOf(plan.spec), networks.count);
    const chunk: Chunk = { planId: plan.id, tile: tile.index, metrics };
    const structure = this.structureFor(plan, tile);
    const work = { kernels: this.kernels, structure, networks, chunk, control };
    await (plan.spec.mode === "training" ? trainTile(work) : measureTile(work));
    return chunk;
  }

  inspect(spec: SweepSpec, replicate: number, control = alwaysRunning): Promise<Inspection> {
    // In a memory of its own: a tile may be on its way in the other one.
    const kernels = instantiate(this.module);
    return inspectOnCpu({ engine: this.name, kernels }, spec, replicate, control);
  }

  close(): void {
    this.current = null;
  }

  /** The structure of a tile, made ready once for all tiles that share it and come one after another. */
  private structureFor(plan: SweepPlan, tile: Tile): CpuStructure {
    const key = `${plan.id} ${structureKey(plan.axes, tile)}`;
    if (this.current?.key === key) return this.current.structure;
    this.current = null;
    const spec = structuralSpec(plan, tile);
    const isTraining = spec.mode === "training";
    const structure = new CpuStructure(
      this.kernels,
      structureOf(spec),
      longestUnroll(spec),
      isTraining,
      spec.replicates,
    );
    this.current = { key, structure };
    return structure;
  }
}

/** The most updates that a run of this sweep makes. */
function longestRun(spec: SweepSpec): number {
  return largestOf(spec, "training.steps", spec.training.steps);
}

function longestUnroll(spec: SweepSpec): number {
  return largestOf(spec, "task.unroll", unrollOf(spec.task));
}

function largestOf(spec: SweepSpec, param: string, otherwise: number): number {
  const axis = spec.axes.find((each) => each.param === param);
  return axis === undefined ? otherwise : Math.max(...axisValues(spec, axis).map(Number));
}
