// The engine `webgpu`: whole tiles of networks in WGSL kernels, float32 with log-length.

import { metrics } from "../../model/metrics/index.ts";
import { parameterShapes } from "../../model/network.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import { type Inspection, inspectionOf } from "../../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../../sweep/plan.ts";
import { pointParametersOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import {
  oneNetwork,
  someNetworks,
  structuralSpec,
  structureKey,
  type Tile,
  type TileNetworks,
  tileNetworks,
} from "../../sweep/tile.ts";
import { BoundedCache } from "../boundedCache.ts";
import { alwaysRunning, type Engine, emptyMetrics, RunCancelled, type RunControl } from "../engine.ts";
import { adapterName, findAdapter, isSoftware } from "./adapter.ts";
import { Device, DeviceLost } from "./device.ts";
import { dispatchTile, type Readback, type Slicing } from "./dispatch.ts";
import { networkBytes } from "./layout.ts";
import { OutOfMemory } from "./slot.ts";
import { GpuStructure } from "./structure.ts";
import { unpackGradient, unpackMeasurement, unpackTrace } from "./unpack.ts";

/** A tile takes at most this much memory on a real adapter, and less on a software one, where tiles are slow anyway. */
const TILE_BYTES = 256 * 2 ** 20;
const SOFTWARE_TILE_BYTES = 32 * 2 ** 20;
const TILE_NETWORKS = 65536;
const SOFTWARE_TILE_NETWORKS = 8192;
/** Tiles in flight: one is read back while the next one runs. */
const SLOTS = 2;
/** Structures kept ready at once. */
const MOST_STRUCTURES = 16;
/** After this many losses in a row a tile is given up: something in it kills the device. */
const MOST_LOSSES = 2;

export class WebgpuEngine implements Engine {
  readonly name = "webgpu";
  readonly description: string;
  readonly tilesInFlight = SLOTS;
  private readonly structures = new BoundedCache<GpuStructure>(MOST_STRUCTURES);
  private reopening: Promise<Device> | null = null;

  private constructor(
    private readonly gpu: GPU,
    private readonly adapter: GPUAdapter,
    private device: Device,
    private readonly sources: Readonly<Record<string, string>>,
    private readonly slicing: Slicing,
  ) {
    const kind = isSoftware(adapter) ? "software adapter" : "GPU";
    this.description = `float32 with log-length on ${adapterName(adapter)} (${kind})`;
  }

  /** @param slicing tests fix how much a submit holds; otherwise each program finds its own pace */
  static async open(
    gpu: GPU,
    adapter: GPUAdapter,
    sources: Readonly<Record<string, string>>,
    slicing: Slicing = {},
  ): Promise<WebgpuEngine> {
    const device = await Device.open(adapter, sources, SLOTS);
    return new WebgpuEngine(gpu, adapter, device, sources, slicing);
  }

  limitsOf(spec: SweepSpec): TileLimits {
    const { perNetwork, perStep } = networkBytes(new GpuStructure(spec, false).key);
    const software = isSoftware(this.adapter);
    return {
      maxNetworks: software ? SOFTWARE_TILE_NETWORKS : TILE_NETWORKS,
      maxCost: Math.min(
        software ? SOFTWARE_TILE_BYTES : TILE_BYTES,
        this.device.gpuDevice.limits.maxStorageBufferBindingSize,
      ),
      costPerNetwork: perNetwork + perStep,
      costPerStep: perStep,
    };
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    const structure = this.structureFor(plan, tile);
    const { key } = structure;
    const networks = tileNetworks(plan, tile);
    const names = plan.spec.metrics;
    const out = emptyMetrics(names, networks.count);
    await this.runNetworks(structure, networks, control, (first, batch, readback) => {
      for (let n = 0; n < batch.count; n++) {
        const measured = unpackMeasurement(readback.results, n, key, batch.unroll[n], key.jacobian);
        for (const name of names) out[name][first + n] = metrics[name].value(measured);
      }
    });
    return { planId: plan.id, tile: tile.index, metrics: out };
  }

  async inspect(spec: SweepSpec, replicate: number): Promise<Inspection> {
    const parameters = pointParametersOf(spec);
    const { unroll } = parameters;
    const ready = new GpuStructure(spec, true);
    const { key, structure } = ready;
    const network = oneNetwork(parameters, replicate);
    const { results, state, trace } = await this.onDevice((device) =>
      dispatchTile(device, key, ready.buffersOn(device, network), network, alwaysRunning),
    );
    return inspectionOf({
      engine: this.name,
      measurement: unpackMeasurement(results, 0, key, unroll, true),
      gradient: unpackGradient(state, key),
      shapes: parameterShapes(structure.problem.sizes),
      ...unpackTrace(trace, key, unroll),
    });
  }

  close(): void {
    this.device.destroy();
  }

  /** Runs networks in one batch, or, where the adapter has no room for that, in halves. */
  private async runNetworks(
    structure: GpuStructure,
    networks: TileNetworks,
    control: RunControl,
    take: (first: number, batch: TileNetworks, readback: Readback) => void,
    first = 0,
  ): Promise<void> {
    try {
      const readback = await this.onDevice((device) => {
        const shared = structure.buffersOn(device, networks);
        return dispatchTile(device, structure.key, shared, networks, control, this.slicing);
      });
      take(first, networks, readback);
    } catch (error) {
      if (!(error instanceof OutOfMemory) || networks.count < 2) throw error;
      const half = Math.ceil(networks.count / 2);
      await this.runNetworks(structure, someNetworks(networks, 0, half), control, take, first);
      await this.runNetworks(
        structure,
        someNetworks(networks, half, networks.count),
        control,
        take,
        first + half,
      );
    }
  }

  /** Does work on the device; after a loss, once more from its start on a new one. @throws DeviceLost */
  private async onDevice<T>(work: (device: Device) => Promise<T>): Promise<T> {
    for (let losses = 0; ; losses++) {
      const { device } = this;
      try {
        return await work(device);
      } catch (error) {
        const loss = await lossBehind(error, device);
        if (loss === null || losses === MOST_LOSSES) throw loss ?? error;
        await this.reopen(device, loss);
      }
    }
  }

  /** One new device for all tiles that were in flight. @throws DeviceLost where no adapter comes back */
  private async reopen(lost: Device, loss: DeviceLost): Promise<void> {
    if (this.device !== lost) return;
    this.reopening ??= this.openAgain(loss).finally(() => {
      this.reopening = null;
    });
    this.device = await this.reopening;
  }

  /** A crashed GPU process needs a moment until it hands out adapters again. */
  private async openAgain(loss: DeviceLost): Promise<Device> {
    for (let attempt = 0; attempt < REOPEN_ATTEMPTS; attempt++) {
      const adapter = await findAdapter(this.gpu);
      const device = adapter && (await Device.open(adapter, this.sources, SLOTS).catch(() => null));
      if (device !== null && !device.isLost) return device;
      await new Promise((resolve) => setTimeout(resolve, REOPEN_PAUSE_MS));
    }
    throw loss;
  }

  /** The structure of a tile, made ready once for all tiles that share it. */
  private structureFor(plan: SweepPlan, tile: Tile): GpuStructure {
    return this.structures.of(
      `${plan.id} ${structureKey(plan.axes, tile)}`,
      () => new GpuStructure(structuralSpec(plan, tile), false),
    );
  }
}

/** The loss that an error stands for, or null: what a dying device is asked fails in ways of its own first. */
async function lossBehind(error: unknown, device: Device): Promise<DeviceLost | null> {
  if (error instanceof DeviceLost) return error;
  if (error instanceof RunCancelled || error instanceof OutOfMemory) return null;
  return (await device.isLostWithin(LOSS_NEWS_MS)) ? new DeviceLost(String(error)) : null;
}

/** How often, and after what pause, a new device is asked for after a loss. */
const REOPEN_ATTEMPTS = 4;
const REOPEN_PAUSE_MS = 500;
/** The news of a loss may come this much later than the first error it causes. */
const LOSS_NEWS_MS = 1000;
