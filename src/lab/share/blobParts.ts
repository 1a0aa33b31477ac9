// A file that is made piece by piece and may be larger than the memory: pieces go to the browser as soon as there are a few
// megabytes of them, which it keeps on the disk where they are many.

/** Pieces are handed over together once they are this long. */
const GATHERED = 16 * 2 ** 20;

/** A growing file. */
export class BlobParts {
  bytes = 0;
  private readonly blobs: Blob[] = [];
  private waiting: BlobPart[] = [];
  private waitingBytes = 0;

  /** Appends a piece. */
  put(part: Uint8Array<ArrayBuffer> | string): void {
    // A text's length is its bytes as long as it is ASCII, and near enough otherwise.
    const { length } = part;
    this.waiting.push(part);
    this.waitingBytes += length;
    this.bytes += length;
    if (this.waitingBytes < GATHERED) return;
    this.blobs.push(new Blob(this.waiting));
    this.waiting = [];
    this.waitingBytes = 0;
  }

  /** The file so far. */
  blob(type: string): Blob {
    return new Blob([...this.blobs, ...this.waiting], { type });
  }
}
