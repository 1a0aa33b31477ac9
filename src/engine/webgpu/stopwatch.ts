// The GPU's own clock: timestamps at both ends of a submit's compute pass, where the adapter has them and somebody asks.

import type { EngineMeter } from "../meter.ts";

/** Two timestamps of 64 bits, in nanoseconds. */
const STAMPS = 2;
const BYTES = 8 * STAMPS;

/** What one submit writes its timestamps into. */
interface Stamps {
  readonly query: GPUQuerySet;
  readonly resolved: GPUBuffer;
  readonly readback: GPUBuffer;
}

/** The feature without which there is no stopwatch. */
export const timestampFeature: GPUFeatureName = "timestamp-query";

/** Adds to a meter how long each submit kept the GPU busy; work of two submits at once is counted once. */
export class Stopwatch {
  /** As many as there are submits in flight. */
  private readonly free: Stamps[] = [];
  private lastEnd = 0n;

  private constructor(
    private readonly gpuDevice: GPUDevice,
    private readonly meter: EngineMeter,
  ) {}

  /** A stopwatch for the meter, or null where nobody asks or the device has no clock. */
  static for(gpuDevice: GPUDevice, meter: EngineMeter | null): Stopwatch | null {
    return meter !== null && gpuDevice.features.has(timestampFeature)
      ? new Stopwatch(gpuDevice, meter)
      : null;
  }

  /** To be handed on with the submit: it is read once that is done. */
  take(): Stamps {
    return this.free.pop() ?? this.make();
  }

  /** How a pass begins that is to be timed. */
  passOf({ query }: Stamps): GPUComputePassDescriptor {
    return { timestampWrites: { querySet: query, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } };
  }

  /** After the pass, in the same submit. */
  resolve(encoder: GPUCommandEncoder, { query, resolved, readback }: Stamps): void {
    encoder.resolveQuerySet(query, 0, STAMPS, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, readback, 0, BYTES);
  }

  /** After the submit is done. Nothing waits for it but whoever asks the meter, so that measuring delays no submit. */
  read(stamps: Stamps): void {
    this.meter.awaits(this.tell(stamps));
  }

  private async tell(stamps: Stamps): Promise<void> {
    await stamps.readback.mapAsync(GPUMapMode.READ);
    const [begin, end] = new BigUint64Array(stamps.readback.getMappedRange().slice(0));
    stamps.readback.unmap();
    this.free.push(stamps);
    const from = begin > this.lastEnd ? begin : this.lastEnd;
    if (end > from) this.meter.worked(Number(end - from) / 1e6);
    if (end > this.lastEnd) this.lastEnd = end;
  }

  private make(): Stamps {
    const { gpuDevice } = this;
    const { COPY_SRC, COPY_DST, MAP_READ, QUERY_RESOLVE } = GPUBufferUsage;
    return {
      query: gpuDevice.createQuerySet({ type: "timestamp", count: STAMPS }),
      resolved: gpuDevice.createBuffer({ size: BYTES, usage: QUERY_RESOLVE | COPY_SRC }),
      readback: gpuDevice.createBuffer({ size: BYTES, usage: MAP_READ | COPY_DST }),
    };
  }
}
