// Explicit data: sequences of different lengths, initial states by part, and every shape that does not fit.

import { describe, expect, it } from "vitest";
import { tasks } from "../../src/model/tasks/index.ts";
import { unrollOf } from "../../src/sweep/point.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { inspect, sound } from "./draw.ts";

const ragged = {
  kind: "explicit",
  inputs: [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [[7, 8]],
    [
      [9, 10],
      [11, 12],
    ],
  ],
  targets: [[1], [2], [3]],
} as const;

function mistakesOf(task: object, model: object = { hidden: 1 }): Record<string, string> {
  const parsed = parseSpec({ model, task });
  return parsed.ok ? {} : Object.fromEntries(parsed.mistakes.map(({ path, allowed }) => [path, allowed]));
}

describe("explicit sequences", () => {
  it("of different lengths are unrolled over the longest, each over its own steps", () => {
    const { task } = sound({ task: ragged });
    if (task.kind !== "explicit") throw new Error(task.kind);
    expect(unrollOf(task)).toBe(3);
    const data = tasks.explicit.data(task, 0);
    expect([...(data.lengths ?? [])]).toEqual([3, 1, 2]);
    ragged.inputs.forEach((sequence, b) => {
      sequence.forEach((x, i) => {
        expect([0, 1].map((k) => data.input(i + 1, 3, b, k))).toEqual(x);
      });
    });
    // Behind a sequence's end there are zeros, so that all rows are of one length.
    expect([...data.sequences]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 9, 10, 11, 12, 0, 0]);
  });

  it("that are padded to one length say how far each is to be read, and mean what ragged ones mean", async () => {
    const inputs = ragged.inputs.map((rows) => [...rows, ...new Array(3 - rows.length).fill([99, 99])]);
    const padded = { ...ragged, inputs, lengths: [3, 1, 2] };
    const model = { hidden: 2, cell: "lstm" };
    const of = async (task: object) => {
      const { engine: _, ...rest } = await inspect({ model, task });
      return rest;
    };
    expect(await of(padded)).toEqual(await of(ragged));
    // Control: without the lengths the padding is read.
    expect(await of({ ...padded, lengths: null })).not.toEqual(await of(ragged));
    expect(mistakesOf({ ...padded, lengths: [3, 1] })).toEqual({
      "task.lengths": "3 lengths, one per sequence of task.inputs",
    });
    expect(mistakesOf({ ...padded, lengths: [0, 4, 1.5] })).toEqual({ "task.lengths.2": expect.any(String) });
    expect(mistakesOf({ ...padded, lengths: [0, 4, 1] })).toEqual({
      "task.lengths.0": "1 to 3, the steps of inputs.0",
      "task.lengths.1": "1 to 3, the steps of inputs.1",
    });
  });

  it("of one length say so with no lengths at all", () => {
    const inputs = ragged.inputs.map((sequence) => [sequence[0]]);
    const { task } = sound({ task: { ...ragged, inputs } });
    if (task.kind !== "explicit") throw new Error(task.kind);
    expect(tasks.explicit.data(task, 0).lengths).toBeNull();
  });

  it("without a step, too long or of another width are each named", () => {
    const inputs = [[], [[1]], [[1], [2, 3]], new Array(32769).fill([0])];
    expect(Object.keys(mistakesOf({ kind: "explicit", inputs, targets: [[1], [1], [1], [1]] }))).toEqual([
      "task.inputs.0",
      "task.inputs.2.1",
      "task.inputs.3",
    ]);
    expect(mistakesOf(ragged)).toEqual({});
  });

  it("that would fill the memory once they are padded are refused", () => {
    const inputs = [
      new Array(32768).fill(new Array(9).fill(0)),
      ...new Array(63).fill([new Array(9).fill(0)]),
    ];
    const targets = new Array(64).fill([0]);
    expect(mistakesOf({ kind: "explicit", inputs, targets })).toEqual({
      "task.inputs": "at most 16777216 numbers",
    });
    // Control: with one input less the block is as large as allowed.
    const fewer = inputs.map((sequence) => sequence.map((x: number[]) => x.slice(1)));
    expect(mistakesOf({ kind: "explicit", inputs: fewer, targets })).toEqual({});
  });
});

describe("an initial state", () => {
  const h = [[0.1], [0.2], [0.3]];

  it("is given by its parts, and a part that is left out is zero", () => {
    const { task } = sound({ model: { hidden: 1 }, task: { ...ragged, initialState: { h } } });
    if (task.kind !== "explicit") throw new Error(task.kind);
    const { initialState } = tasks.explicit.data(task, 0);
    expect([...(initialState.h ?? [])]).toEqual([0.1, 0.2, 0.3]);
    expect(initialState.c).toBeUndefined();
    const c = tasks.explicit.data({ ...task, initialState: { c: h } }, 0).initialState;
    expect(Object.keys(c)).toEqual(["c"]);
  });

  it("has c only with the cell lstm, and no other part", () => {
    expect(mistakesOf({ ...ragged, initialState: { h, c: h } })).toEqual({
      "task.initialState.c": 'nothing: cell "rnn" has no c (lstm has)',
    });
    expect(Object.keys(mistakesOf({ ...ragged, initialState: { d: h } }))).toEqual(["task.initialState.d"]);
    expect(mistakesOf({ ...ragged, initialState: { h } })).toEqual({});
  });

  it("without any part is null, not an empty object", () => {
    expect(Object.keys(mistakesOf({ ...ragged, initialState: {} }))).toEqual(["task.initialState"]);
    expect(mistakesOf({ ...ragged, initialState: null })).toEqual({});
  });
});
