// The engine `cpu`: whole tiles of networks in WebAssembly SIMD, float32 with log-length, one thread; a pool uses all cores.

import { cells } from "../../model/cells/index.ts";
import { needJacobian } from "../../model/metrics/index.ts";
import { largestValue } from "../../sweep/axis.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import type { Inspection } from "../../sweep/inspection.ts";
import { metricsOf } from "../../sweep/metricsOf.ts";
import type { SweepPlan, TileLimits } from "../../sweep/plan.ts";
import { structureOf, unrollOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { structuralSpec, structureKey, type Tile, tileNetworks } from "../../sweep/tile.ts";
import { alwaysRunning, type Engine, emptyMetrics, type RunControl } from "../engine.ts";
import { Lender } from "../lender.ts";
import { instantiate, type KernelExports } from "./kernels.ts";
import { CpuStructure } from "./structure.ts";
import { measureTile, trainTile } from "./tileRun.ts";

/** A tile is cut to about this many operations, some 50 ms: progress, pause and cancel act between tiles. */
const TILE_OPERATIONS = 1e9;
/** What the page stores and draws of a chunk in a few milliseconds. */
const TILE_NETWORKS = 8192;
/** The cost of a unit's own part of a step beside its matrix products, per gate, in operations. */
const UNIT_OPERATIONS = 60;

export class CpuEngine implements Engine {
  readonly name = "cpu";
  readonly description = "WebAssembly SIMD, float32 with log-length, one thread";
  readonly tilesInFlight = 1;
  /** Lent to one tile at a time: where two pools share a thread, a tile may come while one of the other waits for its turn. */
  private readonly kernels: Lender<KernelExports>;
  /** The structure that the kernels are set to. */
  private current: { readonly key: string; readonly structure: CpuStructure } | null = null;

  /** @param module the compiled module of `assembly/` */
  constructor(private readonly module: WebAssembly.Module) {
    this.kernels = new Lender([instantiate(module)]);
  }

  limitsOf(spec: SweepSpec): TileLimits {
    const { sizes, data } = structureOf(spec).problem;
    const gates = cells[sizes.cell].gates.length;
    const perUnit = gates * (6 * (sizes.hidden + sizes.inputSize) + UNIT_OPERATIONS);
    const passes = needJacobian(spec.metrics)
      ? 1 + Math.min(48, sizes.hidden * cells[sizes.cell].parts.length)
      : 1;
    const updates = spec.mode === "training" ? largestValue(spec, "training.steps", spec.training.steps) : 1;
    return {
      maxNetworks: TILE_NETWORKS,
      isSoft: true,
      maxCost: TILE_OPERATIONS,
      costPerNetwork: 1000 * updates,
      costPerStep: data.batch * sizes.hidden * perUnit * passes * updates,
    };
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    const networks = tileNetworks(plan, tile);
    const metrics = emptyMetrics(metricsOf(plan.spec), networks.count);
    const chunk: Chunk = { planId: plan.id, tile, metrics };
    const kernels = await this.kernels.take();
    try {
      const structure = this.structureFor(kernels, plan, tile);
      const work = { kernels, structure, networks, chunk, control };
      await (plan.spec.mode === "training" ? trainTile(work) : measureTile(work));
    } finally {
      this.kernels.give(kernels);
    }
    return chunk;
  }

  async inspect(spec: SweepSpec, replicate: number, control = alwaysRunning): Promise<Inspection> {
    // The page asks the reference instead, and need not fetch this with its first map.
    const { inspectOnCpu } = await import("./inspect.ts");
    // In a memory of its own: a tile may be on its way in the other one.
    const kernels = instantiate(this.module);
    return inspectOnCpu({ engine: this.name, kernels }, spec, replicate, control);
  }

  close(): void {
    this.current = null;
  }

  /** The structure of a tile, made ready once for all tiles that share it and come one after another. */
  private structureFor(kernels: KernelExports, plan: SweepPlan, tile: Tile): CpuStructure {
    const key = `${plan.id} ${structureKey(plan.axes, tile)}`;
    if (this.current?.key === key) return this.current.structure;
    this.current = null;
    const spec = structuralSpec(plan, tile);
    const isTraining = spec.mode === "training";
    const longest = largestValue(spec, "task.unroll", unrollOf(spec.task));
    const structure = new CpuStructure(kernels, structureOf(spec), longest, isTraining, spec.replicates);
    this.current = { key, structure };
    return structure;
  }
}
