// The results that a running page has in its memory, read like those of any other place: what is not done yet is NaN, also where
// the state so far of a training is shown.

import type { MemoryStore } from "./memory.ts";
import type { Box, SweepResults } from "./results.ts";
import { eachRow } from "./rows.ts";

/** Results in memory, which know what of them is done. */
export interface MemoryResults extends SweepResults {
  /** Whether every network of a box is done, so that it may count as a finished chunk. */
  holds(box: Box): Promise<boolean>;
}

/** Reads a store while it fills. */
export function memoryResults(store: MemoryStore): MemoryResults {
  const { spec, axes, shape, chunkShape } = store.plan;
  return {
    spec,
    axes,
    shape,
    chunkShape,
    metrics: [...store.metrics.keys()],
    async read(metric, box) {
      const values = store.metrics.get(metric);
      if (values === undefined) throw new RangeError(`metric: given ${metric}; allowed: those of the sweep`);
      const read = new Float64Array(box.count.reduce((a, b) => a * b, 1));
      eachBoxRow(shape, box, (from, to, length) => {
        for (let k = 0; k < length; k++) {
          read[to + k] = store.done[from + k] === 1 ? values[from + k] : Number.NaN;
        }
      });
      return read;
    },
    async holds(box) {
      let isDone = true;
      eachBoxRow(shape, box, (from, _, length) => {
        if (isDone) isDone = store.done.subarray(from, from + length).every((done) => done === 1);
      });
      return isDone;
    },
  };
}

/** Visits a box row by row: where each row begins in the whole grid and in the box, and how long it is. */
function eachBoxRow(
  shape: readonly number[],
  { start, count }: Box,
  visit: (from: number, to: number, length: number) => void,
): void {
  const fits = shape.every((size, d) => start[d] >= 0 && count[d] >= 0 && start[d] + count[d] <= size);
  if (!fits || start.length !== shape.length || count.length !== shape.length) {
    throw new RangeError(
      `box: given start [${start}], count [${count}]; allowed: a block inside the grid [${shape}]`,
    );
  }
  const inBox = { shape: count, start: count.map(() => 0) };
  eachRow(count, { shape, start }, inBox, visit);
}
