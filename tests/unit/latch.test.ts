// The latching problem: the class can be read from the first steps and from nothing else.

import { describe, expect, it } from "vitest";
import { tasks } from "../../src/model/tasks/index.ts";
import { STANDARD_ERRORS } from "./bounds.ts";
import { constantLoss, correlation, inputsOf, mean, variance } from "./taskInputs.ts";

const usual = { unroll: 50, batch: 64, testBatch: 64, signal: 3, noise: 0.2 };
const data = (change: Partial<typeof usual> = {}, seed = 0) =>
  tasks.latch.data({ ...usual, ...change }, seed);

/** How often the sign of the mean of some steps is the class. */
function hits(of: ReturnType<typeof data>, unroll: number, from: number, to: number): number {
  return mean(
    inputsOf(of, unroll).map((steps, b) => {
      const seen = mean(steps.slice(from - 1, to).map(([x]) => x));
      return Math.sign(seen) === of.targets[b] ? 1 : 0;
    }),
  );
}

describe("the latching problem", () => {
  it("has its class in the first `signal` steps, in training and test, and nowhere else", () => {
    for (const set of [data(), data().test ?? data()]) {
      for (const unroll of [3, 50, 1000]) expect(hits(set, unroll, 1, 3)).toBe(1);
      // Control: what follows is worth as much as a coin, within chance of 64 throws.
      expect(Math.abs(hits(set, 1000, 4, 1000) - 0.5)).toBeLessThan(STANDARD_ERRORS / 2 / Math.sqrt(64));
    }
  });

  it("shows the signal at every step where T is shorter than it", () => {
    for (const unroll of [1, 2]) expect(hits(data(), unroll, 1, unroll)).toBe(1);
    const silent = data({ noise: 0, signal: 7 });
    expect(inputsOf(silent, 4).map(([[x]]) => x)).toEqual([...silent.targets]);
    expect(inputsOf(silent, 9).map((steps) => steps.map(([x]) => Math.abs(x)))).toEqual(
      new Array(64).fill([1, 1, 1, 1, 1, 1, 1, 0, 0]),
    );
  });

  it("has as many sequences of either class, so that always answering 0 has a loss of exactly 1", () => {
    expect(data().targets.reduce((a, b) => a + b)).toBe(0);
    expect(constantLoss(data(), 0)).toBe(1);
    expect(constantLoss(data(), 0.1)).toBeGreaterThan(1);
  });

  it("has noise of mean 0 and the standard deviation asked for, independent from step to step and sequence to sequence", () => {
    const unroll = 8192;
    for (const noise of [0.2, 3]) {
      const sequences = inputsOf(data({ noise, batch: 8 }), unroll).map((steps) =>
        steps.slice(3).map(([x]) => x),
      );
      const all = sequences.flat();
      expect(Math.abs(mean(all))).toBeLessThan((STANDARD_ERRORS * noise) / Math.sqrt(all.length));
      // A variance's standard error is √((kurtosis − 1) / n) of it; Irwin–Hall's kurtosis of order 4 is 2.7.
      const relative = Math.abs(variance(all) / noise ** 2 - 1);
      expect(relative).toBeLessThan(STANDARD_ERRORS * Math.sqrt(1.7 / all.length));
      // Half of the width of four uniforms, in their standard deviations of width / √12 each.
      expect(Math.max(...all.map(Math.abs))).toBeLessThan(2 * Math.sqrt(3) * noise);
      const independent = STANDARD_ERRORS / Math.sqrt(sequences[0].length);
      for (let b = 1; b < 8; b++) {
        expect(Math.abs(correlation(sequences[0], sequences[b]))).toBeLessThan(independent);
        expect(Math.abs(correlation(sequences[b].slice(1), sequences[b].slice(0, -1)))).toBeLessThan(
          independent,
        );
      }
    }
    // Control: noise of another size is told apart.
    const louder = inputsOf(data({ noise: 0.21, batch: 8 }), unroll).flatMap((s) =>
      s.slice(3).map(([x]) => x),
    );
    expect(variance(louder) / 0.2 ** 2 - 1).toBeGreaterThan(STANDARD_ERRORS * Math.sqrt(1.7 / louder.length));
  });

  it("shows the same noise at step t for every T, and other noise for another seed", () => {
    const [short, long] = [inputsOf(data(), 20), inputsOf(data(), 500)];
    expect(long.map((steps) => steps.slice(0, 20))).toEqual(short);
    expect(inputsOf(data({}, 1), 20)).not.toEqual(short);
  });
});
