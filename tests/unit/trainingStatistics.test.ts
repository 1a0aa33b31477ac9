// What a run keeps of its losses and gradients, and the metrics that are made of it.

import { describe, expect, it } from "vitest";
import { metrics, trainingMetrics } from "../../src/model/metrics/index.ts";
import { scaled, toNumber } from "../../src/model/scaled.ts";
import { windowOf } from "../../src/model/training/measurement.ts";
import { observed } from "./observed.ts";

const valuesOf = (statistics: ReturnType<typeof observed>) =>
  Object.fromEntries(
    Object.entries(trainingMetrics).map(([name, metric]) => [name, metric.value(statistics)]),
  );

describe("the window at a run's end", () => {
  it.each([
    [1, 1],
    [5, 5],
    [10, 10],
    [11, 10],
    [99, 10],
    [100, 10],
    [101, 11],
    [1000, 100],
    [1_000_000, 100_000],
  ])("of %i steps is the last %i", (steps, length) => {
    expect(windowOf(steps)).toBe(length);
  });

  it.each([
    [5, 0],
    [10, 0],
    [12, 2],
    [100, 90],
    [200, 180],
  ])("of %i steps tells the loss after update %i from those before and after it", (steps, start) => {
    // A peak at the window's first loss and a dip right after it; before it a higher peak that is none of its.
    const losses = Array.from({ length: steps + 1 }, (_, k) => 10 + Math.sin(k * 1.7));
    losses[start] = 30;
    losses[start + 1] = 1;
    if (start > 0) losses[start - 1] = 40;
    const { window: last } = observed(losses);
    const told = [last.bestBefore, last.best, last.lowest, last.highest].map(toNumber);
    const from = (first: number) => [
      Math.min(...losses.slice(0, first + 1)),
      Math.min(...losses.slice(first + 1)),
      Math.min(...losses.slice(first)),
      Math.max(...losses.slice(first)),
    ];
    expect(told).toEqual(from(start));
    // Control: a window that starts one step later or earlier holds others.
    expect(told).not.toEqual(from(start + 1));
    if (start > 0) expect(told).not.toEqual(from(start - 1));
  });
});

describe("the training metrics", () => {
  it("are those of the design, each with label, unit and a definition of one sentence", () => {
    expect(Object.keys(trainingMetrics).toSorted()).toEqual(
      [
        "bestLoss",
        "finalLoss",
        "meanLoss",
        "outcome",
        "peakLogGradientNorm",
        "stepsToTarget",
        "testLoss",
      ].toSorted(),
    );
    for (const metric of Object.values(trainingMetrics)) {
      expect(metric.mode).toBe("training");
      expect(metric.label.length).toBeGreaterThan(3);
      expect(metric.unit.length).toBeGreaterThan(3);
      expect(metric.definition).toMatch(/^[A-Z].*\.$/);
    }
    const labels = Object.values(metrics).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(trainingMetrics.outcome.unit).toBe("0 converged, 1 unfinished, 2 stalled, 3 bouncing, 4 diverged");
  });

  it("tell last, best and mean loss, the steps to the target and the largest gradient", () => {
    const run = observed([4, 2, 6, 1, 3], { target: 2, norms: [10, 1000, 0.1, 20] });
    expect(valuesOf(run)).toEqual({
      outcome: 0,
      finalLoss: 3,
      bestLoss: 1,
      // The mean of the losses from which the four updates were made.
      meanLoss: (4 + 2 + 6 + 1) / 4,
      stepsToTarget: 1,
      peakLogGradientNorm: 3,
      // No sequences were kept back.
      testLoss: Number.NaN,
    });
  });

  it("say 0 steps of a network that is there from the start, and no number of one that never is", () => {
    const stepsFor = (target: number) => valuesOf(observed([4, 2, 6, 1, 3], { target })).stepsToTarget;
    expect([stepsFor(5), stepsFor(4), stepsFor(3), stepsFor(2), stepsFor(1)]).toEqual([0, 0, 1, 1, 3]);
    expect(stepsFor(0.9)).toBeNaN();
  });

  it("tell the state so far of a run under way, and the initial loss of one that has made no update", () => {
    const start = observed([4], { steps: 9 });
    expect(valuesOf(start)).toMatchObject({ outcome: -1, finalLoss: 4, bestLoss: 4, meanLoss: 4 });
    expect(valuesOf(start).peakLogGradientNorm).toBe(Number.NEGATIVE_INFINITY);
    const later = observed([4, 2, 6], { steps: 9, norms: [1, 2] });
    expect(valuesOf(later)).toMatchObject({ outcome: -1, finalLoss: 6, bestLoss: 2, meanLoss: 3 });
    expect(valuesOf(later).stepsToTarget).toBeNaN();
  });

  it("of a diverged run tell the loss at which it ended, and the mean of the steps it took", () => {
    const run = observed([1, 3, 5e6, 7], { steps: 100 });
    expect(valuesOf(run)).toMatchObject({ outcome: 4, finalLoss: 5e6, bestLoss: 1, meanLoss: 2 });
  });

  it("say Infinity only of what a float32 cannot hold", () => {
    const huge = (exponent: number) => valuesOf(observed([scaled(1, exponent)], { steps: 3 }));
    expect(huge(127).finalLoss).toBe(2 ** 127);
    expect(huge(128)).toMatchObject({
      finalLoss: Number.POSITIVE_INFINITY,
      meanLoss: Number.POSITIVE_INFINITY,
    });
    expect(huge(-4000).finalLoss).toBe(0);
  });
});
