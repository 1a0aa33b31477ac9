// Which rows of a picture are to be coloured anew, and between which columns; taken one by one, in turns, so that new
// results at the top never keep the bottom waiting.

import type { PixelBox } from "./raster.ts";

export class DirtyRows {
  /** Per row, the first column that is dirty and the one after the last; left = right where it is clean. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  private readonly dirty: Uint8Array;
  private waiting = 0;
  private next = 0;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.left = new Int32Array(height);
    this.right = new Int32Array(height);
    this.dirty = new Uint8Array(height);
  }

  /** Whether nothing is left to colour. */
  get isClean(): boolean {
    return this.waiting === 0;
  }

  /** Marks a box. */
  mark({ left, top, right, bottom }: PixelBox): void {
    if (left >= right) return;
    for (let y = top; y < bottom; y++) {
      if (this.dirty[y] === 0) {
        this.dirty[y] = 1;
        this.waiting++;
        this.left[y] = left;
        this.right[y] = right;
      } else {
        this.left[y] = Math.min(this.left[y], left);
        this.right[y] = Math.max(this.right[y], right);
      }
    }
  }

  /** Marks the whole picture. */
  markAll(): void {
    this.mark({ left: 0, top: 0, right: this.width, bottom: this.height });
  }

  /** The next dirty row after the one before, now clean; −1 where there is none. */
  take(): number {
    if (this.waiting === 0) return -1;
    while (this.dirty[this.next] === 0) this.next = (this.next + 1) % this.height;
    const row = this.next;
    this.dirty[row] = 0;
    this.waiting--;
    this.next = (row + 1) % this.height;
    return row;
  }
}
