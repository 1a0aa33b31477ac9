// Where units saturate, decay or die: log-gradients stay right and finite, and −Infinity is said of exact zeros only.

import { describe, expect, it } from "vitest";
import { LOG_CLOSED_FORM } from "./bounds.ts";
import { inspect } from "./draw.ts";
import { scalar } from "./scalar.ts";

const NEVER = Number.NEGATIVE_INFINITY;
const relative = (value: number, truth: number) => Math.abs(value - truth) / Math.max(1, Math.abs(truth));

/** log10 tanh'(a) = log10 (4 e^(−2|a|) / (1 + e^(−2|a|))²), for any a. */
const logSech2 = (a: number) =>
  Math.log10(4) - 2 * Math.abs(a) * Math.LOG10E - 2 * Math.log1p(Math.exp(-2 * Math.abs(a))) * Math.LOG10E;

describe("a saturated tanh network", () => {
  it.each([12, 50, 700, 1e6])("of feedback weight %f has the log-gradient of sech²(a)", async (weight) => {
    const unroll = 20;
    const spec = scalar({ activation: "tanh", weight, unroll, firstInput: 1, input: 1, initial: 1 });
    const { logJacobianNorm, metrics } = await inspect(spec);
    let [h, truth] = [1, 0];
    for (let t = 1; t <= unroll; t++) {
      const a = weight * h + 1;
      truth += Math.log10(weight) + logSech2(a);
      h = Math.tanh(a);
    }
    expect(relative(logJacobianNorm[0], truth)).toBeLessThan(LOG_CLOSED_FORM);
    expect(relative(metrics.logGradientRatio, truth)).toBeLessThan(LOG_CLOSED_FORM);
    expect(metrics.saturation).toBeCloseTo(1, 9);
  });

  it("would seem dead to 1 − h² (control): the check rejects that formula at float32 and at float64", () => {
    const byState = (a: number, round: (x: number) => number) => 1 - round(Math.tanh(a)) ** 2;
    expect(relative(Math.log10(byState(10, Math.fround)), logSech2(10))).toBeGreaterThan(1);
    expect(relative(Math.log10(byState(50, (x) => x)), logSech2(50))).toBeGreaterThan(1);
    expect(relative(Math.log10(byState(1, (x) => x)), logSech2(1))).toBeLessThan(LOG_CLOSED_FORM);
  });

  it("stays finite over a whole long unroll", async () => {
    const spec = scalar({ activation: "tanh", weight: 50, unroll: 300, firstInput: 1, input: 1, initial: 1 });
    const { logStateGradient, logGradientNorm } = await inspect(spec);
    expect(logStateGradient.every(Number.isFinite)).toBe(true);
    expect(Object.values(logGradientNorm).every(Number.isFinite)).toBe(true);
    expect(logStateGradient[0]).toBeLessThan(-12_000);
  });
});

describe("a saturated sigmoid network", () => {
  it.each([-40, 40, -2000, 2000])("driven by %f has the log-gradient of σ(a) σ(−a)", async (drive) => {
    const spec = scalar({ activation: "sigmoid", weight: 1, unroll: 5, firstInput: drive, input: drive });
    const { logJacobianNorm } = await inspect(spec);
    let [h, truth] = [0, 0];
    for (let t = 1; t <= 5; t++) {
      const size = Math.abs(h + drive);
      truth += -size * Math.LOG10E - 2 * Math.log1p(Math.exp(-size)) * Math.LOG10E;
      h = drive > 0 ? 1 / (1 + Math.exp(-(h + drive))) : Math.exp(h + drive);
    }
    expect(relative(logJacobianNorm[0], truth)).toBeLessThan(LOG_CLOSED_FORM);
  });
});

describe("a tanh network whose state decays below every float64", () => {
  it("has finite gradients of the right length, also with respect to its feedback weight", async () => {
    const [weight, unroll] = [0.5, 2000];
    const { logGradientNorm, metrics, logStateGradient } = await inspect(
      scalar({ activation: "tanh", weight, unroll }),
    );
    // By hand: log h_t, and r_t = (dh_t/dw) / h_t. Below 1e-100, tanh a = a to the last bit.
    let h = Math.tanh(1);
    let [logState, logSlope, r] = [Math.log10(h), logSech2(1) + Math.log10(weight), 0];
    for (let t = 2; t <= unroll; t++) {
      const a = weight * h;
      const next = h > 1e-100 ? Math.tanh(a) : h;
      const ratio = h > 1e-100 ? h / next : 1 / weight;
      const slope = h > 1e-100 ? 10 ** logSech2(a) : 1;
      r = slope * ratio * (1 + weight * r);
      logState -= Math.log10(ratio);
      logSlope += Math.log10(slope) + Math.log10(weight);
      h = next;
    }
    expect(relative(metrics.logLoss, 2 * logState)).toBeLessThan(LOG_CLOSED_FORM);
    expect(metrics.logLoss).toBeLessThan(-1200);
    const truth = Math.log10(2) + 2 * logState + Math.log10(r);
    expect(relative(logGradientNorm.recurrent, truth)).toBeLessThan(LOG_CLOSED_FORM);
    expect(relative(logStateGradient[0], Math.log10(2) + logState + logSlope)).toBeLessThan(LOG_CLOSED_FORM);
    expect(Object.values(logGradientNorm).every(Number.isFinite)).toBe(true);
  });
});

describe("−Infinity", () => {
  it("is said of a ReLU network at rest, because the derivative at 0 is 0", async () => {
    const at = { weight: 1, unroll: 3, firstInput: 0, target: 1 };
    const relu = await inspect(scalar({ ...at, activation: "relu" }));
    expect(relu.logStateGradient).toEqual([NEVER, NEVER, NEVER, Math.log10(2)]);
    expect(relu.logJacobianNorm).toEqual([NEVER]);
    expect(relu.metrics.logGradientRatio).toBe(NEVER);
    expect(relu.loss).toBe(1);
    // Control: the linear network at rest lets the whole gradient through.
    const linear = await inspect(scalar({ ...at, activation: "identity" }));
    expect(linear.logStateGradient[0]).toBeCloseTo(Math.log10(2), 12);
  });

  it("is said where a weight of exactly 0 cuts the line, and not where it is merely tiny", async () => {
    const cut = await inspect(scalar({ weight: 0, unroll: 50, target: 1 }));
    expect(cut.logJacobianNorm).toEqual([NEVER]);
    expect(cut.logStateGradient[50]).toBeCloseTo(Math.log10(2), 12);
    expect(cut.metrics.lyapunov).toBe(NEVER);
    const thin = await inspect(scalar({ weight: 1e-300, unroll: 50, target: 1 }));
    expect(thin.logJacobianNorm[0]).toBeCloseTo(-15_000, 6);
    expect(thin.metrics.logGradientRatio).toBeCloseTo(-15_000, 6);
  });

  it("is said of every gradient of a network that is exactly right, whose loss is exactly 0", async () => {
    const right = await inspect(scalar({ weight: 1, unroll: 10, target: 1 }));
    expect(right.loss).toBe(0);
    expect(right.metrics.logLoss).toBe(NEVER);
    expect(Object.values(right.logGradientNorm)).toEqual([NEVER, NEVER, NEVER, NEVER, NEVER]);
  });
});
