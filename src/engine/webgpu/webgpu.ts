// The engine `webgpu`: whole tiles of networks in WGSL kernels, float32 with log-length.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { drawBase, parameterShapes } from "../../model/network.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import { type Inspection, inspectionOf } from "../../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../../sweep/plan.ts";
import { pointParametersOf, type Structure, structureOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import {
  oneNetwork,
  someNetworks,
  structuralSpec,
  type Tile,
  type TileNetworks,
  tileNetworks,
} from "../../sweep/tile.ts";
import { alwaysRunning, type Engine, emptyMetrics, RunCancelled, type RunControl } from "../engine.ts";
import { adapterName, findAdapter, isSoftware } from "./adapter.ts";
import { type ProgramKey, programKeyOf } from "./compose.ts";
import { Device, DeviceLost } from "./device.ts";
import { dispatchTile, type Readback, type SharedBuffers, type Slicing } from "./dispatch.ts";
import { networkBytes } from "./layout.ts";
import { packData, packWeights } from "./pack.ts";
import { OutOfMemory } from "./slot.ts";
import { unpackGradient, unpackMeasurement, unpackTrace } from "./unpack.ts";

/** A tile takes at most this much memory on a real adapter, and less on a software one, where tiles are slow anyway. */
const TILE_BYTES = 256 * 2 ** 20;
const SOFTWARE_TILE_BYTES = 32 * 2 ** 20;
const TILE_NETWORKS = 65536;
const SOFTWARE_TILE_NETWORKS = 8192;
/** Tiles in flight: one is read back while the next one runs. */
const SLOTS = 2;
/** After this many losses in a row a tile is given up: something in it kills the device. */
const MOST_LOSSES = 2;

export class WebgpuEngine implements Engine {
  readonly name = "webgpu";
  readonly description: string;
  readonly tilesInFlight = SLOTS;
  /** Buffers shared by the tiles of a structure and replicate range, for the device they were made on. */
  private readonly shared = new Map<string, SharedBuffers>();
  private sharedFor: Device | null = null;
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

  /** @param slicing tests fix the micro-steps of a dispatch; otherwise each program finds its own */
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
    const { key } = this.programOf(spec, structureOf(spec), false);
    const { perNetwork, perStep } = networkBytes(key);
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
    const spec = structuralSpec(plan, tile);
    const networks = tileNetworks(plan, tile);
    const names = plan.spec.metrics;
    const out = emptyMetrics(names, networks.count);
    await this.runNetworks(spec, networks, control, (first, batch, readback, key) => {
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
    const structure = structureOf(spec);
    const { key } = this.programOf(spec, structure, true);
    const network = oneNetwork(parameters, replicate);
    const { results, state, trace } = await this.onDevice((device) =>
      dispatchTile(device, key, this.sharedBuffers(device, spec, structure, network), network, alwaysRunning),
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
    spec: SweepSpec,
    networks: TileNetworks,
    control: RunControl,
    take: (first: number, batch: TileNetworks, readback: Readback, key: ProgramKey) => void,
    first = 0,
  ): Promise<void> {
    const structure = structureOf(spec);
    const { key } = this.programOf(spec, structure, false);
    try {
      const readback = await this.onDevice((device) => {
        const shared = this.sharedBuffers(device, spec, structure, networks);
        return dispatchTile(device, key, shared, networks, control, this.slicing);
      });
      take(first, networks, readback, key);
    } catch (error) {
      if (!(error instanceof OutOfMemory) || networks.count < 2) throw error;
      const half = Math.ceil(networks.count / 2);
      await this.runNetworks(spec, someNetworks(networks, 0, half), control, take, first);
      await this.runNetworks(spec, someNetworks(networks, half, networks.count), control, take, first + half);
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

  private programOf(spec: SweepSpec, { problem }: Structure, inspect: boolean): { key: ProgramKey } {
    const sizes = { ...problem.sizes, batch: problem.data.batch };
    const jacobian = inspect || spec.metrics.some((name: MetricName) => metrics[name].needsJacobian);
    return { key: programKeyOf(spec, sizes, { jacobian, trace: inspect }) };
  }

  private sharedBuffers(
    device: Device,
    spec: SweepSpec,
    structure: Structure,
    networks: TileNetworks,
  ): SharedBuffers {
    const firstReplicate = networks.replicate.reduce((a, b) => Math.min(a, b));
    const count = networks.replicate.reduce((a, b) => Math.max(a, b)) - firstReplicate + 1;
    const { model, task, init, seed } = spec;
    const name = JSON.stringify([model, task, init, seed, firstReplicate, count]);
    if (this.sharedFor !== device) this.forgetShared();
    this.sharedFor = device;
    let shared = this.shared.get(name);
    if (shared === undefined) {
      // Buffers of a structure that was left behind are freed; tiles in flight hold theirs until they are done.
      if (this.shared.size >= MOST_SHARED) this.shared.clear();
      const { sizes, data } = structure.problem;
      const bases = Array.from({ length: count }, (_, r) =>
        drawBase(structure.baseInit, sizes, structure.seed, firstReplicate + r),
      );
      shared = {
        data: upload(device, packData(data, sizes)),
        weights: upload(device, packWeights(bases, sizes)),
        firstReplicate,
      };
      this.shared.set(name, shared);
    }
    return shared;
  }

  private forgetShared(): void {
    this.shared.clear();
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
/** Structures whose buffers are kept at once. */
const MOST_SHARED = 16;

function upload({ gpuDevice }: Device, values: Float32Array<ArrayBuffer>): GPUBuffer {
  const buffer = gpuDevice.createBuffer({
    size: Math.max(16, Math.ceil(values.byteLength / 16) * 16),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  gpuDevice.queue.writeBuffer(buffer, 0, values);
  return buffer;
}
