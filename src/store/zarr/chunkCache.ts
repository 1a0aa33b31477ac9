// The chunks read last, as many as a few megabytes hold: boxes that lie beside each other share chunks.

import type { Elements } from "./metricChunk.ts";

/** The most that is kept, unless a single chunk is larger. */
const MOST_BYTES = 2 ** 26;

/** Chunks by their paths, the least recently used let go first. */
export class ChunkCache {
  private readonly chunks = new Map<string, Elements>();
  private bytes = 0;

  get(path: string): Elements | undefined {
    const chunk = this.chunks.get(path);
    if (chunk !== undefined) {
      // A map keeps the order in which its entries were set.
      this.chunks.delete(path);
      this.chunks.set(path, chunk);
    }
    return chunk;
  }

  set(path: string, chunk: Elements): void {
    this.delete(path);
    this.chunks.set(path, chunk);
    this.bytes += chunk.byteLength;
    for (const oldest of this.chunks.keys()) {
      if (this.bytes <= MOST_BYTES || oldest === path) break;
      this.delete(oldest);
    }
  }

  delete(path: string): void {
    this.bytes -= this.chunks.get(path)?.byteLength ?? 0;
    this.chunks.delete(path);
  }
}
