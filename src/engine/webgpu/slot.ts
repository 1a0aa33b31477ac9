// The buffers of one tile in flight. There are two of them, so that one tile is read back while the next one runs.

import { type ProgramSizes, RESULT_WORDS, stateLayout } from "./layout.ts";

/** Thrown where the adapter has no room for a tile: the engine then takes fewer networks at once. */
export class OutOfMemory extends Error {}

/** Slices of one submit; each has its own part of the uniform buffer, aligned as every adapter wants it. */
export const MOST_SLICES = 64;
export const SLICE_BYTES = 256;

const NAMES = [
  "networks",
  "tape",
  "tapeExponent",
  "state",
  "results",
  "trace",
  "readback",
  "slices",
] as const;
type BufferName = (typeof NAMES)[number];

export class Slot {
  private readonly buffers = new Map<BufferName, GPUBuffer>();

  constructor(private readonly device: GPUDevice) {}

  /** The buffers for a tile, made anew where they are too small. @throws OutOfMemory */
  async fit(
    sizes: ProgramSizes,
    networks: number,
    longestUnroll: number,
    words: { readonly trace: number; readonly readback: number },
  ): Promise<Record<BufferName, GPUBuffer>> {
    const rows = networks * (longestUnroll + 1);
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    const wanted: Record<BufferName, [number, number]> = {
      networks: [networks * 32, storage],
      tape: [rows * sizes.hidden * 16, storage],
      tapeExponent: [rows * 32, storage],
      state: [networks * stateLayout(sizes).stride * 4, storage],
      results: [networks * RESULT_WORDS * 4, storage],
      trace: [Math.max(16, words.trace * 4), storage],
      readback: [words.readback * 4, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST],
      slices: [MOST_SLICES * SLICE_BYTES, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST],
    };
    this.device.pushErrorScope("out-of-memory");
    for (const name of NAMES) {
      const [size, usage] = wanted[name];
      const buffer = this.buffers.get(name);
      if (buffer !== undefined && buffer.size >= size) continue;
      buffer?.destroy();
      this.buffers.set(
        name,
        this.device.createBuffer({ label: name, size: Math.ceil(size / 16) * 16, usage }),
      );
    }
    const error = await this.device.popErrorScope();
    if (error !== null) {
      this.free();
      throw new OutOfMemory(error.message);
    }
    return Object.fromEntries(this.buffers) as Record<BufferName, GPUBuffer>;
  }

  free(): void {
    for (const buffer of this.buffers.values()) buffer.destroy();
    this.buffers.clear();
  }
}
