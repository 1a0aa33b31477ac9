// The decades that gates let go: cells without weights, whose gates stand at σ of their biases.

import { describe, expect, it } from "vitest";
import { gateSlope } from "../../../src/model/theory/borders/gateSlope.ts";
import { sound } from "../draw.ts";
import { crossings, expectOnCurve, measuredAround, planeOf, signChange } from "./measured.ts";

const zero = { kind: "constant", value: 0 };
const sweep = (cell: string, param: string) =>
  sound({
    model: { cell, hidden: 2 },
    task: { kind: "prices", unroll: 10 },
    init: { recurrent: zero, input: zero, readout: { kind: "constant", value: 1 } },
    axes: [
      { param, from: -2, to: 5, count: 512 },
      { param: "task.unroll", from: 1, to: 512, count: 512 },
    ],
    metrics: ["lyapunov"],
  });

describe.each([
  ["lstm", "init.forgetBias"],
  ["gru", "init.bias"],
])("the decades of %s over %s", (cell, param) => {
  const spec = sweep(cell, param);
  const lines: [string, number, 0 | 1, number][] = [
    ["10⁻⁵⁰", -50, 1, 200],
    ["10⁻⁵⁰", -50, 0, 300],
    ["10⁻¹⁰⁰", -100, 1, 120],
    ["10⁻¹⁰⁰", -100, 0, 400],
  ];

  it.each(lines)(
    "named %s lie where the state's gradient has come to that (%f, along axis %i at %i)",
    async (label, decades, along, at) => {
      const [pixel] = crossings(spec, "gateSlope", { along, at }, label);
      const measured = await measuredAround(spec, { along, at }, pixel, ({ metrics, logStateGradient }) => {
        // nats per step × steps, in decades.
        return (metrics.lyapunov * (logStateGradient.length - 1)) / Math.LN10 - decades;
      });
      expectOnCurve(signChange(measured), pixel, label);
    },
  );

  it("neither overflow nor speak of cells without gates", () => {
    const point = { ...planeOf(spec).at(0.5, 0.5), unroll: 30 };
    const biased = (bias: number) => gateSlope.level({ ...point, bias, forgetBias: bias });
    expect(biased(-1e6)).toBeCloseTo((-1e6 * 30) / Math.LN10, 0);
    expect(biased(1e6)).toBeCloseTo(0, 12);
    expect(gateSlope.says({ ...point, cell: "rnn" })).toBe(false);
  });
});
