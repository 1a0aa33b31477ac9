// A task's data as nested lists, for comparisons, and the statistics that tests of random data need.

import type { TaskData } from "../../src/model/tasks/index.ts";

/** x [B][T][I] of a network unrolled over so many steps. */
export function inputsOf(data: TaskData, unroll: number): number[][][] {
  return Array.from({ length: data.batch }, (_b, b) =>
    Array.from({ length: unroll }, (_t, t) =>
      Array.from({ length: data.inputSize }, (_k, k) => data.input(t + 1, unroll, b, k)),
    ),
  );
}

/** Mean squared error of always answering the same. */
export function constantLoss(data: TaskData, answer: number): number {
  return mean(Array.from(data.targets, (target) => (answer - target) ** 2));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean of the squared distances from the mean. */
export function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}

/** How strongly a list of numbers resembles another, −1 … 1. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - meanA) * (b[i] - meanB))) / Math.sqrt(variance(a) * variance(b));
}
