// The distribution test against known values, and how often it raises a false alarm.

import { describe, expect, it } from "vitest";
import {
  FALSE_ALARMS,
  kolmogorovDistance,
  kolmogorovTail,
  testDistance,
  testShares,
} from "../../../src/lab/verify/distribution.ts";
import { randomStream } from "../../../src/model/random.ts";

/** A sample of the normal distribution. */
function normal(seed: number, count: number, mean = 0): number[] {
  const random = randomStream(seed, 0, "sample");
  return Array.from({ length: count }, () => mean + random.normal());
}

describe("Kolmogorov's distribution", () => {
  it("has the tail of the tables: 27 % at 1, and the usual critical values", () => {
    expect(kolmogorovTail(1)).toBeCloseTo(0.2699996716773546, 12);
    expect(kolmogorovTail(0.5)).toBeCloseTo(0.9639452436648751, 12);
    expect(kolmogorovTail(1.22385)).toBeCloseTo(0.1, 5);
    expect(kolmogorovTail(1.3581)).toBeCloseTo(0.05, 5);
    expect(kolmogorovTail(1.62762)).toBeCloseTo(0.01, 5);
    expect(kolmogorovTail(1.94947)).toBeCloseTo(0.001, 6);
    expect(kolmogorovTail(0)).toBe(1);
    expect(kolmogorovTail(30)).toBe(0);
  });
});

describe("Kolmogorov's and Smirnov's distance", () => {
  it("is the largest gap between the cumulative shares, found by hand", () => {
    expect(kolmogorovDistance([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
    expect(kolmogorovDistance([1, 1, 1, 2], [1, 2, 2, 2])).toBe(0.5);
    expect(kolmogorovDistance([1, 2], [3, 4, 5])).toBe(1);
    expect(kolmogorovDistance([1, 2, 3], [3, 1, 2])).toBe(0);
  });

  it("takes infinities as sizes, and NaN as larger than all of them", () => {
    const [low, high, none] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN];
    expect(kolmogorovDistance([low, 0, high, none], [none, high, 0, low])).toBe(0);
    expect(kolmogorovDistance([low, low, 0, 0], [0, 0, 0, 0])).toBe(0.5);
    expect(kolmogorovDistance([high, high, 0, 0], [none, none, 0, 0])).toBe(0.5);
  });

  it("agrees with the asymptotic formula of other programs", () => {
    // D = 0.5 of 40 and 60 numbers: √24 · 0.5 = 2.449, and twice exp(−2 · 2.449²) = e^−12.
    const stored = Array.from({ length: 40 }, (_, i) => i);
    const expected = Array.from({ length: 60 }, (_, i) => (i < 30 ? -1 : i));
    const { distance, pValue } = testDistance(stored, expected, FALSE_ALARMS);
    expect(distance).toBe(0.5);
    expect(pValue).toBeCloseTo(2 * Math.exp(-12), 15);
  });
});

describe("the test of two samples", () => {
  it("raises no more false alarms than it says", () => {
    const alarms = (level: number) =>
      Array.from({ length: 1000 }, (_, n) =>
        testDistance(normal(2 * n, 100), normal(2 * n + 1, 100), level),
      ).filter(({ agrees }) => !agrees).length;
    expect(alarms(FALSE_ALARMS)).toBeLessThanOrEqual(5);
    // Control: it is a test, and not a yes: at 5 % it is wrong about that often.
    expect(alarms(0.05)).toBeGreaterThan(20);
    expect(alarms(0.05)).toBeLessThan(80);
  });

  it("tells a shift by half a standard deviation, and its p-value crosses the level where its distance does", () => {
    expect(testDistance(normal(1, 300, 0.5), normal(2, 300), FALSE_ALARMS).agrees).toBe(false);
    for (const shift of [0, 0.1, 0.2, 0.3, 0.4]) {
      const { agrees, pValue } = testDistance(normal(3, 300, shift), normal(4, 300), 0.01);
      expect(agrees).toBe(pValue >= 0.01);
    }
  });

  it("compares shares of outcomes, and tells those that differ", () => {
    const of = (converged: number) => Array.from({ length: 200 }, (_, n) => (n < converged ? 0 : 3));
    expect(testShares(of(100), of(110)).agrees).toBe(true);
    const far = testShares(of(60), of(110));
    expect(far.agrees).toBe(false);
    const converged = far.outcomes.find(({ outcome }) => outcome === "converged");
    // (0.55 − 0.3) / √(2 · 0.425 · 0.575 / 200), by hand.
    expect(converged?.errors).toBeCloseTo(5.0572, 3);
  });
});
