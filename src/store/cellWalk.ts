// Through a tile's networks in order: in which cell each lies, and which network it is. Two arrays in place of a call or an
// object per network, as a fast engine brings tens of thousands of them at a time.

import { reachOf } from "../sweep/sketch.ts";
import type { Tile } from "../sweep/tile.ts";
import { cellMiddle } from "./merging.ts";

export class CellWalk {
  /** Cells per dimension. */
  readonly shape: readonly number[];
  /** After `along`: by a network's place in the tile, the flat index of its cell … */
  cells = new Int32Array();
  /** … and its own among all networks. */
  networks = new Int32Array();
  private readonly cellStep: readonly number[];
  private readonly networkStep: readonly number[];

  /**
   * @param grid networks per dimension
   * @param factors how many of them make a cell, per dimension
   */
  constructor(
    readonly grid: readonly number[],
    readonly factors: readonly number[],
  ) {
    this.shape = grid.map((positions, d) => Math.ceil(positions / factors[d]));
    this.cellStep = stepsOf(this.shape);
    this.networkStep = stepsOf(grid);
  }

  /** Fills `cells` and `networks` for a tile; returns how many networks it has. */
  along(tile: Tile): number {
    const { start, stride, count } = tile;
    const size = this.room(count);
    const position = (d: number, k: number) => start[d] + k * stride[d];
    spread(this.cells, count, (d, k) => Math.floor(position(d, k) / this.factors[d]) * this.cellStep[d]);
    spread(this.networks, count, (d, k) => position(d, k) * this.networkStep[d]);
    return size;
  }

  /** The cells that a tile's networks lie in, and those that a coarse one stands in for. */
  placeOf(tile: Tile): Tile {
    const reach = reachOf(tile);
    const start = tile.start.map((first, d) => Math.floor(first / this.factors[d]));
    const count = start.map((first, d) => {
      const last = tile.start[d] + (tile.count[d] - 1) * tile.stride[d] + reach[d] - 1;
      return Math.floor(Math.min(last, this.grid[d] - 1) / this.factors[d]) - first + 1;
    });
    return { index: tile.index, start, stride: start.map(() => 1), count };
  }

  /**
   * Fills `cells` with those whose middle one of the tile's networks is, or stands in for, and `networks` with that network's
   * place in the tile; returns how many they are.
   */
  alongMiddles(tile: Tile): number {
    const { start, count } = this.placeOf(tile);
    const reach = reachOf(tile);
    // Per dimension: the cells that are met, as parts of a flat index, and the place of the network that meets each.
    const met = start.map((first, d) => {
      const step = tile.count.slice(d + 1).reduce((a, b) => a * b, 1);
      return Array.from({ length: count[d] }, (_, k) => {
        const from = cellMiddle(first + k, this.factors[d], this.grid[d]) - tile.start[d];
        const nth = Math.floor(from / tile.stride[d]);
        const isMet = from >= 0 && nth < tile.count[d] && from - nth * tile.stride[d] < reach[d];
        return isMet ? { cell: (first + k) * this.cellStep[d], place: nth * step } : null;
      }).filter((one) => one !== null);
    });
    const counts = met.map(({ length }) => length);
    const size = this.room(counts);
    if (size === 0) return 0;
    spread(this.cells, counts, (d, k) => met[d][k].cell);
    spread(this.networks, counts, (d, k) => met[d][k].place);
    return size;
  }

  /** The position of a cell by its flat index. */
  positionOf(flat: number): number[] {
    return this.cellStep.map((step, d) => Math.floor(flat / step) % this.shape[d]);
  }

  /** The grid indices of a network by its flat index. */
  indicesOf(network: number): number[] {
    return this.networkStep.map((step, d) => Math.floor(network / step) % this.grid[d]);
  }

  /** Makes room for as many as the counts make together, and returns that. */
  private room(counts: readonly number[]): number {
    const size = counts.reduce((a, b) => a * b, 1);
    if (this.cells.length < size) {
      this.cells = new Int32Array(size);
      this.networks = new Int32Array(size);
    }
    return size;
  }
}

/** How far one step along each dimension goes in a flat index. */
function stepsOf(shape: readonly number[]): number[] {
  return shape.map((_, d) => shape.slice(d + 1).reduce((a, b) => a * b, 1));
}

/** Fills an array with sums of one part per dimension, the last dimension fastest, as in a tile. */
function spread(into: Int32Array, counts: readonly number[], part: (d: number, k: number) => number): void {
  into[0] = 0;
  let size = 1;
  for (const [d, positions] of counts.entries()) {
    const parts = Int32Array.from({ length: positions }, (_, k) => part(d, k));
    // From the back, so that no sum is written over before it has been continued.
    for (let i = size - 1, at = size * positions - 1; i >= 0; i--) {
      const sum = into[i];
      for (let k = positions - 1; k >= 0; k--) into[at--] = sum + parts[k];
    }
    size *= positions;
  }
}
