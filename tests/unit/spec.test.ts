// The one way in: blanks are filled, and everything wrong with an input is said at once, with what is allowed.

import { describe, expect, it } from "vitest";
import { activations } from "../../src/model/activations/index.ts";
import { initializers } from "../../src/model/initializers/index.ts";
import { gradientMetrics, trainingMetrics } from "../../src/model/metrics/index.ts";
import type { Mistake } from "../../src/sweep/mistakes.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { sound } from "./draw.ts";

/** The example of the design, every field written out. */
const example = {
  version: 1,
  name: "gain × unroll",
  mode: "gradient",
  model: { cell: "rnn", activation: "tanh", hidden: 32 },
  task: { kind: "prices", unroll: 50, between: "zero" },
  init: {
    recurrent: { kind: "normal", gain: 1.0 },
    input: { kind: "normal", gain: 1.0 },
    readout: { kind: "normal", gain: 1.0 },
    bias: 0,
    forgetBias: 1,
  },
  training: {
    optimizer: "sgd",
    learningRate: 0.1,
    momentum: 0,
    clipNorm: null,
    steps: 500,
    targetLoss: 0.001,
  },
  seed: 0,
  replicates: 1,
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: 512 },
    { param: "task.unroll", from: 1, to: 256, count: 256 },
  ],
  metrics: ["logGradientRatio", "loss"],
};

function mistakesOf(input: unknown): readonly Mistake[] {
  const parsed = parseSpec(input);
  return parsed.ok ? [] : parsed.mistakes;
}

function pathsOf(input: unknown): string[] {
  return mistakesOf(input).map((m) => m.path);
}

const explicitTask = (inputs: unknown, targets: unknown, initialState?: unknown) => ({
  kind: "explicit",
  inputs,
  targets,
  ...(initialState === undefined ? {} : { initialState }),
});
const explicitInit = (parameters: object) => ({ init: { kind: "explicit", parameters } });

describe("a spec", () => {
  it("that leaves everything blank is the example's, without a name and axes", () => {
    const { name, axes, task, ...rest } = example;
    expect(sound({})).toEqual({ ...rest, name: "", axes: [], task: { ...task, cases: "notes" } });
  });

  it("that is complete parses to itself, and parses again to itself", () => {
    const parsed = sound(example);
    expect(parsed).toEqual({ ...example, task: { ...example.task, cases: "notes" } });
    expect(sound(parsed)).toEqual(parsed);
    expect(sound(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    expect(structuredClone(parsed)).toEqual(parsed);
  });

  it("of every activation, initialiser and metric of the catalogs is allowed", () => {
    for (const activation of Object.keys(activations)) sound({ model: { activation } });
    for (const kind of Object.keys(initializers)) {
      for (const matrix of ["recurrent", "input", "readout"]) sound({ init: { [matrix]: { kind } } });
    }
    sound({ metrics: Object.keys(gradientMetrics) });
    sound({ mode: "training", metrics: Object.keys(trainingMetrics) });
  });

  it("takes `value` of a constant and `gain` of everything else, and says so where they are exchanged", () => {
    expect(sound({ init: { recurrent: { kind: "constant" } } }).init).toHaveProperty("recurrent.value", 1);
    const [mistake] = mistakesOf({ init: { recurrent: { kind: "constant", gain: 2 } } });
    expect(mistake.path).toBe("init.recurrent.gain");
    expect(mistake.allowed).toContain("value");
    expect(pathsOf({ init: { recurrent: { kind: "normal", value: 2 } } })).toEqual(["init.recurrent.value"]);
  });

  it("with explicit parameters takes its hidden size from them", () => {
    const parameters = {
      weight_ih: [[1], [1]],
      weight_hh: [
        [1, 0],
        [0, 1],
      ],
      weight_out: [[1, 1]],
    };
    expect(sound(explicitInit(parameters)).model.hidden).toBe(2);
    expect(pathsOf({ ...explicitInit(parameters), model: { hidden: 3 } })).toContain(
      "init.parameters.weight_hh",
    );
  });
});

describe("mistakes", () => {
  it("are reported all at once, each with path, given and allowed", () => {
    const mistakes = mistakesOf({
      version: 2,
      model: { hidden: 0, activation: "tan" },
      task: { unroll: 1.5, between: "nothing" },
      init: { bias: "big", recurrent: { gain: Number.NaN } },
      seed: -1,
      replicates: 0,
      axes: [{ param: "init.recurrent.gian", from: 0, to: 1, count: 2 }],
      metrics: ["los"],
      colour: "red",
    });
    expect(mistakes.map((m) => m.path).toSorted()).toEqual(
      [
        "axes.0.param",
        "colour",
        "init.bias",
        "init.recurrent.gain",
        "metrics.0",
        "model.activation",
        "model.hidden",
        "replicates",
        "seed",
        "task.between",
        "task.unroll",
        "version",
      ].toSorted(),
    );
    const said = (path: string) => mistakes.find((m) => m.path === path);
    expect(said("model.hidden")).toEqual({
      path: "model.hidden",
      given: "0",
      allowed: "an integer from 1 to 128",
    });
    expect(said("task.unroll")).toMatchObject({ given: "1.5", allowed: "an integer from 1 to 32768" });
    expect(said("model.activation")?.allowed).toBe('one of "tanh", "relu", "identity", "sigmoid"');
    expect(said("init.recurrent.gain")?.given).toBe("NaN");
    expect(said("colour")?.allowed).toContain("known are version, name");
    for (const m of mistakes) expect([m.given, m.allowed].every((text) => text.length > 0)).toBe(true);
  });

  it("are none in a sound spec (control)", () => {
    expect(mistakesOf(example)).toEqual([]);
  });

  it.each([
    null,
    undefined,
    5,
    "spec",
    true,
    [],
    [1],
    () => 1,
    Symbol("s"),
    1n,
    new Date(),
    Object.create(null),
  ])("are said, and nothing is thrown, for the odd input %#", (input) => {
    const parsed = parseSpec(input);
    if (!parsed.ok) expect(parsed.mistakes.length).toBeGreaterThan(0);
    else expect(parsed.value).toEqual(sound({}));
  });

  it("are said of keys that objects inherit, and nothing is taken from a prototype", () => {
    for (const key of ["constructor", "toString", "hasOwnProperty", "valueOf"]) {
      expect(pathsOf({ [key]: 1 })).toContain(key);
      expect(pathsOf({ task: { kind: key } })).toContain("task.kind");
      expect(pathsOf({ init: { recurrent: { kind: key } } })).toContain("init.recurrent.kind");
      expect(pathsOf({ metrics: [key] })).toContain("metrics.0");
      expect(pathsOf({ axes: [{ param: key, values: [1] }] })).toContain("axes.0.param");
      expect(pathsOf({ axes: [{ param: `model.${key}`, values: [1] }] })).toContain("axes.0.param");
    }
    parseSpec(JSON.parse('{"__proto__":{"polluted":1},"model":{"__proto__":{"polluted":1}}}'));
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("show at most a few dozen characters of what was given, even of what cannot be written out", () => {
    const deep = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    const cyclic: { self?: object } = {};
    cyclic.self = cyclic;
    for (const given of ["x".repeat(10_000), deep, cyclic, new Array(5000).fill(1)]) {
      const [mistake] = mistakesOf({ seed: given });
      expect(mistake.path).toBe("seed");
      expect(mistake.given.length).toBeLessThanOrEqual(60);
    }
  });
});

describe("the shapes of explicit data", () => {
  it("must agree, and each row that does not is named", () => {
    expect(pathsOf({ task: explicitTask([[[1]], [[1], [2, 3]]], [[1]]) })).toEqual([
      "task.inputs.1.1",
      "task.targets",
    ]);
    expect(pathsOf({ task: explicitTask([[[1], [1, 2]]], [[1]]) })).toEqual(["task.inputs.0.1"]);
    expect(pathsOf({ task: explicitTask([[[1]], [[1]]], [[1], [1, 2]]) })).toEqual(["task.targets.1"]);
    expect(pathsOf({ task: explicitTask([], []) })).toContain("task.inputs");
    expect(pathsOf({ task: explicitTask([[]], [[1]]) })).toContain("task.inputs.0");
    expect(pathsOf({ task: explicitTask([[[]]], [[1]]) })).toContain("task.inputs.0.0");
    expect(pathsOf({ task: explicitTask([[[1]]], [[]]) })).toContain("task.targets.0");
    expect(pathsOf({ task: explicitTask([[[1e10]]], [["a"]]) })).toEqual([
      "task.inputs.0.0.0",
      "task.targets.0.0",
    ]);
  });

  it("must agree with the hidden size where an initial state is given", () => {
    const task = explicitTask([[[1]]], [[1]], { h: [[1, 2, 3]] });
    expect(pathsOf({ task, model: { hidden: 2 } })).toEqual(["task.initialState.h.0"]);
    expect(pathsOf({ task, model: { hidden: 3 } })).toEqual([]);
  });

  it("must agree between parameters and task, and every wrong one is named at once", () => {
    const parameters = {
      weight_ih: [[1, 2]],
      weight_hh: [[1]],
      bias: [1, 2],
      weight_out: [[1], [1]],
      bias_out: [1, 2, 3],
    };
    expect(pathsOf(explicitInit(parameters))).toEqual([
      "init.parameters.weight_ih.0",
      "init.parameters.bias",
      "init.parameters.weight_out",
      "init.parameters.bias_out",
    ]);
    expect(pathsOf(explicitInit({}))).toEqual([
      "init.parameters.weight_ih",
      "init.parameters.weight_hh",
      "init.parameters.weight_out",
    ]);
  });
});
