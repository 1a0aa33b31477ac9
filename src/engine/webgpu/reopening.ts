// A device that survives its own loss: work that it takes down with it is begun anew on the next one.

import { RunCancelled } from "../engine.ts";
import type { EngineMeter } from "../meter.ts";
import { findAdapter } from "./adapter.ts";
import { Device, DeviceLost } from "./device.ts";
import { OutOfMemory } from "./slot.ts";

/** After this many losses in a row a piece of work is given up: something in it kills the device. */
const MOST_LOSSES = 2;
/** How often, and after what pause, a new device is asked for after a loss. */
const REOPEN_ATTEMPTS = 4;
const REOPEN_PAUSE_MS = 500;
/** The news of a loss may come this much later than the first error it causes. */
const LOSS_NEWS_MS = 1000;

export class ReopeningDevice {
  private reopening: Promise<Device> | null = null;

  private constructor(
    private readonly gpu: GPU,
    private device: Device,
    private readonly sources: Readonly<Record<string, string>>,
    private readonly slots: number,
    private readonly meter: EngineMeter | null,
  ) {}

  static async open(
    gpu: GPU,
    adapter: GPUAdapter,
    sources: Readonly<Record<string, string>>,
    slots: number,
    meter: EngineMeter | null = null,
  ): Promise<ReopeningDevice> {
    const device = await Device.open(adapter, sources, slots, meter);
    return new ReopeningDevice(gpu, device, sources, slots, meter);
  }

  get limits(): GPUSupportedLimits {
    return this.device.gpuDevice.limits;
  }

  /** Does work on the device; after a loss, once more from its start on a new one. @throws DeviceLost */
  async use<T>(work: (device: Device) => Promise<T>): Promise<T> {
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

  destroy(): void {
    this.device.destroy();
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
      const opening = adapter && Device.open(adapter, this.sources, this.slots, this.meter);
      const device = opening && (await opening.catch(() => null));
      if (device !== null && !device.isLost) return device;
      await new Promise((resolve) => setTimeout(resolve, REOPEN_PAUSE_MS));
    }
    throw loss;
  }
}

/** The loss that an error stands for, or null: what a dying device is asked fails in ways of its own first. */
async function lossBehind(error: unknown, device: Device): Promise<DeviceLost | null> {
  if (error instanceof DeviceLost) return error;
  if (error instanceof RunCancelled || error instanceof OutOfMemory) return null;
  return (await device.isLostWithin(LOSS_NEWS_MS)) ? new DeviceLost(String(error)) : null;
}
