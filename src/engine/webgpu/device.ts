// One GPU device with its compiled programs, its two slots, and the news of its loss.

import { EngineLost } from "../engine.ts";
import { Lender } from "../lender.ts";
import type { EngineMeter } from "../meter.ts";
import { type ComposedProgram, composeProgram, type ProgramKey } from "./compose.ts";
import { Pacer } from "./pacer.ts";
import { Slot } from "./slot.ts";
import { jacobianStages, type StageName, stageNames } from "./stages.ts";
import { Stopwatch, timestampFeature } from "./stopwatch.ts";

/** Thrown when the device was lost while a tile ran; nothing of that tile counts. */
export class DeviceLost extends EngineLost {
  constructor(reason: string) {
    super(`the GPU device was lost: ${reason}`);
    this.name = "DeviceLost";
  }
}

/** Entry points: the stages of a gradient, or the one kernel that trains. */
type KernelName = StageName | "training";

/** A compiled program and what is known of its speed. */
export interface Program {
  readonly pipelines: Readonly<Record<KernelName, GPUComputePipeline>>;
  readonly pacer: Pacer;
}

/** Bindings 1…3 (networks, weights, data) and 4…8 (tape, its exponents, state, results, trace); 0 is the slice. */
const READ_ONLY = new Array<"read-only-storage">(3).fill("read-only-storage");
const READ_WRITE = new Array<"storage">(5).fill("storage");

export class Device {
  /** Rejects with DeviceLost once the device is lost; awaited beside everything that the GPU is to answer. */
  readonly lost: Promise<never>;
  isLost = false;
  readonly bindGroupLayout: GPUBindGroupLayout;
  private readonly pipelineLayout: GPUPipelineLayout;
  private lastDone = 0;
  private readonly programs = new Map<string, Promise<Program>>();
  /** The buffers of the tiles in flight. */
  readonly slots: Lender<Slot>;
  /** Null where nobody measures. */
  readonly stopwatch: Stopwatch | null;

  private constructor(
    readonly gpuDevice: GPUDevice,
    private readonly sources: Readonly<Record<string, string>>,
    slots: number,
    private readonly meter: EngineMeter | null,
  ) {
    this.stopwatch = Stopwatch.for(gpuDevice, meter);
    this.slots = new Lender(Array.from({ length: slots }, () => new Slot(gpuDevice)));
    const types = ["uniform", ...READ_ONLY, ...READ_WRITE] as const;
    this.bindGroupLayout = gpuDevice.createBindGroupLayout({
      entries: types.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type, hasDynamicOffset: binding === 0 },
      })),
    });
    this.pipelineLayout = gpuDevice.createPipelineLayout({ bindGroupLayouts: [this.bindGroupLayout] });
    this.lost = gpuDevice.lost.then((info) => {
      this.isLost = true;
      throw new DeviceLost(info.message || info.reason);
    });
    // Whoever waits for the GPU races against this; when nobody does, the loss is noticed by the next tile.
    this.lost.catch(() => undefined);
  }

  /** Asks for the adapter's real limits, so that large tiles are possible where the hardware has room. */
  static async open(
    adapter: GPUAdapter,
    sources: Readonly<Record<string, string>>,
    slots: number,
    meter: EngineMeter | null = null,
  ): Promise<Device> {
    const { limits } = adapter;
    const hasClock = meter !== null && adapter.features.has(timestampFeature);
    const gpuDevice = await adapter.requestDevice({
      label: "vanishing-point",
      requiredFeatures: hasClock ? [timestampFeature] : [],
      requiredLimits: {
        maxBufferSize: limits.maxBufferSize,
        maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      },
    });
    return new Device(gpuDevice, sources, slots, meter);
  }

  /** Resolves with `answer`, or rejects with DeviceLost if the device is lost first. */
  orLost<T>(answer: Promise<T>): Promise<T> {
    return Promise.race([answer, this.lost]);
  }

  /** Whether the device turns out to be lost within this time. */
  isLostWithin(ms: number): Promise<boolean> {
    const later = new Promise<boolean>((resolve) => setTimeout(() => resolve(this.isLost), ms));
    return Promise.race([this.lost.catch(() => true), later]);
  }

  /** The compiled program of a key, compiled once. @throws Error naming the file and line of a WGSL error */
  program(key: ProgramKey): Promise<Program> {
    const name = JSON.stringify(key);
    let program = this.programs.get(name);
    if (program === undefined) {
      program = this.compile(key, composeProgram(key, this.sources));
      this.programs.set(name, program);
    }
    return program;
  }

  /** To be handed to `stopClock` when the work submitted now is done. */
  startClock(): number {
    return performance.now();
  }

  /** How long that work took, the time it waited for work submitted before it left out. */
  stopClock(started: number): number {
    const now = performance.now();
    const ms = now - Math.max(started, this.lastDone);
    this.lastDone = now;
    return ms;
  }

  destroy(): void {
    this.gpuDevice.destroy();
  }

  private async compile(key: ProgramKey, composed: ComposedProgram): Promise<Program> {
    const started = performance.now();
    const module = this.gpuDevice.createShaderModule({ code: composed.code });
    const info = await this.orLost(module.getCompilationInfo());
    const errors = info.messages.filter((message) => message.type === "error");
    if (errors.length > 0) {
      const lines = errors.map((error) => `${composed.locate(error.lineNum)}: ${error.message}`);
      throw new Error(`WGSL does not compile:\n${lines.join("\n")}`);
    }
    // Stages that only the Jacobian needs are not compiled where no metric asks for it.
    const stages = stageNames.filter((name) => key.jacobian || !jacobianStages.includes(name));
    const names: readonly KernelName[] = key.optimizer === null ? stages : ["training"];
    const pipelines = names.map(async (name) => {
      const compute = { module, entryPoint: `${name}Main` };
      const descriptor = { label: name, layout: this.pipelineLayout, compute };
      return [name, await this.orLost(this.gpuDevice.createComputePipelineAsync(descriptor))] as const;
    });
    const compiled = Object.fromEntries(await Promise.all(pipelines)) as Program["pipelines"];
    this.meter?.compiled(performance.now() - started);
    return { pipelines: compiled, pacer: new Pacer() };
  }
}
