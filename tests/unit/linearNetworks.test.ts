// Linear networks have gradients in closed form, at any unroll length and any magnitude: the log-length must match.

import { describe, expect, it } from "vitest";
import { type GradientMetricName, gradientMetrics } from "../../src/model/metrics/index.ts";
import { LOG_CLOSED_FORM, LOG_ORTHOGONAL } from "./bounds.ts";
import { drawNetwork, inspect, specOf } from "./draw.ts";
import { scalar } from "./scalar.ts";

const relative = (value: number, truth: number) => Math.abs(value - truth) / Math.max(1, Math.abs(truth));

describe("a linear network of feedback weight 2 with an input at the first step", () => {
  it("has log10 ‖∂L/∂h_0‖ = 602.06 after 1000 steps, because the loss grows as the Jacobian does", async () => {
    const { logStateGradient, logJacobianNorm } = await inspect(scalar({ weight: 2, unroll: 1000 }));
    expect(logStateGradient[0]).toBeCloseTo(602.06, 2);
    expect(logStateGradient[0]).toBeCloseTo(2000 * Math.log10(2), 9);
    // Control: the two slopes are different quantities, and the test tells one from the other.
    expect(logJacobianNorm[0]).toBeCloseTo(1000 * Math.log10(2), 9);
  });

  it("tells the gradient at every step: it halves in log-length from step to step", async () => {
    const { logStateGradient } = await inspect(scalar({ weight: 2, unroll: 1000 }));
    expect(logStateGradient).toHaveLength(1001);
    logStateGradient.forEach((value, t) => {
      expect(value).toBeCloseTo((2000 - t) * Math.log10(2), 9);
    });
  });

  it("has an infinite loss where a float32 cannot hold it, and the right logarithm of it all the same", async () => {
    const { loss, metrics, outputs } = await inspect(scalar({ weight: 2, unroll: 1000 }));
    expect(loss).toBe(Number.POSITIVE_INFINITY);
    expect(metrics.logLoss).toBeCloseTo(1998 * Math.log10(2), 9);
    expect(outputs[0][0]).toBe(2 ** 999);
    // 1.9² × 2^126 = 2^127.85 still fits a float32, 2^128 no longer does.
    expect((await inspect(scalar({ weight: 2, unroll: 64, firstInput: 1.9 }))).loss).toBeCloseTo(
      1.9 ** 2 * 2 ** 126,
      -25,
    );
    expect((await inspect(scalar({ weight: 2, unroll: 64 }))).loss).toBe(2 ** 126);
    expect((await inspect(scalar({ weight: 2, unroll: 65 }))).loss).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("log10 |∂h_T/∂h_0| of a scalar linear network is T·log10 |w|", () => {
  const cases: [weight: number, unroll: number][] = [
    [2, 20_000],
    [0.5, 20_000],
    [-2, 1000],
    [2, 32_768],
    [8, 32_768],
    [0.125, 32_768],
    [1000, 10_000],
    [0.001, 10_000],
    [1, 32_768],
    [1.0001, 32_768],
    [3, 1],
  ];
  it.each(cases)("for w = %f and T = %i", async (weight, unroll) => {
    const { logJacobianNorm, metrics, logStateGradient } = await inspect(scalar({ weight, unroll }));
    const truth = unroll * Math.log10(Math.abs(weight));
    expect(relative(logJacobianNorm[0], truth)).toBeLessThan(LOG_CLOSED_FORM);
    expect(relative(metrics.logGradientRatio, truth)).toBeLessThan(LOG_CLOSED_FORM);
    expect(metrics.lyapunov).toBeCloseTo(Math.log(Math.abs(weight)), 11);
    expect(logStateGradient.every(Number.isFinite)).toBe(true);
    expect(Object.values(metrics).some(Number.isNaN)).toBe(false);
    // Control: one step more or less is outside the bound, unless the gradient is exactly preserved.
    if (weight !== 1) {
      const oneOff = (unroll + 1) * Math.log10(Math.abs(weight));
      expect(relative(logJacobianNorm[0], oneOff)).toBeGreaterThan(LOG_CLOSED_FORM);
    }
  });

  it("which is 6020.6 for weight 2 and −6020.6 for weight 0.5 at T = 20000", async () => {
    for (const [weight, sign] of [
      [2, 1],
      [0.5, -1],
    ]) {
      const { logJacobianNorm } = await inspect(scalar({ weight, unroll: 20_000 }));
      expect(logJacobianNorm[0]).toBeCloseTo(sign * 6020.6, 1);
    }
  });
});

describe("a linear network with an orthogonal recurrent matrix", () => {
  const orthogonal = (gain: number, unroll: number, hidden: number) => ({
    model: { activation: "identity", hidden },
    task: { kind: "prices", unroll, between: "hold" },
    init: { recurrent: { kind: "orthogonal", gain } },
    seed: 11,
  });

  it.each([1, 10, 1000, 20_000])("preserves the gradient over %i steps", async (unroll) => {
    const { metrics } = await inspect(orthogonal(1, unroll, 4));
    expect(Math.abs(metrics.logGradientRatio)).toBeLessThan(LOG_ORTHOGONAL);
    expect(Math.abs(metrics.lyapunov)).toBeLessThan(LOG_ORTHOGONAL);
  });

  it.each([1.5, 0.7, 4, 0.01])("scaled by %f adds T·log10 of that", async (gain) => {
    const { metrics, logJacobianNorm } = await inspect(orthogonal(gain, 3000, 6));
    const truth = 3000 * Math.log10(gain);
    expect(Math.abs(metrics.logGradientRatio - truth)).toBeLessThan(LOG_ORTHOGONAL);
    for (const value of logJacobianNorm) expect(Math.abs(value - truth)).toBeLessThan(LOG_ORTHOGONAL);
    expect(metrics.lyapunov).toBeCloseTo(Math.log(gain), 9);
  });

  it("is not confused with a normal one, whose gradient is not preserved (control)", async () => {
    const normal = { ...orthogonal(1, 1000, 4), init: { recurrent: { kind: "normal", gain: 1 } } };
    expect(Math.abs((await inspect(normal)).metrics.logGradientRatio)).toBeGreaterThan(1);
  });
});

describe("the order of the hidden units", () => {
  it("changes nothing that is measured", async () => {
    const shape = { hidden: 6, unroll: 40, batch: 3, inputSize: 2, outputSize: 2, gain: 1.2, seed: 3 };
    const net = drawNetwork({ ...shape, activation: "tanh" });
    const order = [3, 0, 5, 1, 4, 2];
    const rows = <T>(list: T[]) => order.map((i) => list[i]);
    const permuted = {
      ...net,
      weight_ih: rows(net.weight_ih),
      weight_hh: rows(net.weight_hh).map(rows),
      bias: rows(net.bias),
      weight_out: net.weight_out.map(rows),
      initial: net.initial.map(rows),
    };
    const [a, b] = [await inspect(specOf(net)), await inspect(specOf(permuted))];
    // Control: permuting the rows of one matrix alone makes another network.
    const c = await inspect(specOf({ ...net, weight_hh: rows(net.weight_hh) }));
    for (const name of Object.keys(gradientMetrics) as GradientMetricName[]) {
      expect(relative(b.metrics[name], a.metrics[name]), name).toBeLessThan(LOG_CLOSED_FORM);
    }
    expect(relative(c.metrics.logGradientRatio, a.metrics.logGradientRatio)).toBeGreaterThan(1e-3);
  });
});
