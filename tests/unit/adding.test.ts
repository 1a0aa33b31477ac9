// The adding problem: whatever T is, the target is the sum of the marked numbers, and everything else is noise.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tasks } from "../../src/model/tasks/index.ts";
import { STANDARD_ERRORS } from "./bounds.ts";
import { constantLoss, correlation, inputsOf, mean, variance } from "./taskInputs.ts";

const data = (seed: number, batch = 64, testBatch = 64) =>
  tasks.adding.data({ unroll: 50, batch, testBatch }, seed);
const test = (seed: number) => data(seed).test ?? data(seed);

/** Σ over t of number × marks, per sequence. */
function sums(inputs: readonly (readonly (readonly number[])[])[]): number[] {
  return inputs.map((steps) => steps.reduce((sum, [number, marks]) => sum + number * marks, 0));
}

describe("the adding problem", () => {
  it("asks, for every T from 1 on, for the sum of the marked numbers, in training and test", () => {
    for (const unroll of [1, 2, 3, 4, 5, 7, 50, 999, 32768]) {
      for (const set of [data(3, 8), test(3)]) {
        expect(sums(inputsOf(set, unroll).slice(0, 8)), `T = ${unroll}`).toEqual(
          [...set.targets].slice(0, 8),
        );
      }
    }
    // Control: marks that are read one step too early give other sums.
    const shifted = inputsOf(data(3, 8), 50).map((steps) =>
      steps.map(([x], t) => [x, steps[(t + 1) % 50][1]]),
    );
    expect(sums(shifted)).not.toEqual([...data(3, 8).targets]);
  });

  it("marks one step of each half, from T = 2 on, anywhere in it", () => {
    const seen = new Set<number>();
    for (const unroll of [2, 3, 10]) {
      for (let seed = 0; seed < 10; seed++) {
        for (const steps of inputsOf(data(seed), unroll)) {
          const marked = steps.flatMap(([, marks], t) => (marks === 0 ? [] : [t + 1]));
          expect(marked).toHaveLength(2);
          expect(marked[0]).toBeLessThanOrEqual(Math.floor(unroll / 2));
          expect(marked[1]).toBeGreaterThan(Math.floor(unroll / 2));
          if (unroll === 10) for (const t of marked) seen.add(t);
        }
      }
    }
    expect(seen.size).toBe(10);
  });

  it("with T = 1 has both marks on the only step", () => {
    for (const [b, [[number, marks]]] of inputsOf(data(1), 1).entries()) {
      expect(marks).toBe(2);
      expect(2 * number).toBe(data(1).targets[b]);
    }
  });

  it("shows the same marked numbers for every T, at places that keep their fraction of a half", () => {
    const marked = (unroll: number) =>
      inputsOf(data(5, 16), unroll).map((steps) =>
        steps.flatMap(([number, marks], t) => (marks === 1 ? [{ number, at: t / unroll }] : [])),
      );
    const [short, long] = [marked(100), marked(20_000)];
    short.forEach((pair, b) => {
      pair.forEach(({ number, at }, i) => {
        expect(long[b][i].number).toBe(number);
        // To the step of the shorter one.
        expect(Math.abs(long[b][i].at - at)).toBeLessThanOrEqual(1 / 100);
      });
    });
  });

  it("has numbers that are uniform on [0, 1), each its own, and exact in float32", () => {
    const numbers = inputsOf(data(7, 16), 4096).map((steps) => steps.map(([number]) => number));
    const all = numbers.flat();
    expect(all.every((x) => x >= 0 && x < 1 && Math.fround(x) === x)).toBe(true);
    const error = Math.sqrt(1 / 12 / all.length);
    expect(Math.abs(mean(all) - 1 / 2)).toBeLessThan(STANDARD_ERRORS * error);
    expect(Math.abs(mean(all.map((x) => x * x)) - 1 / 3)).toBeLessThan(STANDARD_ERRORS * error);
    const independent = STANDARD_ERRORS / Math.sqrt(4096);
    for (let b = 1; b < 16; b++) {
      expect(Math.abs(correlation(numbers[0], numbers[b]))).toBeLessThan(independent);
      expect(Math.abs(correlation(numbers[b].slice(1), numbers[b].slice(0, -1)))).toBeLessThan(independent);
    }
    // Control: a sequence shifted by nothing is correlated.
    expect(correlation(numbers[0], [...numbers[0]])).toBeGreaterThan(independent);
  });

  it("has a loss of 1/6 for whoever always answers 1, the mean of the targets", () => {
    const losses = Array.from({ length: 100 }, (_, seed) => constantLoss(data(seed), 1));
    const error = Math.sqrt(variance(losses) / losses.length);
    expect(Math.abs(mean(losses) - 1 / 6)).toBeLessThan(STANDARD_ERRORS * error);
    // Control: another answer is worse by more than chance.
    const others = Array.from({ length: 100 }, (_, seed) => constantLoss(data(seed), 0.8));
    expect(mean(others) - 1 / 6).toBeGreaterThan(STANDARD_ERRORS * error);
  });

  it("draws from the seed alone; a larger batch begins with the smaller one, and no test sequence is one of training", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (seed) => {
        const whole = data(seed);
        expect(data(seed).sequences).toEqual(whole.sequences);
        expect(data(seed + (seed === Number.MAX_SAFE_INTEGER ? -1 : 1)).targets).not.toEqual(whole.targets);
        expect([...data(seed, 5).sequences]).toEqual([...whole.sequences.subarray(0, 30)]);
        const targets = new Set(whole.targets);
        expect([...(whole.test?.targets ?? [])].filter((target) => targets.has(target))).toEqual([]);
      }),
      { numRuns: 50 },
    );
    expect(data(0, 4, 0).test).toBeNull();
  });

  it("keeps in its rows only what a float32 holds", () => {
    const { sequences } = data(11);
    expect([...sequences]).toEqual([...Float32Array.from(sequences)]);
  });
});
