// The regular grid of blocks that a sweep is computed and kept in: how large a block is, and in which order they come.

import type { PlannedAxis, TileLimits } from "./plan.ts";
import { type Tile, tileSize } from "./tile.ts";

/** A sweep has about this many tiles at most, but for its structures: each is an object in memory and files on a disk. */
const MANY_TILES = 50_000;
/** Structures and blocks together can make more; past this many their list would fill the memory of every thread. */
const MOST_TILES = 2 ** 18;
/** Where time is the only limit, a large sweep's tiles grow to this part of it, and to this many networks … */
const LARGE_SHARE = 64;
/** … for every tile is several files, whose making takes a few milliseconds however little is in them. */
const LARGE_TILE = 2 ** 16;

/** How many networks of one structure a tile may hold, all at the longest unroll. */
export function capacity(limits: TileLimits, longest: number, networks: number): number {
  const { maxNetworks, maxCost, costPerNetwork, costPerStep, isSoft } = limits;
  const wished = isSoft ? Math.min(networks / LARGE_SHARE, LARGE_TILE) : 0;
  const most = Math.min(Math.max(maxNetworks, wished), maxCost / (costPerNetwork + costPerStep * longest));
  return Math.max(1, Math.floor(most), Math.ceil(networks / MANY_TILES));
}

/**
 * The shape of a block: the whole grid, 1 along structural axes, the longest other dimension halved until it is small enough.
 * One shape serves all structures, so it follows the median of what each may hold; of a costly one a tile is computed in parts.
 */
export function blockShape(
  shape: readonly number[],
  axes: readonly PlannedAxis[],
  capacities: readonly number[],
): number[] {
  const most = capacities.toSorted((a, b) => a - b)[(capacities.length - 1) >> 1];
  let block = shape.map((count, d) => (axes[d]?.structural ? 1 : count));
  while (block.reduce((a, b) => a * b, 1) > most) {
    const d = block.indexOf(Math.max(...block));
    block = block.with(d, Math.ceil(block[d] / 2));
  }
  return block;
}

/** The first indices of every structure: all positions along the structural axes, 0 along the others. */
export function structuresOf(axes: readonly PlannedAxis[]): number[][] {
  refuseTooMany(axes.reduce((all, axis) => all * (axis.structural ? axis.values.length : 1), 1));
  return axes.reduce<number[][]>(
    (all, axis) =>
      all.flatMap((start) =>
        Array.from({ length: axis.structural ? axis.values.length : 1 }, (_, k) => [...start, k]),
      ),
    [[]],
  );
}

/**
 * Every block of the grid once. First come those that lie far apart and then, level by level, those between them, as the page
 * draws a map from everywhere at once; within a level one structure after the other, as engines prepare for each.
 */
export function blocksOf(
  shape: readonly number[],
  axes: readonly PlannedAxis[],
  block: readonly number[],
): Tile[] {
  const counts = shape.map((count, d) => Math.ceil(count / block[d]));
  const total = counts.reduce((a, b) => a * b, 1);
  refuseTooMany(total);
  const levels = counts.map((count, d) => levelsOf(axes[d]?.structural ? 1 : count));
  const listed = Array.from({ length: total }, (_, flat) => {
    const at = shape.map(() => 0);
    for (let d = at.length - 1, rest = flat; d >= 0; rest = Math.floor(rest / counts[d]), d--) {
      at[d] = rest % counts[d];
    }
    return {
      at,
      flat,
      level: at.reduce((finest, k, d) => Math.max(finest, levels[d][k] ?? 0), 0),
      structure: at.reduce((all, k, d) => (axes[d]?.structural ? all * counts[d] + k : all), 0),
    };
  });
  listed.sort((a, b) => a.level - b.level || a.structure - b.structure || a.flat - b.flat);
  return listed.map(({ at }, index) => {
    const start = at.map((k, d) => k * block[d]);
    return {
      index,
      start,
      stride: start.map(() => 1),
      count: start.map((first, d) => Math.min(block[d], shape[d] - first)),
    };
  });
}

/** For each of `count` positions, by which halving of the distance between positions it is reached: 0 for the first. */
function levelsOf(count: number): number[] {
  const finest = Math.ceil(Math.log2(Math.max(count, 1)));
  return Array.from({ length: count }, (_, k) => (k === 0 ? 0 : finest - Math.log2(k & -k)));
}

function refuseTooMany(tiles: number): void {
  if (tiles <= MOST_TILES) return;
  throw new RangeError(
    `this sweep needs more than ${MOST_TILES} tiles (it has ${tiles}): take fewer positions on the axes that change a network's structure (size, cell, seed, optimiser, …)`,
  );
}

/** Halves a tile along its longest dimension until each part holds `fits`, or is a single network. */
export function splitTile(tile: Tile, fits: (part: Tile) => boolean): Tile[] {
  const parts: Tile[] = [];
  const split = (part: Tile): void => {
    if (tileSize(part) <= 1 || fits(part)) {
      parts.push(part);
      return;
    }
    const d = part.count.indexOf(Math.max(...part.count));
    const first = Math.ceil(part.count[d] / 2);
    split({ ...part, count: part.count.with(d, first) });
    split({
      ...part,
      start: part.start.with(d, part.start[d] + first * part.stride[d]),
      count: part.count.with(d, part.count[d] - first),
    });
  };
  split(tile);
  return parts;
}
