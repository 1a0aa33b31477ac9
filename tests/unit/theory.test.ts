// The theories against the reference: where one says something, it says what is measured; where it must not, it is silent.

import { describe, expect, it } from "vitest";
import type { GradientMetricName } from "../../src/model/metrics/index.ts";
import { forgetGate } from "../../src/model/theory/forgetGate.ts";
import { type TheoryName, type TheoryPoint, theories } from "../../src/model/theory/index.ts";
import { theoryPointOf } from "../../src/sweep/theoryPoint.ts";
import { THEORY } from "./bounds.ts";
import { inspect, sound } from "./draw.ts";
import { scalar } from "./scalar.ts";

/** Those of linear networks. */
const names = (Object.keys(theories) as TheoryName[]).filter((name) => name !== "forgetGate");
const metrics: GradientMetricName[] = ["logGradientRatio", "lyapunov"];

/** A linear network whose recurrent matrix is made in some way. */
const linear = (recurrent: object, unroll: number, hidden: number, more: object = {}) => ({
  model: { activation: "identity", hidden },
  task: { kind: "prices", unroll, between: "hold" },
  init: { recurrent, bias: 0.3 },
  seed: 5,
  metrics,
  ...more,
});
const constant = (value: number) => ({ kind: "constant", value });

const said: [string, object][] = [
  ["a single weight of 1.5", linear(constant(1.5), 60, 1)],
  ["a single weight of −0.7", linear(constant(-0.7), 33, 1)],
  ["a single weight of 0", linear(constant(0), 5, 1)],
  ["a single weight given as a number", { ...scalar({ weight: 0.8, unroll: 40 }), metrics }],
  ["orthogonal matrices of gain 1.2", linear({ kind: "orthogonal", gain: 1.2 }, 50, 7)],
  ["the identity of gain −0.9", linear({ kind: "identity", gain: -0.9 }, 21, 4)],
];

const silent: [string, object][] = [
  ["tanh", linear(constant(1.5), 60, 1, { model: { activation: "tanh", hidden: 1 } })],
  ["a normal matrix", linear({ kind: "normal", gain: 1 }, 50, 7)],
  ["a constant matrix of several units", linear(constant(0.4), 9, 3)],
];

function differs(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return !Object.is(a, b);
  return Math.abs(a - b) > THEORY * Math.max(1, Math.abs(a), Math.abs(b));
}

describe.each(names)("%s", (name) => {
  const { metric, value, formula, source } = theories[name];

  it.each(said)("says what the reference measures for %s", async (_, spec) => {
    const point = theoryPointOf(sound(spec));
    const theory = value(point) as number;
    const measured = (await inspect(spec)).metrics[metric] as number;
    expect(differs(theory, measured), `${theory} against ${measured}`).toBe(false);
    // The controls: another weight, and for a metric that grows with it another unroll, are told apart.
    const scale = (point.recurrent?.scale ?? 0) + 0.01;
    const scaled = { ...point, recurrent: { kind: "constant", ...point.recurrent, scale } };
    expect(differs(value(scaled) as number, measured)).toBe(true);
    if (metric === "logGradientRatio" && Number.isFinite(measured)) {
      expect(differs(value({ ...point, unroll: point.unroll + 1 }) as number, measured)).toBe(true);
    }
  });

  it.each(silent)("says nothing of %s", (_, spec) => {
    expect(value(theoryPointOf(sound(spec)))).toBeNull();
  });

  it("gives its formula and its source", () => {
    expect(formula).toMatch(/\w/);
    expect(source).toMatch(/\d{4}/);
  });
});

describe("the forget gate of an LSTM without weights", () => {
  const zero = { kind: "constant", scale: 0 };
  const still: TheoryPoint = {
    cell: "lstm",
    activation: "tanh",
    hidden: 3,
    unroll: 30,
    recurrent: zero,
    input: zero,
    readout: null,
    bias: 0,
    forgetBias: 2,
  };
  /** c_t = f c_(t−1) and h_T = o tanh(c_T), stepped through from a small c_0: its derivative by a central difference. */
  function stepped(forgetBias: number, unroll: number): number {
    const gate = 1 / (1 + Math.exp(-forgetBias));
    const output = (first: number) => {
      let c = first;
      for (let t = 0; t < unroll; t++) c *= gate;
      return 0.5 * Math.tanh(c);
    };
    const step = 1e-4;
    return Math.log10((output(step) - output(-step)) / (2 * step));
  }

  it.each([2, 0, -1, 5])("at a bias of %f is what its equations give step by step", (forgetBias) => {
    const theory = forgetGate.value({ ...still, forgetBias }) as number;
    expect(theory).toBeCloseTo(stepped(forgetBias, 30), 6);
    expect(theory).not.toBeCloseTo(stepped(forgetBias, 31), 6);
  });

  it.each([2, 0, -1, -40])("at a bias of %f is what the reference measures", async (forgetBias) => {
    const zeros = { input: constant(0), recurrent: constant(0) };
    const spec = (own: number) => ({
      model: { cell: "lstm", hidden: 3 },
      task: { kind: "prices", unroll: 30 },
      init: { ...zeros, forgetBias: own },
    });
    const theory = forgetGate.value(theoryPointOf(sound(spec(forgetBias)))) as number;
    expect(differs(theory, (await inspect(spec(forgetBias))).metrics.logGradientRatio)).toBe(false);
    expect(differs(theory, (await inspect(spec(forgetBias + 0.01))).metrics.logGradientRatio)).toBe(true);
  });

  it("neither overflows nor says anything of other networks", () => {
    expect(forgetGate.value({ ...still, forgetBias: -1e6 })).toBeCloseTo((-1e6 * 30) / Math.LN10, 0);
    expect(forgetGate.value({ ...still, forgetBias: 1e6 })).toBeCloseTo(-Math.log10(2), 12);
    expect(forgetGate.value({ ...still, cell: "gru" })).toBeNull();
    expect(forgetGate.value({ ...still, bias: 1 })).toBeNull();
    expect(forgetGate.value({ ...still, input: { kind: "constant", scale: 1 } })).toBeNull();
  });
});
