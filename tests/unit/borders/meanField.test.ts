// The mean-field edge: its integrals against plain sums, and against gradients of many draws of the widest network there is.

import { describe, expect, it } from "vitest";
import { GradientEvaluator } from "../../../src/model/gradient.ts";
import { drawBase, scaleParameters } from "../../../src/model/network.ts";
import { log10Of } from "../../../src/model/scaled.ts";
import { gradientFactor, meanFieldEdge, stateSize } from "../../../src/model/theory/borders/meanField.ts";
import { pointParametersOf, structureOf } from "../../../src/sweep/point.ts";
import { MEAN_FIELD } from "../bounds.ts";
import { sound } from "../draw.ts";
import { crossings, expectOnCurve, planeOf } from "./measured.ts";

describe("the integrals", () => {
  it.each([
    [1.4, 0.3],
    [2, 0],
    [3, 1],
    [0.8, 0.5],
  ])("at gain %f and bias %f are those of sums over very many places", (gain, bias) => {
    const q = stateSize(gain, bias);
    const chi = gradientFactor(gain, bias);
    const step = 0.004;
    let [size, slope] = [0, 0];
    for (let z = -8; z <= 8; z += step) {
      const weight = (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
      const a = bias + gain * Math.sqrt(q) * z;
      size += weight * Math.tanh(a) ** 2;
      slope += (weight * gain * gain) / Math.cosh(a) ** 4;
    }
    expect(Math.abs(size - q)).toBeLessThan(MEAN_FIELD);
    expect(Math.abs(slope - chi)).toBeLessThan(MEAN_FIELD);
    // The control: another bias.
    expect(Math.abs(gradientFactor(gain, bias + 0.05) - chi)).toBeGreaterThan(MEAN_FIELD);
  });

  it("without a bias put the edge at gain 1", () => {
    expect(stateSize(0.99, 0)).toBe(0);
    expect(stateSize(1.01, 0)).toBeGreaterThan(0);
  });
});

describe("the edge on a map of gain × bias", () => {
  /** Twice as fine as the preset; 128 units, of whatever draw, do not tell more. */
  const spec = sound({
    model: { activation: "tanh", hidden: 128 },
    task: { kind: "explicit", inputs: [Array.from({ length: 16 }, () => [0])], targets: [[1]] },
    init: { recurrent: { kind: "normal", gain: 1 } },
    axes: [
      { param: "init.recurrent.gain", from: 0, to: 3, count: 128 },
      { param: "init.bias", from: 0, to: 0.6, count: 5 },
    ],
    metrics: ["logGradientRatio"],
  });
  const UNROLL = 16;
  /** The gradient's last steps back: before them the states have come to rest, after them it knows the matrix it comes through. */
  const STEPS = 6;
  /** Pixels beside the curve at which the growth is measured; between them it is straight. */
  const REACH = 3;

  /**
   * ln of the factor that `STEPS` steps back multiply the mean square of the gradient by, for some gains and biases. A few
   * draws more or less lengthen all gradients alike: what they do to the last network, whose growth is known, is taken off.
   */
  function growth(
    networks: readonly { readonly gain: number; readonly bias: number }[],
    draws: number,
  ): number[] {
    const { problem, baseInit } = structureOf(spec);
    const evaluator = new GradientEvaluator(problem);
    const { scales } = pointParametersOf(spec);
    const sums = networks.map(() => 0);
    for (let draw = 0; draw < draws; draw++) {
      const base = drawBase(baseInit, problem.sizes, 0, draw);
      for (const [k, { gain, bias }] of networks.entries()) {
        const parameters = scaleParameters(base, { ...scales, recurrent: gain, bias }, problem.sizes);
        const { stateGradient } = evaluator.evaluate(parameters, UNROLL, { jacobian: false, trace: true });
        sums[k] += 10 ** (2 * (log10Of(stateGradient[UNROLL - STEPS]) - log10Of(stateGradient[UNROLL])));
      }
    }
    return sums.map((sum) => Math.log(sum / sums[sums.length - 1]));
  }

  it.each([
    [0, 8],
    [2, 128],
  ])(
    "is where steps back neither lengthen nor shorten gradients, on average over draws (row %i)",
    (at, draws) => {
      const bias = 0.15 * at;
      const [pixel] = crossings(spec, "meanFieldEdge", { along: 0, at });
      const gainAt = (place: number) => (3 * place) / 127;
      // Without a bias the units rest at 0, and a mean square grows by gain² per step: at gain 1 not at all.
      const linear = { gain: 1, bias: 0 };
      const beside = [-REACH, REACH].map((aside) => ({ gain: gainAt(pixel + aside), bias }));
      const [below, above] = growth([...beside, linear], draws);
      const measured = pixel - REACH + (2 * REACH * below) / (below - above);
      expectOnCurve(measured, pixel, `bias ${bias}`);
      // The control: the edge of a network without bias is not that of one with it.
      if (at > 0) expect(Math.abs(measured - 127 / 3)).toBeGreaterThan(10);
    },
  );

  it("says how wide the network is, and nothing of ones that are not random, or fed all along", () => {
    const point = { ...planeOf(spec).at(0.5, 0.5) };
    expect(meanFieldEdge.says(point)).toBe(true);
    expect(meanFieldEdge.note({ ...point, hidden: 16 })).toContain("H = 16 is not wide");
    expect(meanFieldEdge.note(point)).not.toContain("not wide");
    const identity = { kind: "identity", scale: 1 };
    const others = [{ recurrent: identity }, { isQuiet: false }, { activation: "relu" }, { hidden: 1 }];
    for (const other of others) expect(meanFieldEdge.says({ ...point, ...other })).toBe(false);
  });
});
