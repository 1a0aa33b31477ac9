// Fold and flip of a tanh unit left alone: the fixed points' equations, and the crest of the measured Lyapunov exponent.

import { describe, expect, it } from "vitest";
import { flipBias, foldBias, tanhFlip, tanhFold } from "../../../src/model/theory/borders/scalarTanh.ts";
import { BY_HAND } from "../bounds.ts";
import { sound } from "../draw.ts";
import { crest, crossings, expectOnCurve, measuredAround, planeOf } from "./measured.ts";

const constant = (value: number) => ({ kind: "constant", value });
const sweep = (input: number) =>
  sound({
    model: { activation: "tanh", hidden: 1 },
    task: { kind: "prices", unroll: 400 },
    init: { recurrent: constant(1), input: constant(input), readout: constant(1) },
    axes: [
      { param: "init.recurrent.value", from: -3, to: 3, count: 512 },
      { param: "init.bias", from: -3, to: 3, count: 512 },
    ],
    metrics: ["lyapunov"],
  });

/** The state that h ← tanh(w h + b) comes to from a start. */
function settled(weight: number, bias: number, start: number): number {
  let h = start;
  for (let t = 0; t < 20_000; t++) h = Math.tanh(weight * h + bias);
  return h;
}

describe("the formulas", () => {
  it.each([1.05, 1.5, 3])("of the fold at w = %f give a fixed point of slope 1", (w) => {
    const h = Math.sqrt(1 - 1 / w);
    // The upper state meets the one between at a negative bias.
    expect(Math.abs(Math.tanh(w * h - foldBias(w)) - h)).toBeLessThan(BY_HAND);
    expect(Math.abs(w * (1 - h * h) - 1)).toBeLessThan(BY_HAND);
    expect(settled(w, -foldBias(w) * 0.99, 1)).toBeGreaterThan(0);
    expect(settled(w, -foldBias(w) * 1.01, 1)).toBeLessThan(0);
  });

  it.each([-1.05, -1.5, -3])("of the flip at w = %f give a fixed point of slope −1", (w) => {
    const h = Math.sqrt(1 + 1 / w);
    expect(Math.abs(Math.tanh(w * h + flipBias(w)) - h)).toBeLessThan(BY_HAND);
    expect(Math.abs(w * (1 - h * h) + 1)).toBeLessThan(BY_HAND);
    const alternates = (bias: number) => {
      const first = settled(w, bias, 0.9);
      return Math.abs(Math.tanh(w * first + bias) - first);
    };
    expect(alternates(flipBias(w) * 0.98)).toBeGreaterThan(0.01);
    expect(alternates(flipBias(w) * 1.02)).toBeLessThan(1e-6);
  });
});

describe("on a map of weight × bias over 400 steps, the Lyapunov exponent's crest", () => {
  const lines: ["tanhFold" | "tanhFlip", number, number][] = [
    ["tanhFold", 3, 355],
    ["tanhFold", 3, 370],
    ["tanhFold", 3, 405],
    ["tanhFold", -3, 430],
    ["tanhFlip", 1, 60],
    ["tanhFlip", 1, 120],
    ["tanhFlip", -1, 160],
  ];

  it.each(lines)("lies on %s (input weight %f, column %i)", async (name, input, at) => {
    const spec = sweep(input);
    const curve = crossings(spec, name, { along: 1, at });
    expect(curve).toHaveLength(2);
    // Of a fold's two branches a map shows the one whose state the first input leads to.
    const seen = name === "tanhFlip" ? curve : [curve[input > 0 ? 0 : 1]];
    for (const pixel of seen) {
      const measured = await measuredAround(spec, { along: 1, at }, pixel, ({ metrics }) => metrics.lyapunov);
      expectOnCurve(crest(measured), pixel, `${name}, column ${at}`);
    }
  });
});

describe("they say nothing", () => {
  it("of other cells, activations, sizes and of inputs that are held", () => {
    const point = { ...planeOf(sweep(1)).at(0.9, 0.6) };
    for (const border of [tanhFold, tanhFlip]) {
      expect(border.says(point)).toBe(true);
      const others = [{ cell: "gru" }, { activation: "relu" }, { hidden: 2 }, { isQuiet: false }];
      for (const other of others) {
        expect(border.says({ ...point, ...other })).toBe(false);
        expect(border.level({ ...point, ...other })).toBeNaN();
      }
    }
  });
});
