// Replicates reduced to one number: against plain definitions, over the extended reals, and without the faults that a
// reduction can have unnoticed.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestReplicate, type Reduction, reduced, reductionOf } from "../../src/store/figure/reduction.ts";
import { REDUCED } from "./bounds.ts";

const { POSITIVE_INFINITY: INF, NaN: NONE } = Number;
const mean: Reduction = { kind: "mean" };
const quantile = (q: number): Reduction => ({ kind: "quantile", q });
const median = quantile(0.5);
const converged: Reduction = { kind: "fraction", outcome: "converged" };

function reduce(reduction: Reduction, values: readonly number[], there = values.map(() => 1)): number {
  return reduced(reduction, values, there, 0, values.length, new Float64Array(values.length));
}

/** numpy's definition, written down from its documentation. */
function plainQuantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const [low, high] = [Math.floor(at), Math.ceil(at)];
  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/** Rounding is that of the largest number: the mean of two that nearly cancel has no more digits than they had. */
const close = (a: number, b: number, values: readonly number[]) =>
  Math.abs(a - b) <= REDUCED * Math.max(1, ...values.map(Math.abs));
const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 90 });

describe("a reduction of finite numbers", () => {
  it("is the plain mean, and the plain quantile, of any numbers", () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const sum = values.reduce((a, b) => a + b, 0);
        expect(close(reduce(mean, values), sum / values.length, values)).toBe(true);
        expect(close(reduce(quantile(q), values), plainQuantile(values, q), values)).toBe(true);
      }),
    );
  });

  it("is not the quantile of unsorted numbers, nor the mean over all replicates that will be (control)", () => {
    const values = [5, 1, 4, 2, 3];
    expect(reduce(median, values)).toBe(3);
    expect(reduce(median, values)).not.toBe(values[2]);
    // Two of five are there: the mean is theirs alone.
    expect(reduce(mean, values, [1, 1, 0, 0, 0])).toBe(3);
    expect(reduce(mean, values, [1, 1, 0, 0, 0])).not.toBe(6 / 5);
  });

  it("reads only its own part of the array", () => {
    const scratch = new Float64Array(2);
    expect(reduced(mean, [100, 1, 3, 100], [1, 1, 1, 1], 1, 3, scratch)).toBe(2);
  });

  it("does not overflow where the mean itself would not", () => {
    expect(reduce(mean, [1.5e308, 1.5e308])).toBe(1.5e308);
  });
});

describe("what is no finite number", () => {
  it.each<[string, Reduction, number[], number]>([
    ["a mean with −∞ is −∞", mean, [1, -INF, 2], -INF],
    ["a mean with +∞ is +∞", mean, [INF, 1], INF],
    ["a mean with both is NaN", mean, [-INF, 5, INF], NONE],
    ["a mean leaves NaN out", mean, [1, NONE, 3], 2],
    ["a mean of nothing is NaN", mean, [NONE, NONE], NONE],
    ["a median ignores how far away infinities are", median, [-INF, 1, INF], 1],
    ["a median between a number and −∞ is −∞", median, [-INF, 1], -INF],
    ["a median between a number and +∞ is +∞", median, [1, INF], INF],
    ["a median between both infinities is NaN", median, [-INF, INF], NONE],
    ["a median of equal infinities is that infinity", median, [-INF, -INF], -INF],
    ["a median leaves NaN out", median, [NONE, 7, NONE, 9, 8], 8],
    ["a quantile of nothing is NaN", quantile(0.9), [NONE], NONE],
    ["the quantile 0 is the least", quantile(0), [3, -INF, 5], -INF],
    ["the quantile 1 is the greatest", quantile(1), [3, -INF, 5], 5],
  ])("%s", (_, reduction, values, truth) => {
    expect(reduce(reduction, values)).toBe(truth);
  });

  it("is handled alike by the sort for few and the sort for many", () => {
    const many = [...Array.from({ length: 60 }, (_, i) => 59 - i), NONE, -INF, INF];
    expect(reduce(median, many)).toBe(29.5);
    // A second, shorter use of the same scratch sees nothing of the first.
    const scratch = new Float64Array(many.length);
    const all = many.map(() => 1);
    reduced(median, many, all, 0, many.length, scratch);
    expect(reduced(quantile(1), [1, 2], [1, 1], 0, 2, scratch)).toBe(2);
  });
});

describe("the fraction of an outcome", () => {
  it("counts among the runs that are decided", () => {
    expect(reduce(converged, [0, 0, 2, 4])).toBe(0.5);
    expect(reduce({ kind: "fraction", outcome: "diverged" }, [0, 0, 2, 4])).toBe(0.25);
    // Running (−1) is not decided, and not there is not there.
    expect(reduce(converged, [0, -1, -1, 2])).toBe(0.5);
    expect(reduce(converged, [0, 0, 2, 2], [1, 1, 0, 0])).toBe(1);
    expect(reduce(converged, [-1, -1])).toBeNaN();
  });
});

describe("the replicate that stands for a reduced value", () => {
  const nearest = (reduction: Reduction, values: number[], there = values.map(() => 1)) =>
    nearestReplicate(reduction, values, there, 0, values.length, reduce(reduction, values, there));

  it("is the nearest to it that is there, the first with a counted outcome, and 0 where there is none", () => {
    expect(nearest(median, [9, 1, 5])).toBe(2);
    expect(nearest(mean, [0, 10, 4.8])).toBe(2);
    expect(nearest(mean, [0, 10, 4.8], [1, 1, 0])).toBe(0);
    expect(nearest(mean, [3, -INF, 4])).toBe(1);
    expect(nearest(converged, [3, 2, 0, 0])).toBe(2);
    expect(nearest(converged, [3, 2, 1])).toBe(0);
    expect(nearest(median, [NONE, NONE])).toBe(0);
  });
});

describe("the reduction of a view", () => {
  it("counts outcomes and averages sizes, whatever the view was made for", () => {
    expect(reductionOf({}, false)).toBeNull();
    expect(reductionOf({ reduce: "median" }, false)).toEqual(median);
    expect(reductionOf({ reduce: "quantile", quantile: 0.25 }, false)).toEqual(quantile(0.25));
    expect(reductionOf({ reduce: "fraction", fraction: "stalled" }, true)).toEqual({
      kind: "fraction",
      outcome: "stalled",
    });
    expect(reductionOf({ reduce: "mean" }, true)).toEqual(converged);
    expect(reductionOf({ reduce: "fraction" }, false)).toEqual(mean);
  });
});
