// Cuts a block of results into slabs that, one behind the other, are the block in C order (last dimension fastest), each
// small enough for the memory and, where it can be, made of whole chunks, so that none is read twice.

import type { Box } from "./results.ts";

/** So many numbers are held at a time: 16 MB of float64. */
export const SLAB_NUMBERS = 2 ** 21;

/** How many numbers a box holds. */
export function boxSize({ count }: Box): number {
  return count.reduce((a, b) => a * b, 1);
}

/** All of a grid. */
export function wholeBox(shape: readonly number[]): Box {
  return { start: shape.map(() => 0), count: shape };
}

/**
 * The slabs of a box in C order, each of at most `most` numbers.
 * @param chunkShape the blocks in which the results are kept
 */
export function* slabsOf(box: Box, chunkShape: readonly number[], most: number): Generator<Box> {
  yield* slabsFrom(box, 0);

  /** Cuts along dimension d; the dimensions before it are down to one position, those behind it are whole. */
  function* slabsFrom(part: Box, d: number): Generator<Box> {
    if (boxSize(part) <= most || d === part.count.length) {
      if (boxSize(part) > 0) yield part;
      return;
    }
    const { start, count } = part;
    const row = boxSize(part) / count[d];
    const end = start[d] + count[d];
    for (let at = start[d]; at < end; ) {
      const rows = Math.min(end - at, rowsFrom(at, chunkShape[d], Math.floor(most / row)));
      const slab = { start: start.with(d, at), count: count.with(d, rows) };
      if (row > most) yield* slabsFrom(slab, d + 1);
      else yield slab;
      at += rows;
    }
  }
}

/** How many rows to take from a place: as many whole chunks as there is room for, else an even part of one. */
function rowsFrom(at: number, chunk: number, room: number): number {
  if (room < 1) return 1;
  const left = chunk - (at % chunk);
  if (left <= room) return left + Math.floor((room - left) / chunk) * chunk;
  return Math.ceil(left / Math.ceil(left / room));
}
