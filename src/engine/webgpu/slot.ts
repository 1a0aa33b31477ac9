// The buffers of one tile in flight. There are two of them, so that one tile is read back while the next one runs.

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

export type SlotBuffers = Readonly<Record<BufferName, GPUBuffer>>;
/** How many words of 32 bits a tile needs of each buffer. */
export type SlotWords = Readonly<Record<Exclude<BufferName, "slices">, number>>;

function usageOf(name: BufferName): GPUBufferUsageFlags {
  if (name === "readback") return GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  if (name === "slices") return GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  return GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
}

export class Slot {
  private readonly buffers = new Map<BufferName, GPUBuffer>();

  constructor(private readonly device: GPUDevice) {}

  /** The buffers for a tile, made anew where they are too small. @param words their sizes @throws OutOfMemory */
  async fit(words: SlotWords): Promise<SlotBuffers> {
    this.device.pushErrorScope("out-of-memory");
    for (const name of NAMES) {
      const size = Math.max(16, name === "slices" ? MOST_SLICES * SLICE_BYTES : words[name] * 4);
      const usage = usageOf(name);
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
    return Object.fromEntries(this.buffers) as SlotBuffers;
  }

  free(): void {
    for (const buffer of this.buffers.values()) buffer.destroy();
    this.buffers.clear();
  }
}
