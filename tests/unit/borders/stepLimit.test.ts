// The largest step of gradient descent: the sharpness against an independent Hessian, and the limit against runs that come to a
// minimum or leave it.

import { describe, expect, it } from "vitest";
import { GradientEvaluator } from "../../../src/model/gradient.ts";
import { drawBase } from "../../../src/model/network.ts";
import { stepLimit } from "../../../src/model/theory/borders/stepLimit.ts";
import { sharpnessOf } from "../../../src/model/theory/sharpness.ts";
import { Training } from "../../../src/model/training/training.ts";
import { pointParametersOf, structureOf } from "../../../src/sweep/point.ts";
import type { SweepSpec } from "../../../src/sweep/spec.ts";
import { SHARPNESS } from "../bounds.ts";
import { drawNetwork, sound, specOf } from "../draw.ts";
import { lossOf, type PlainNetwork } from "../plainNetwork.ts";
import { crossings, expectOnCurve, measuredAround, planeOf, signChange } from "./measured.ts";

function sharpness(spec: SweepSpec): number {
  const { problem, baseInit } = structureOf(spec);
  const { unroll } = pointParametersOf(spec);
  return sharpnessOf(new GradientEvaluator(problem), drawBase(baseInit, problem.sizes, 0, 0), unroll);
}

const NAMES = ["weight_ih", "weight_hh", "bias", "weight_out", "bias_out"] as const;

/** All parameters of a plain network in one list, and the network with others. */
function listed(net: PlainNetwork): number[] {
  return NAMES.flatMap((name) => (net[name] as (number | number[])[]).flat());
}
function withListed(net: PlainNetwork, list: readonly number[]): PlainNetwork {
  const rest = [...list];
  const filled = (value: unknown): unknown => (Array.isArray(value) ? value.map(filled) : rest.shift());
  return { ...net, ...Object.fromEntries(NAMES.map((name) => [name, filled(net[name])])) };
}

/** The largest eigenvalue of the Hessian, entry by entry by differences of the loss, and by squaring it. */
function plainSharpness(net: PlainNetwork): number {
  const at = listed(net);
  const step = 1e-3;
  const loss = (i: number, j: number, a: number, b: number) => {
    const moved = [...at];
    moved[i] += a * step;
    moved[j] += b * step;
    return lossOf(withListed(net, moved));
  };
  // Two steps, extrapolated: the error of the fourth order in the step is left.
  const entry = (i: number, j: number, k: number) =>
    (loss(i, j, k, k) - loss(i, j, k, -k) - loss(i, j, -k, k) + loss(i, j, -k, -k)) / (4 * (k * step) ** 2);
  const hessian = at.map((_, i) => at.map((__, j) => (4 * entry(i, j, 1) - entry(i, j, 2)) / 3));
  // Shifted, so that the largest eigenvalue is the largest in size.
  const shift = Math.max(...hessian.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0)));
  let vector = at.map((_, i) => 1 + i / 7);
  let value = 0;
  for (let round = 0; round < 20_000; round++) {
    const image = hessian.map((row, i) => row.reduce((sum, x, j) => sum + x * vector[j], shift * vector[i]));
    value = Math.hypot(...image) / Math.hypot(...vector);
    const length = Math.hypot(...image);
    vector = image.map((x) => x / length);
  }
  return value - shift;
}

describe("the sharpness", () => {
  it.each(["tanh", "identity", "sigmoid"] as const)(
    "of %s networks is the largest eigenvalue of their Hessian",
    (activation) => {
      for (const [hidden, seed] of [
        [1, 3],
        [2, 4],
      ]) {
        const net = drawNetwork({
          activation,
          hidden,
          seed,
          unroll: 4,
          batch: 3,
          inputSize: 1,
          outputSize: 1,
          gain: 1,
        });
        const truth = plainSharpness(net);
        const found = sharpness(specOf(net));
        expect(Math.abs(found - truth)).toBeLessThan(SHARPNESS * Math.max(1, truth));
        // The control: the same network with one weight a little different.
        const other = { ...net, bias_out: net.bias_out.map((x) => x + 0.001) };
        expect(Math.abs(sharpness(specOf(other)) - truth)).toBeGreaterThan(SHARPNESS * Math.max(1, truth));
      }
    },
  );
});

describe("the limit η = 2(1 + μ)/λ_max", () => {
  it("is where a network that can only move its output bias begins to diverge, at any momentum", async () => {
    // A ReLU that is off: nothing but the output's bias has any effect, so that the loss is a parabola.
    const nothing = { kind: "constant", value: 0 };
    const spec = sound({
      mode: "training",
      model: { hidden: 1, activation: "relu" },
      task: { kind: "prices", unroll: 3 },
      init: { recurrent: nothing, input: nothing, readout: nothing, bias: -1 },
      training: { optimizer: "momentum", steps: 300, targetLoss: 0.001 },
      axes: [
        { param: "training.learningRate", from: 0.01, to: 3, count: 512 },
        { param: "training.momentum", from: 0, to: 0.9, count: 10 },
      ],
    });
    for (const at of [0, 4, 9]) {
      const [pixel] = crossings(spec, "stepLimit", { along: 0, at });
      // Its curvature is 2: the limit is 1 + μ.
      expect((0.01 + (2.99 * pixel) / 511) / (1 + at / 10)).toBeCloseTo(1, 2);
      const measured = await measuredAround(spec, { along: 0, at }, pixel, ({ metrics, loss }) => {
        return (metrics.finalLoss ?? Number.NaN) - loss;
      });
      expectOnCurve(signChange(measured), pixel, `momentum ${at / 10}`);
    }
  });

  it("is where runs leave a minimum that they start at", async () => {
    const task = { kind: "prices", unroll: 3, cases: "everHigh" };
    const model = { hidden: 1, activation: "identity" };
    const start = sound({
      mode: "training",
      model,
      task,
      init: Object.fromEntries(
        ["recurrent", "input", "readout"].map((name) => [name, { kind: "constant", value: 0.7 }]),
      ),
      training: { learningRate: 0.1, steps: 1 },
    });
    const { problem, baseInit, optimizer } = structureOf(start);
    const base = drawBase(baseInit, problem.sizes, 0, 0);
    const first = Object.fromEntries(
      Object.entries(base).map(([name, values]) => [
        name,
        values.map((x: number) => (name === "bias" ? 0 : 0.7 * x)),
      ]),
    ) as typeof base;
    const settings = {
      learningRate: 0.1,
      momentum: 0,
      clipNorm: null,
      steps: 4000,
      targetLoss: 1e-9,
      optimizer,
    };
    const run = new Training(new GradientEvaluator(problem), first, 3, settings);
    while (!run.isOver) run.advance();
    const { weight_ih, weight_hh, bias, weight_out, bias_out } = run.parameters;
    const row = (values: Iterable<number>) => [[...values]];
    const parameters = {
      weight_ih: row(weight_ih),
      weight_hh: row(weight_hh),
      bias: [...bias].map((x) => x + 1e-7),
      weight_out: row(weight_out),
      bias_out: [...bias_out],
    };
    const spec = sound({
      mode: "training",
      model,
      task,
      init: { kind: "explicit", parameters },
      training: { optimizer: "momentum", steps: 800, targetLoss: 1e-9 },
      axes: [
        { param: "training.learningRate", from: 0.01, to: 1.5, count: 512 },
        { param: "training.momentum", values: [0, 0.1] },
      ],
    });
    const [pixel] = crossings(spec, "stepLimit", { along: 0, at: 0 });
    const measured = await measuredAround(spec, { along: 0, at: 0 }, pixel, ({ metrics, loss }) => {
      // Below the limit the loss stays what it is to the last digits; above it the run leaves, wherever it then ends.
      return (metrics.peakLogGradientNorm ?? Number.NaN) > -3 && loss > 0 ? 1 : -1;
    });
    expectOnCurve(signChange(measured), pixel, "from a minimum");
  });
});

describe("it says nothing", () => {
  it("of Adam, of clipped gradients, of gradients alone, and where a map of it would take too long", () => {
    const axes = [{ param: "init.recurrent.gain", from: 0.1, to: 1, count: 4 }];
    const says = (more: object) => {
      const spec = sound({ mode: "training", model: { hidden: 1 }, axes, ...more });
      return stepLimit.says(planeOf(spec).at(0.5, 0.5));
    };
    expect(says({})).toBe(true);
    expect(says({ training: { optimizer: "adam" } })).toBe(false);
    expect(says({ training: { clipNorm: 1 } })).toBe(false);
    expect(says({ model: { hidden: 32 } })).toBe(false);
    expect(says({ mode: "gradient", metrics: ["loss"] })).toBe(false);
  });
});
