// `--point`: the right spec for right indices, every wrong index named otherwise.

import { expect, it } from "vitest";
import { pointOf } from "../../../src/cli/point.ts";
import { mistakeText } from "../../../src/sweep/mistakes.ts";
import { parseSpec } from "../../../src/sweep/spec.ts";

const parsed = parseSpec({
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 2, count: 5 },
    { param: "model.activation", values: ["relu", "tanh"] },
  ],
  replicates: 3,
});
if (!parsed.ok) throw new Error("the spec of this test is wrong");
const spec = parsed.value;

function mistakesAt(text: string): string[] {
  const point = pointOf(spec, text);
  return point.ok ? [] : point.mistakes.map(mistakeText);
}

it("sets every axis to its value at the index; the replicate may be left out", () => {
  const point = pointOf(spec, "3, 0");
  expect(point).toMatchObject({
    ok: true,
    value: { spec: { init: { recurrent: { gain: 1.5 } }, model: { activation: "relu" } }, replicate: 0 },
  });
  expect(pointOf(spec, "0,1,2")).toMatchObject({ ok: true, value: { replicate: 2 } });
});

it("names every wrong index with what is allowed there", () => {
  expect(mistakesAt("5,x,-1")).toEqual([
    "--point.0: given 5; allowed: an integer from 0 to 4 (init.recurrent.gain)",
    '--point.1: given "x"; allowed: an integer from 0 to 1 (model.activation)',
    "--point.2: given -1; allowed: an integer from 0 to 2 (replicate)",
  ]);
  expect(mistakesAt("1.5,1")).toEqual([
    "--point.0: given 1.5; allowed: an integer from 0 to 4 (init.recurrent.gain)",
  ]);
  expect(mistakesAt("1")).toHaveLength(1);
  expect(mistakesAt("1,,")).toHaveLength(2);
  expect(mistakesAt("0,0,0,0")[0]).toMatch(/^--point: given 4 indices; allowed: 2 or 3 indices/);
});
