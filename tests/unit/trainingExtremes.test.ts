// Runs at the ends of what numbers can hold: they end before anything overflows, and what can be trained is trained,
// from however steep a start.

import { describe, expect, it } from "vitest";
import { LARGEST_LOG2_PARAMETER } from "../../src/model/training/settings.ts";
import type { Inspection } from "../../src/sweep/inspection.ts";
import { scalarRun, told } from "./story.ts";

/** Everything that must be a plain number whatever becomes of a run. */
function plainNumbers({ training, metrics }: Awaited<ReturnType<typeof told>>): number[] {
  const { parameters, initialParameters, outcome } = training;
  return [
    ...Object.values(parameters).flatMap((values) => values.flat()),
    ...Object.values(initialParameters).flatMap((values) => values.flat()),
    outcome,
    metrics.peakLogGradientNorm ?? Number.NaN,
  ];
}

const isNumber = (x: unknown) => typeof x === "number" && !Number.isNaN(x);

/** Infinity stands only for a number that is too large to be told; nothing is NaN that has been measured. */
function measured({ logGradientNorm, logStateGradient, logJacobianNorm, outputs }: Partial<Inspection>) {
  return [
    ...Object.values(logGradientNorm ?? {}),
    ...(logStateGradient ?? []),
    ...(logJacobianNorm ?? []),
    ...(outputs ?? []).flat(),
  ];
}

// Long unrolls take seconds on a busy machine.
const SLOW = { timeout: 30_000 };

describe("an exploding network", SLOW, () => {
  it.each([
    ["sgd", 100],
    ["momentum", 100],
    ["sgd", 30_000],
    ["adam", 30_000],
  ])("under %s with T = %i has diverged before any number is infinite", async (optimizer, unroll) => {
    const inspection = await told(
      scalarRun(3, { optimizer, learningRate: 0.1, momentum: 0.9, steps: 50 }, { unroll }),
    );
    const { training, metrics } = inspection;
    expect(training.outcomeName).toBe("diverged");
    expect(metrics.outcome).toBe(4);
    expect(plainNumbers(inspection).every(Number.isFinite)).toBe(true);
    const parameters = Object.values(training.parameters).flatMap((values) => values.flat());
    expect(Math.max(...parameters.map(Math.abs))).toBeLessThan(2 ** 128);
    // ‖g‖ is about that of the feedback weight: 2 L / 3 · (T − 1), of a loss of 3^(2(T − 1)) / 4 · 2 or so.
    expect(metrics.peakLogGradientNorm).toBeGreaterThan(2 * (unroll - 1) * Math.log10(3));
    expect(metrics.peakLogGradientNorm).toBeLessThan(
      2 * (unroll - 1) * Math.log10(3) + Math.log10(unroll) + 1,
    );
    // The curves are as long as the run was to be; what it did not live to see is no number.
    expect(training.loss).toHaveLength(51);
    expect(training.gradientNorm).toHaveLength(50);
    expect(training.loss[0]).toBeGreaterThan(0);
    expect(training.loss.slice(2).every(Number.isNaN)).toBe(true);
    expect(training.gradientNorm.every(Number.isNaN)).toBe(true);
    expect(measured(training.after).every(isNumber)).toBe(true);
  });

  it("that explodes only on its way has diverged where the limit was passed, and keeps the losses until then", async () => {
    const inspection = await told(
      scalarRun(1.2, { learningRate: 0.2, steps: 200 }, { unroll: 10, activation: "identity" }),
    );
    const { loss, gradientNorm, outcomeName, parameters } = inspection.training;
    expect(outcomeName).toBe("diverged");
    const lived = loss.findIndex(Number.isNaN);
    expect(lived).toBeGreaterThan(1);
    expect(gradientNorm.findIndex(Number.isNaN)).toBeLessThanOrEqual(lived);
    expect(loss.slice(0, lived).every(Number.isFinite)).toBe(true);
    expect(inspection.metrics.finalLoss).toBe(loss[lived - 1]);
    const largest = Math.max(...Object.values(parameters).flatMap((values) => values.flat().map(Math.abs)));
    expect(largest).toBeLessThan(2 ** (2 * LARGEST_LOG2_PARAMETER));
  });

  it("has diverged at every learning rate from 10^-300 to 10^9, under every optimiser, without a NaN", async () => {
    for (const optimizer of ["sgd", "momentum", "adam"]) {
      for (const learningRate of [0, 1e-300, 1e-9, 1, 1e9]) {
        const inspection = await told(
          scalarRun(3, { optimizer, learningRate, momentum: 1, steps: 150 }, { unroll: 12 }),
        );
        expect(plainNumbers(inspection).every(Number.isFinite), `${optimizer} ${learningRate}`).toBe(true);
        // Control: a learning rate that moves nothing ends no run.
        if (learningRate === 0) expect(inspection.training.outcomeName).toBe("stalled");
      }
    }
  });
});

describe("a clipped run", SLOW, () => {
  it.each([
    ["sgd", 100],
    ["momentum", 100],
    ["adam", 100],
    ["sgd", 1000],
  ])(
    "of %s from a feedback weight of 30 at T = %i trains down from a loss past 10^100",
    async (optimizer, unroll) => {
      const training = { optimizer, learningRate: 0.1, momentum: 0.5, clipNorm: 1, steps: 300 };
      const inspection = await told(scalarRun(30, training, { unroll }));
      const { loss, gradientNorm, outcomeName } = inspection.training;
      expect(loss[0]).toBeGreaterThan(1e100);
      expect(gradientNorm[0]).toBeGreaterThan(1e100);
      expect(inspection.metrics.peakLogGradientNorm).toBeCloseTo(
        Math.log10(30) * 2 * (unroll - 1) + Math.log10(((unroll - 1) / 30) * 1.15),
        0,
      );
      expect(outcomeName).not.toBe("diverged");
      expect(loss.some(Number.isNaN)).toBe(false);
      expect(gradientNorm).toHaveLength(300);
      expect(inspection.metrics.finalLoss).toBeLessThan(1);
      expect(plainNumbers(inspection).every(Number.isFinite)).toBe(true);
    },
  );

  it("is what makes the difference: the same start without clipping has diverged (control)", async () => {
    const { training } = await told(scalarRun(30, { learningRate: 0.1, steps: 300 }, { unroll: 100 }));
    expect(training.outcomeName).toBe("diverged");
  });

  it("follows a gradient of 10^1000, and tells its length", async () => {
    // d/dw of the mean of two w^(2(T−1)) and some zeros at w = 10: (T − 1)/10 · 10^(2(T−1)).
    const run = { learningRate: 0.01, clipNorm: 1, steps: 3 };
    const { training, metrics } = await told(scalarRun(10, run, { unroll: 501, activation: "identity" }));
    expect(metrics.peakLogGradientNorm).toBeGreaterThan(1000);
    expect(metrics.peakLogGradientNorm).toBeLessThan(1003);
    // No float64 holds such a norm, nor the loss.
    expect(training.gradientNorm[0]).toBe(Number.POSITIVE_INFINITY);
    expect(training.loss[0]).toBe(Number.POSITIVE_INFINITY);
    // The steepest direction is the feedback weight alone, so every step takes 0.01 off it.
    expect((training.parameters.weight_hh as number[][])[0][0]).toBeCloseTo(10 - 0.03, 4);
  });
});

describe("a vanishing network", SLOW, () => {
  it("of T = 30000 learns what today tells, and all its gradients are told", async () => {
    const run = { learningRate: 0.1, steps: 3, targetLoss: 0 };
    const { training, metrics, logStateGradient } = await told(
      scalarRun(0.5, run, { unroll: 30_000, activation: "identity", task: { cases: "everHigh" } }),
    );
    // ∂L/∂h_0 has shrunk by 0.5 a step: to some 10^-9031 of ∂L/∂h_T.
    expect(logStateGradient[0] - logStateGradient[30_000]).toBeCloseTo(30_000 * Math.log10(0.5), 3);
    expect(training.outcomeName).toBe("unfinished");
    expect(Number.isFinite(metrics.peakLogGradientNorm)).toBe(true);
  });
});
