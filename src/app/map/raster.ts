// Which position of the grid each pixel of the map shows: its own where it is done, else the nearest coarser one, else none.
// Knows nothing of colours or canvases.

import { reachOf } from "../../sweep/sketch.ts";
import type { Tile } from "../../sweep/tile.ts";
import type { Picture } from "./picture.ts";

/** A rectangle of pixels, right and bottom exclusive; empty where left ≥ right. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const EMPTY_BOX: PixelBox = { left: 0, top: 0, right: 0, bottom: 0 };

/** The smallest box around two. */
export function union(a: PixelBox, b: PixelBox): PixelBox {
  if (a.left >= a.right) return b;
  if (b.left >= b.right) return a;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** A larger map shows several points per pixel: canvases have limits, and no screen is wider. */
const LARGEST_SIDE = 4096;
const UNTOUCHED = 255;

/** One slice of a sweep as pixels: x to the right, y upwards. */
export class Raster {
  readonly width: number;
  readonly height: number;
  /** Per pixel, the flat index of the network it shows; −1 for none yet. */
  readonly source: Int32Array;
  /** Per pixel, how coarse what it shows is: 0 for its own network. */
  private readonly coarseness: Uint8Array;
  /** Distance in flat indices between neighbours along each dimension. */
  private readonly step: readonly number[];
  private readonly columns: number;
  private readonly rows: number;

  constructor(
    { shape }: { readonly shape: readonly number[] },
    private readonly picture: Picture,
  ) {
    this.step = shape.map((_, d) => shape.slice(d + 1).reduce((a, b) => a * b, 1));
    this.columns = picture.x < 0 ? 1 : shape[picture.x];
    this.rows = picture.y < 0 ? 1 : shape[picture.y];
    this.width = Math.min(this.columns, LARGEST_SIDE);
    this.height = Math.min(this.rows, LARGEST_SIDE);
    this.source = new Int32Array(this.width * this.height).fill(-1);
    this.coarseness = new Uint8Array(this.width * this.height).fill(UNTOUCHED);
  }

  /**
   * Takes a tile in: its points fill their blocks, never over anything finer. Returns what changed.
   * @param has whether a network, by its flat index, has a value; one that has none leaves what is there
   */
  add(tile: Tile, has: (flat: number) => boolean): { readonly box: PixelBox; readonly isWhole: boolean } {
    const block = reachOf(tile);
    const hidden = this.hiddenPart(tile, block);
    if (hidden === null) return { box: EMPTY_BOX, isWhole: true };
    let isWhole = true;
    const { width, height, columns, rows, source, coarseness } = this;
    const x = span(tile, block, this.picture.x);
    const y = span(tile, block, this.picture.y);
    const level = 1 + Math.log2(Math.max(x.block, y.block, 1)) + (hidden.exact ? 0 : 16);
    const dirty = { left: width, top: height, right: 0, bottom: 0 };
    for (let j = 0; j < y.count; j++) {
      const row = y.start + j * y.stride;
      const [low, high] = pixels(row, y.block, rows, height);
      for (let i = 0; i < x.count; i++) {
        const column = x.start + i * x.stride;
        const [left, right] = pixels(column, x.block, columns, width);
        const flat = hidden.flat + column * x.step(this.step) + row * y.step(this.step);
        if (!has(flat)) {
          isWhole = false;
          continue;
        }
        for (let py = low; py < high; py++) {
          const line = (height - 1 - py) * width;
          for (let px = left; px < right; px++) {
            const own = hidden.exact && px === left && py === low;
            const fineness = own ? 0 : level;
            if (fineness <= coarseness[line + px]) {
              coarseness[line + px] = fineness;
              source[line + px] = flat;
            }
          }
        }
        dirty.left = Math.min(dirty.left, left);
        dirty.right = Math.max(dirty.right, right);
      }
      dirty.top = Math.min(dirty.top, height - high);
      dirty.bottom = Math.max(dirty.bottom, height - low);
    }
    return { box: dirty, isWhole };
  }

  /** Where the tile stands along the hidden dimensions, or null where this slice does not meet it. */
  private hiddenPart(tile: Tile, block: readonly number[]): { flat: number; exact: boolean } | null {
    let flat = 0;
    let exact = true;
    const { x, y, position } = this.picture;
    for (let d = 0; d < tile.start.length; d++) {
      if (d === x || d === y) continue;
      const wanted = position[d];
      const nth = Math.floor((wanted - tile.start[d]) / tile.stride[d]);
      const index = tile.start[d] + nth * tile.stride[d];
      if (nth < 0 || nth >= tile.count[d] || wanted >= index + block[d]) return null;
      flat += index * this.step[d];
      exact &&= index === wanted;
    }
    return { flat, exact };
  }
}

function span(tile: Tile, block: readonly number[], d: number) {
  return d < 0
    ? { start: 0, stride: 1, count: 1, block: 1, step: () => 0 }
    : {
        start: tile.start[d],
        stride: tile.stride[d],
        count: tile.count[d],
        block: block[d],
        step: (steps: readonly number[]) => steps[d],
      };
}

/** The pixels that `block` positions from `start` cover, at least one. */
function pixels(start: number, block: number, positions: number, size: number): [number, number] {
  const left = Math.floor((start * size) / positions);
  const right = Math.floor((Math.min(start + block, positions) * size) / positions);
  return [left, Math.max(right, left + 1)];
}
