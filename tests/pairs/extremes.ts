// Magnitudes that no float32 holds: the log-length of gradients and states, and saturation that fakes no zero.

import { expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { differences, failures, report } from "./compare.ts";
import { type Open, openedFor, specOf } from "./engines.ts";

/** Input 1 at t = 1 and zeros after it, target 0; every unit feeds itself back with `weight`. */
export function pulse(activation: string, weight: number, unroll: number, hidden = 1): SweepSpec {
  const units = Array.from({ length: hidden }, (_, i) => i);
  return specOf({
    model: { activation, hidden },
    init: {
      kind: "explicit",
      parameters: {
        weight_ih: units.map(() => [1]),
        weight_hh: units.map((i) => units.map((j) => (i === j ? weight : 0.01))),
        weight_out: [units.map(() => 1)],
      },
    },
    task: {
      kind: "explicit",
      inputs: [Array.from({ length: unroll }, (_, t) => [t === 0 ? 1 : 0])],
      targets: [[0]],
    },
  });
}

export function extremes(open: Open): void {
  const reference = new ReferenceEngine();
  const engine = openedFor(open);

  test("a linear network of weight 2 unrolled 1000 times has log10 of ∂L/∂h_0 = 602.06", async () => {
    const { logStateGradient, logJacobianNorm, metrics } = await engine().inspect(
      pulse("identity", 2, 1000),
      0,
    );
    expect(logStateGradient[0]).toBeCloseTo(602.06, 2);
    expect(logJacobianNorm[0]).toBeCloseTo(301.03, 2);
    expect(metrics.loss).toBe(Number.POSITIVE_INFINITY);
    expect(metrics.logLoss).toBeCloseTo(2 * 999 * Math.log10(2), 2);
  });

  test("20,000 steps of weight 2 and of weight 0.5 give ± 6020.6", async () => {
    for (const [weight, expected] of [
      [2, 6020.6],
      [0.5, -6020.6],
    ]) {
      const { logJacobianNorm, metrics } = await engine().inspect(pulse("identity", weight, 20000), 0);
      expect(logJacobianNorm[0]).toBeCloseTo(expected, 1);
      expect(metrics.logGradientRatio).toBeCloseTo(expected, 1);
    }
  });

  const cases: readonly [string, SweepSpec][] = [
    ["ReLU growing for 1000 steps", pulse("relu", 2, 1000)],
    ["tanh saturated at |a| = 50", pulse("tanh", 50, 200)],
    ["tanh saturated at |a| = 200", pulse("tanh", 200, 100)],
    ["tanh dying away over 2000 steps", pulse("tanh", 0.5, 2000)],
    ["sigmoid shut at a = −300", pulse("sigmoid", -300, 20)],
    ["the longest unroll, weight 8", pulse("identity", 8, 32768)],
    ["two units growing", pulse("identity", 2, 1000, 2)],
    ["two units saturated", pulse("tanh", 30, 50, 2)],
    ["two units dying away", pulse("tanh", 0.5, 1000, 2)],
  ];
  for (const [name, spec] of cases) {
    test(`${name} agrees with the reference, and nothing is infinite`, async () => {
      const actual = await engine().inspect(spec, 0);
      const failed = failures(differences(actual, await reference.inspect(spec, 0)));
      expect(failed.length, report(failed)).toBe(0);
      expect(actual.logStateGradient.every(Number.isFinite)).toBe(true);
    });
  }

  test("an exact zero, and only that, is −Infinity", async () => {
    // A ReLU network whose unit is dead from the start: nothing comes through.
    const { logStateGradient, logJacobianNorm } = await engine().inspect(pulse("relu", -1, 10), 0);
    expect(logJacobianNorm[0]).toBe(Number.NEGATIVE_INFINITY);
    expect(logStateGradient[0]).toBe(Number.NEGATIVE_INFINITY);
  });
}
