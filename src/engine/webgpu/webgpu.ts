// The engine `webgpu`: whole tiles of networks in WGSL kernels, float32 with log-length.

import {
  type GradientMetricName,
  gradientMetrics,
  type TrainingMetricName,
  trainingMetrics,
} from "../../model/metrics/index.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import type { Inspection } from "../../sweep/inspection.ts";
import { metricsOf } from "../../sweep/metricsOf.ts";
import type { SweepPlan, TileLimits } from "../../sweep/plan.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import {
  structuralSpec,
  structureKey,
  type Tile,
  type TileNetworks,
  tileNetworks,
} from "../../sweep/tile.ts";
import { BoundedCache } from "../boundedCache.ts";
import { alwaysRunning, copiedMetrics, type Engine, emptyMetrics, type RunControl } from "../engine.ts";
import type { EngineMeter } from "../meter.ts";
import { adapterName, isSoftware } from "./adapter.ts";
import { runBatches } from "./batches.ts";
import { dispatchTile, type Slicing } from "./dispatch.ts";
import { inspectOnGpu } from "./inspect.ts";
import { networkBytes } from "./layout.ts";
import { ReopeningDevice } from "./reopening.ts";
import { GpuStructure } from "./structure.ts";
import { dispatchTraining } from "./trainingDispatch.ts";
import { trainingBytes } from "./trainingLayout.ts";
import { TrainingResults } from "./trainingResults.ts";
import { unpackMeasurement } from "./unpack.ts";

/** A tile takes at most this much memory on a real adapter, and less on a software one, where tiles are slow anyway. */
const TILE_BYTES = 256 * 2 ** 20;
const SOFTWARE_TILE_BYTES = 32 * 2 ** 20;
const TILE_NETWORKS = 65536;
const SOFTWARE_TILE_NETWORKS = 8192;
/** Tiles in flight: one is read back while the next one runs. */
const SLOTS = 2;
/** Structures kept ready at once. */
const MOST_STRUCTURES = 16;

export class WebgpuEngine implements Engine {
  readonly name = "webgpu";
  readonly description: string;
  readonly tilesInFlight = SLOTS;
  private readonly structures = new BoundedCache<GpuStructure>(MOST_STRUCTURES);

  private constructor(
    private readonly adapter: GPUAdapter,
    private readonly device: ReopeningDevice,
    private readonly slicing: Slicing,
  ) {
    const kind = isSoftware(adapter) ? "software adapter" : "GPU";
    this.description = `float32 with log-length on ${adapterName(adapter)} (${kind})`;
  }

  /**
   * @param slicing tests fix how much a submit holds; otherwise each program finds its own pace
   * @param meter is told of compiling and of the GPU's own time; null where nobody measures
   */
  static async open(
    gpu: GPU,
    adapter: GPUAdapter,
    sources: Readonly<Record<string, string>>,
    slicing: Slicing = {},
    meter: EngineMeter | null = null,
  ): Promise<WebgpuEngine> {
    const device = await ReopeningDevice.open(gpu, adapter, sources, SLOTS, meter);
    return new WebgpuEngine(adapter, device, slicing);
  }

  limitsOf(spec: SweepSpec): TileLimits {
    const { key, structure } = new GpuStructure(spec, false);
    const { perNetwork, perStep } =
      spec.mode === "training" ? trainingBytes(key, structure.optimizer.moments) : networkBytes(key);
    const software = isSoftware(this.adapter);
    return {
      maxNetworks: software ? SOFTWARE_TILE_NETWORKS : TILE_NETWORKS,
      maxCost: Math.min(
        software ? SOFTWARE_TILE_BYTES : TILE_BYTES,
        this.device.limits.maxStorageBufferBindingSize,
      ),
      costPerNetwork: perNetwork + perStep,
      costPerStep: perStep,
    };
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    const structure = this.structureFor(plan, tile);
    const networks = tileNetworks(plan, tile);
    const out = emptyMetrics(metricsOf(plan.spec), networks.count);
    const chunk: Chunk = { planId: plan.id, tile, metrics: out };
    if (plan.spec.mode === "training") await this.train(chunk, structure, networks, control);
    else await this.measure(chunk, structure, networks, control);
    return chunk;
  }

  inspect(spec: SweepSpec, replicate: number, control = alwaysRunning): Promise<Inspection> {
    const { name, device, slicing } = this;
    return inspectOnGpu({ engine: name, device, slicing }, spec, replicate, control);
  }

  close(): void {
    this.device.destroy();
  }

  /** Mode gradient: each network once, at its initial weights. */
  private async measure(
    { metrics: out }: Chunk,
    structure: GpuStructure,
    networks: TileNetworks,
    control: RunControl,
  ): Promise<void> {
    const { key } = structure;
    const columns = Object.entries(out).map(
      ([name, values]) => [gradientMetrics[name as GradientMetricName], values] as const,
    );
    await runBatches(this.device, structure, networks, {
      run: (device, shared, batch) => dispatchTile(device, key, shared, batch, control, this.slicing),
      take({ results }, batch, first) {
        for (let n = 0; n < batch.count; n++) {
          const measured = unpackMeasurement(results, n, key, batch.unroll[n], key.jacobian);
          for (const [metric, values] of columns) values[first + n] = metric.value(measured);
        }
      },
    });
  }

  /** Mode training: whole runs inside the kernel, with previews on the way. */
  private async train(
    chunk: Chunk,
    structure: GpuStructure,
    networks: TileNetworks,
    control: RunControl,
  ): Promise<void> {
    const columns = Object.entries(chunk.metrics).map(
      ([name, values]) => [trainingMetrics[name as TrainingMetricName], values.fill(Number.NaN)] as const,
    );
    const { key } = structure;
    const write = (results: Uint32Array, batch: TileNetworks, first: number, tested: boolean) => {
      const read = new TrainingResults(results, tested);
      for (let n = 0; n < batch.count; n++) {
        const measured = read.measurement(n, batch.steps[n]);
        for (const [metric, values] of columns) values[first + n] = metric.value(measured);
      }
    };
    const { preview } = control;
    const show = (batch: TileNetworks, first: number) => (results: Uint32Array, share: number) => {
      write(results, batch, first, false);
      const metrics = copiedMetrics(chunk.metrics);
      preview?.({ chunk: { ...chunk, metrics }, share: (first + share * batch.count) / networks.count });
    };
    await runBatches(this.device, structure, networks, {
      run: (device, shared, batch, first) => {
        const look = preview === undefined ? null : show(batch, first);
        return dispatchTraining(device, key, shared, batch, control, this.slicing, look);
      },
      take: ({ results }, batch, first) => write(results, batch, first, key.testBatch > 0),
    });
  }

  /** The structure of a tile, made ready once for all tiles that share it. */
  private structureFor(plan: SweepPlan, tile: Tile): GpuStructure {
    return this.structures.of(
      `${plan.id} ${structureKey(plan.axes, tile)}`,
      () => new GpuStructure(structuralSpec(plan, tile), false),
    );
  }
}
