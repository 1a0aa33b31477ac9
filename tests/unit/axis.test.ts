// The rules of axes and the positions they stand for: ends exact, integers rounded, choices by their values.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisValues, withField } from "../../src/sweep/axis.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { sound } from "./draw.ts";

function positions(axis: object, spec: object = {}): (number | string)[] {
  const parsed = sound({ ...spec, axes: [axis] });
  return axisValues(parsed, parsed.axes[0]);
}

function pathsOf(...axes: object[]): string[] {
  const parsed = parseSpec({ axes });
  return parsed.ok ? [] : parsed.mistakes.map((m) => m.path);
}

const gain = { param: "init.recurrent.gain" };

describe("the positions of an axis", () => {
  it("are evenly spaced, both ends exact", () => {
    expect(positions({ ...gain, from: 0, to: 3, count: 4 })).toEqual([0, 1, 2, 3]);
    expect(positions({ ...gain, from: 3, to: 0, count: 4 })).toEqual([3, 2, 1, 0]);
    expect(positions({ ...gain, from: 5, to: 7, count: 1 })).toEqual([5]);
    const size = { min: -1e9, max: 1e9, noNaN: true };
    fc.assert(
      fc.property(fc.double(size), fc.double(size), fc.integer({ min: 2, max: 300 }), (from, to, count) => {
        const values = positions({ ...gain, from, to, count }) as number[];
        expect(values).toHaveLength(count);
        expect(values[0]).toBe(from);
        expect(values[count - 1]).toBe(to);
        const [low, high] = [Math.min(from, to), Math.max(from, to)];
        const slack = 1e-15 * Math.max(Math.abs(low), Math.abs(high));
        expect(values.every((x) => x >= low - slack && x <= high + slack)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("are evenly spaced in the logarithm where that is asked for, also between negative numbers", () => {
    const values = positions({ ...gain, from: 0.01, to: 100, count: 5, scale: "log" }) as number[];
    [0.01, 0.1, 1, 10, 100].forEach((truth, i) => {
      expect(values[i]).toBeCloseTo(truth, 12);
    });
    expect([values[0], values[4]]).toEqual([0.01, 100]);
    expect(positions({ ...gain, from: -1, to: -4, count: 3, scale: "log" })).toEqual([-1, -2, -4]);
    expect(positions({ ...gain, from: 1e-200, to: 1e-180, count: 3, scale: "log" })[1]).toBeCloseTo(
      1e-190,
      200,
    );
  });

  it("are rounded where the parameter is an integer", () => {
    expect(positions({ param: "task.unroll", from: 1, to: 6, count: 3 })).toEqual([1, 4, 6]);
    expect(positions({ param: "task.unroll", from: 1, to: 1000, count: 4, scale: "log" })).toEqual([
      1, 10, 100, 1000,
    ]);
    // Control: the same positions of a real parameter are not.
    expect(positions({ ...gain, from: 1, to: 6, count: 3 })).toEqual([1, 3.5, 6]);
  });

  it("are the values themselves where they are listed, names of choices as well", () => {
    expect(positions({ ...gain, values: [3, 1, 2] })).toEqual([3, 1, 2]);
    expect(positions({ param: "model.activation", values: ["relu", "tanh"] })).toEqual(["relu", "tanh"]);
  });
});

describe("an axis", () => {
  it("needs from, to and count, or values, and not both", () => {
    expect(pathsOf(gain)).toEqual(["axes.0.from", "axes.0.to", "axes.0.count"]);
    expect(pathsOf({ ...gain, from: 0, count: 3 })).toEqual(["axes.0.to"]);
    expect(pathsOf({ ...gain, values: [1], from: 0, scale: "log" })).toEqual(["axes.0.from", "axes.0.scale"]);
    expect(pathsOf({ ...gain, values: [] })).toEqual(["axes.0.values"]);
    expect(pathsOf({ ...gain, from: 0, to: 1, count: 0 })).toEqual(["axes.0.count"]);
    expect(pathsOf({ ...gain, from: 0, to: 1, count: 65_537 })).toEqual(["axes.0.count"]);
  });

  it("runs over a parameter that this spec has, once", () => {
    for (const param of [
      "init.recurrent.value",
      "task.length",
      "nosuch",
      "",
      "model",
      "task.kind",
      "replicates",
    ]) {
      expect(pathsOf({ param, values: [1] }), param).toEqual(["axes.0.param"]);
    }
    expect(pathsOf({ param: "training.learningRate", values: [1] })).toEqual(["axes.0.param"]);
    expect(pathsOf({ ...gain, values: [1] }, { ...gain, values: [2] })).toEqual(["axes.1.param"]);
    expect(pathsOf({ ...gain, values: [1] }, { param: "init.bias", values: [2] })).toEqual([]);
  });

  it("stays within what its parameter allows", () => {
    expect(pathsOf({ param: "task.unroll", from: 0, to: 40_000, count: 3 })).toEqual([
      "axes.0.from",
      "axes.0.to",
    ]);
    expect(pathsOf({ param: "task.unroll", values: [1, 2.5, "x"] })).toEqual([
      "axes.0.values.1",
      "axes.0.values.2",
    ]);
    expect(pathsOf({ param: "model.activation", values: ["tanh", "tan", 1] })).toEqual([
      "axes.0.values.1",
      "axes.0.values.2",
    ]);
    expect(pathsOf({ param: "model.activation", from: 0, to: 1, count: 2 })).toEqual(["axes.0.values"]);
    expect(pathsOf({ ...gain, values: [Number.POSITIVE_INFINITY] })).toEqual(["axes.0.values.0"]);
  });

  it("on a log scale runs between numbers of one sign", () => {
    for (const [from, to] of [
      [0, 1],
      [-1, 1],
      [1, 0],
    ]) {
      expect(pathsOf({ ...gain, from, to, count: 3, scale: "log" })).toEqual(["axes.0.scale"]);
    }
  });

  it("is checked beside another one that is broken, so that nothing has to be mended twice", () => {
    expect(pathsOf({ ...gain, from: 0, to: 1, count: 0.5 }, { param: "nosuch", values: [1] })).toEqual([
      "axes.0.count",
      "axes.1.param",
    ]);
  });

  it("over the hidden size must fit explicit data at every position", () => {
    const spec = {
      model: { hidden: 2 },
      task: { kind: "explicit", inputs: [[[1]]], targets: [[1]], initialState: { h: [[1, 2]] } },
      axes: [{ param: "model.hidden", values: [2, 3] }],
    };
    const parsed = parseSpec(spec);
    expect(parsed.ok ? [] : parsed.mistakes.map((m) => m.path)).toEqual(["axes.0.values.1"]);
  });

  it("is one of at most six, and all together stay within what memory holds", () => {
    const params = [
      "init.recurrent.gain",
      "init.input.gain",
      "init.readout.gain",
      "init.bias",
      "task.unroll",
      "seed",
    ];
    const axes = params.map((param) => ({ param, from: 1, to: 2, count: 2 }));
    expect(pathsOf(...axes)).toEqual([]);
    expect(pathsOf(...axes, { param: "model.hidden", from: 1, to: 2, count: 2 })).toEqual(["axes"]);
    expect(pathsOf(...axes.slice(0, 4).map((axis) => ({ ...axis, count: 1000 })))).toEqual(["axes"]);
  });
});

describe("a spec with one field changed", () => {
  it("shares what was not changed, leaves the old one alone, and refuses fields that are not there", () => {
    const spec = sound({});
    const changed = withField(spec, "init.recurrent.gain", 2);
    expect(changed.init).toHaveProperty("recurrent.gain", 2);
    expect(spec.init).toHaveProperty("recurrent.gain", 1);
    expect(changed.model).toBe(spec.model);
    expect(() => withField(spec, "init.recurrent.value", 2)).toThrow('no field "value"');
    expect(() => withField(spec, "__proto__.polluted", 2)).toThrow(RangeError);
  });
});
