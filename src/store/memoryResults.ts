// The results that a running page has in its memory, read like those of any other place: what is not done yet is NaN, also where
// the state so far of a training is shown.

import type { MemoryStore } from "./memory.ts";
import type { Box, SweepResults } from "./results.ts";

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
      eachRun(shape, box, (from, to, length) => {
        for (let k = 0; k < length; k++) {
          read[to + k] = store.done[from + k] === 1 ? values[from + k] : Number.NaN;
        }
      });
      return read;
    },
    async holds(box) {
      let isDone = true;
      eachRun(shape, box, (from, _, length) => {
        if (isDone) isDone = store.done.subarray(from, from + length).every((done) => done === 1);
      });
      return isDone;
    },
  };
}

/** Visits a box row by row: where each row begins in the whole grid and in the box, and how long it is. */
function eachRun(
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
  const last = shape.length - 1;
  const length = count[last];
  const rows = count.slice(0, last).reduce((a, b) => a * b, 1);
  const at = start.slice(0, last);
  for (let row = 0; row < rows; row++) {
    let from = 0;
    for (let d = 0; d < last; d++) from = (from + at[d]) * (shape[d + 1] ?? 1);
    visit(from + start[last], row * length, length);
    for (let d = last - 1; d >= 0; d--) {
      if (++at[d] < start[d] + count[d]) break;
      at[d] = start[d];
    }
  }
}
