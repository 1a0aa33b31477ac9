// A start for explicit data: the numbers of the task that was there before, to be changed one by one.

import { kindOf, type TaskSpec } from "../../model/tasks/index.ts";

/** Longer sequences are cut: nobody edits more by hand. */
const MOST_STEPS = 8;

/** The explicit task with the data of another one. */
export function explicitFrom(task: TaskSpec, seed: number): Record<string, unknown> {
  const kind = kindOf(task);
  const data = kind.data(task, seed);
  const unroll = Math.min(kind.unrollOf(task), MOST_STEPS);
  const stepsOf = (b: number) => Math.min(unroll, data.lengths?.[b] ?? unroll);
  return {
    kind: "explicit",
    inputs: Array.from({ length: data.batch }, (_, b) =>
      Array.from({ length: stepsOf(b) }, (_, i) =>
        Array.from({ length: data.inputSize }, (_, k) => data.input(i + 1, unroll, b, k)),
      ),
    ),
    targets: Array.from({ length: data.batch }, (_, b) =>
      Array.from(data.targets.subarray(b * data.outputSize, (b + 1) * data.outputSize)),
    ),
  };
}
