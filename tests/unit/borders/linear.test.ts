// Where the state is multiplied by one factor at every step: the edge at a factor of 1 and the decades beside it, on the map.

import { describe, it } from "vitest";
import type { Inspection } from "../../../src/sweep/inspection.ts";
import { sound } from "../draw.ts";
import { crossings, expectOnCurve, measuredAround, signChange } from "./measured.ts";

const constant = (value: number) => ({ kind: "constant", value });
const weights = { input: constant(1), readout: constant(1) };
const axes = (param: string) => [
  { param, from: -2, to: 2, count: 512 },
  { param: "task.unroll", from: 1, to: 100, count: 100 },
];
const lyapunov = ({ metrics }: Inspection) => metrics.lyapunov;
const ratio = ({ metrics }: Inspection) => metrics.logGradientRatio;
/** Rows at one, a third and all of a hundred steps. */
const rows = [0, 33, 99];

const cases: [string, object, (inspection: Inspection) => number, number][] = [
  [
    "a linear unit, by the gradients' ratio",
    {
      model: { activation: "identity", hidden: 1 },
      task: { kind: "prices", between: "hold" },
      init: { ...weights, recurrent: constant(1), bias: 0.3 },
      axes: axes("init.recurrent.value"),
    },
    ratio,
    2,
  ],
  [
    "linear units with an orthogonal matrix, by the gradients' ratio",
    {
      model: { activation: "identity", hidden: 5 },
      init: { recurrent: { kind: "orthogonal", gain: 1 } },
      axes: axes("init.recurrent.gain"),
    },
    ratio,
    2,
  ],
  [
    "the notes' ReLU, by the Lyapunov exponent",
    {
      model: { activation: "relu", hidden: 1 },
      init: { ...weights, recurrent: constant(1) },
      axes: axes("init.recurrent.value"),
    },
    lyapunov,
    1,
  ],
  [
    "a tanh unit at rest, by the Lyapunov exponent",
    {
      model: { activation: "tanh", hidden: 1 },
      init: { ...weights, recurrent: constant(1) },
      axes: axes("init.recurrent.value"),
    },
    lyapunov,
    2,
  ],
];

describe.each(cases)("the edge |w| = 1 of %s", (_, spec, read, edges) => {
  const sweep = sound(spec);

  it.each(rows)("lies where its sign changes in row %i", async (at) => {
    const curve = crossings(sweep, "linearEdge", { along: 0, at });
    if (curve.length !== edges) throw new Error(`${curve.length} edges are drawn, not ${edges}`);
    for (const pixel of curve) {
      // At T = 1 the ReLU has no step in between: what it passes on there is its last step's.
      const measured = await measuredAround(sweep, { along: 0, at }, pixel, read);
      expectOnCurve(signChange(measured), pixel, `row ${at}`);
    }
  });
});

describe("the decades of a linear unit", () => {
  const sweep = sound(cases[0][1]);
  const drawn: [string, number, 0 | 1, number][] = [
    ["10⁻²⁰", -20, 0, 60],
    ["10⁻²⁰", -20, 0, 99],
    ["10⁻¹⁰", -10, 1, 180],
    ["10¹⁰", 10, 0, 80],
    ["10¹⁰", 10, 1, 480],
  ];

  it.each(drawn)(
    "named %s lie where the gradients' ratio is %f (along axis %i at %i)",
    async (label, decades, along, at) => {
      const curve = crossings(sweep, "linearSlope", { along, at }, label);
      if (curve.length === 0) throw new Error("the curve does not cross this line");
      for (const pixel of curve) {
        const measured = await measuredAround(sweep, { along, at }, pixel, (seen) => ratio(seen) - decades);
        expectOnCurve(signChange(measured), pixel, label);
      }
    },
  );
});
