// Cuts a part of the grid into boxes that are read one after the other: along the blocks in which results are kept, and none
// with more numbers than there is room for.

import type { Box } from "../../results.ts";

/** Numbers in a box at most, as long as its fixed dimensions alone have no more: 8 MB of float64. */
export const MOST_NUMBERS = 2 ** 20;

/**
 * The boxes of a part, in the order of its dimensions.
 * @param part what is to be read
 * @param chunkShape the block in which results are kept
 * @param free the dimensions along which the part may be cut
 */
export function* boxesOf(
  part: Box,
  chunkShape: readonly number[],
  free: readonly number[],
  most = MOST_NUMBERS,
): Generator<Box> {
  const step = stepsOf(part, chunkShape, free, most);
  const ends = part.start.map((start, d) => start + part.count[d]);
  const at = [...part.start];
  for (;;) {
    // From wherever a part starts the first box ends where a block does, so that all others begin there.
    const count = at.map((from, d) => {
      const border = free.includes(d) ? from - (from % step[d]) + step[d] : ends[d];
      return Math.min(border, ends[d]) - from;
    });
    yield { start: [...at], count };
    let d = at.length - 1;
    while (d >= 0) {
      at[d] += count[d];
      if (at[d] < ends[d]) break;
      at[d] = part.start[d];
      d--;
    }
    if (d < 0) return;
  }
}

/** How far a box reaches along each dimension: whole blocks, as many as there is room for, or a part of one. */
function stepsOf(part: Box, chunkShape: readonly number[], free: readonly number[], most: number): number[] {
  const step = part.count.map((count, d) => (free.includes(d) ? Math.min(count, chunkShape[d]) : count));
  const numbers = () => step.reduce((a, b) => a * b, 1);
  while (numbers() > most) {
    const longest = free.reduce((a, b) => (step[b] > step[a] ? b : a), free[0]);
    if (longest === undefined || step[longest] === 1) break;
    step[longest] = Math.ceil(step[longest] / 2);
  }
  // The last dimension is the fastest to read on along.
  for (const d of free.toReversed()) {
    const fits = Math.floor(most / (numbers() / step[d]) / step[d]);
    if (fits > 1) step[d] *= Math.min(fits, Math.ceil(part.count[d] / step[d]));
  }
  return step;
}
