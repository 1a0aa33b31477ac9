// The coarse picture of a map that comes before its tiles: points far apart over the whole grid. They are computed again with
// their tiles, which costs little and keeps every tile one block.

import { splitTile } from "./blocks.ts";
import type { PlannedAxis } from "./plan.ts";
import { type Tile, tileSize } from "./tile.ts";

/** The coarsest picture has every 16th point of an axis, as long as that leaves at least 6 of them. */
const COARSEST = 16;
const FEWEST_COARSE = 6;
/** A sketch is at most this part of a sweep, so that nobody waits for what is computed twice. */
const MOST_SHARE = 1 / 50;
/** Fewer tiles than this make a picture by themselves as fast as a sketch would. */
const FEWEST_TILES = 8;

/** The tiles of the sketch, coarsest first; none where it would cost too much for what it shows. */
export function sketchOf(
  shape: readonly number[],
  axes: readonly PlannedAxis[],
  block: readonly number[],
  tiles: number,
): Tile[] {
  if (tiles < FEWEST_TILES) return [];
  const networks = shape.reduce((a, b) => a * b, 1);
  const most = block.reduce((a, b) => a * b, 1);
  const sketch: Tile[] = [];
  let sketched = 0;
  for (const level of levelsOf(shape, axes)) {
    sketched += level.reduce((sum, box) => sum + tileSize(box), 0);
    if (sketched > MOST_SHARE * networks) break;
    for (const box of level) {
      for (const structural of splitStructural(box, axes)) {
        sketch.push(...splitTile(structural, (part) => tileSize(part) <= most));
      }
    }
  }
  return sketch.map((tile, k) => ({ ...tile, index: -1 - k }));
}

/** Boxes that together hold every point once, level by level: every s-th point, then what is missing at s/2, and so on. */
function* levelsOf(shape: readonly number[], axes: readonly PlannedAxis[]): Generator<Tile[]> {
  let stride = shape.map((count, d) => {
    if (d >= axes.length || axes[d].structural) return 1;
    let coarsest = COARSEST;
    while (coarsest > 1 && count / coarsest < FEWEST_COARSE) coarsest /= 2;
    return coarsest;
  });
  const origin = shape.map(() => 0);
  yield [latticeBox(shape, origin, stride)];
  while (stride.some((s) => s > 1)) {
    const finer = stride.map((s) => Math.max(1, s / 2));
    // The points new at this level: every combination of offsets 0 and s/2, but for all 0.
    const halved = stride.flatMap((s, d) => (s > 1 ? [d] : []));
    const coarser = stride;
    yield Array.from({ length: 2 ** halved.length - 1 }, (_, mask) => {
      const offset = [...origin];
      halved.forEach((d, bit) => {
        if (((mask + 1) >> bit) & 1) offset[d] = finer[d];
      });
      return latticeBox(shape, offset, coarser);
    }).filter((box) => tileSize(box) > 0);
    stride = finer;
  }
}

/**
 * How far each point of a tile reaches along each dimension, where nothing finer is there yet. A tile that starts off its own
 * lattice belongs to the finer level, whose points lie half as far apart.
 */
export function reachOf(tile: Tile): number[] {
  const finer = tile.start.some((start, d) => start % tile.stride[d] !== 0);
  return tile.stride.map((stride) => (finer ? Math.max(1, stride / 2) : stride));
}

function latticeBox(shape: readonly number[], start: readonly number[], stride: readonly number[]): Tile {
  const count = shape.map((size, d) => Math.max(0, Math.ceil((size - start[d]) / stride[d])));
  return { index: 0, start, stride, count };
}

/** One box per combination of structural positions. */
function splitStructural(box: Tile, axes: readonly PlannedAxis[]): Tile[] {
  return axes.reduce<Tile[]>(
    (boxes, axis, d) =>
      axis.structural
        ? boxes.flatMap((b) =>
            Array.from({ length: b.count[d] }, (_, k) => ({
              ...b,
              start: b.start.with(d, b.start[d] + k * b.stride[d]),
              count: b.count.with(d, 1),
            })),
          )
        : boxes,
    [box],
  );
}
