// Tasks to try engines at: each of the catalog as it comes, and with fields that leave nothing untried.

import type { TaskName } from "../../src/model/tasks/index.ts";

/** Fields beside the defaults, where those alone would leave something untried or are not enough. */
export const taskExamples: Partial<Record<TaskName, readonly object[]>> = {
  prices: [{}, { between: "hold", cases: "everHigh" }],
  adding: [{}, { batch: 5, testBatch: 3 }, { batch: 64, testBatch: 0 }],
  latch: [{}, { batch: 7, testBatch: 6, signal: 60, noise: 3 }],
  series: [
    {},
    {
      series: [[3, 1, 2], [5, 9], Array.from({ length: 401 }, (_, day) => Math.sin(day))],
      batch: 30,
      testBatch: 9,
      testShare: 0.5,
    },
  ],
  explicit: [
    {
      inputs: [
        [
          [1, -2],
          [3, 4],
          [5, 6.5],
        ],
        [[7, 8]],
        ...new Array(4).fill([
          [9, 10],
          [11, 12],
        ]),
      ],
      targets: new Array(6).fill([1]),
    },
  ],
};

/** Unroll lengths at which every task that has one is tried. */
export const taskUnrolls = [1, 2, 3, 50, 1000];
