// No address, however hostile, does more than be refused.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress } from "../../src/sweep/address.ts";
import { oddText } from "./arbitrary.ts";

function mistakesOf(fragment: string): string[] {
  const parsed = parseAddress(fragment);
  return parsed.ok ? [] : parsed.mistakes.map((m) => m.path);
}

describe("a hostile address", { timeout: 60_000 }, () => {
  const deepList = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const deepObject = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  const hostile = [
    "__proto__.polluted=1",
    "constructor.prototype.polluted=1",
    "model.__proto__.polluted=1",
    'model={"__proto__":{"polluted":1}}',
    'view={"__proto__":{"polluted":1},"constructor":1}',
    "a.b.c.d.e.f.g.h.i.j.k=1",
    ".....=1",
    "=1",
    `name=${deepList}`,
    `model=${deepObject}`,
    `task.kind=${deepObject}`,
    `view.point=${deepList}`,
    `view=${deepObject}`,
    'task.kind={"toString":1}',
    'init.recurrent.kind={"toString":1,"valueOf":1}',
    "axes.0=null",
    "axes.5.param=seed",
    "axes.length=4294967295",
    'init=5&axes=[{"param":"nosuch","values":[1]}]',
    "replicates=1e999",
    "seed=NaN",
    `${"x=1&".repeat(100_000)}`,
    "y".repeat(3_000_000),
    "view.point=[1e999]",
    "view.limits=[null,1]",
    "view.predict=true",
    `view.question=${"why?".repeat(51)}`,
    "view.question=%20",
    "view.question=7",
    "view.drawing=[]",
    "view.drawing=[[0,1,2]]",
    "view.drawing=[[0,1,2,3]]",
    "view.drawing=[[0,0,0,1001,0]]",
    "view.drawing=[[0,0,0,0.5,0]]",
    "view.drawing=[[-1,0,0,1,0]]",
    'view.drawing=[{"length":5}]',
    `view.drawing=[${"[0,1,2,3,4],".repeat(50)}[0,1,2,3,4]]`,
    `view.drawing=[[0${",1,2".repeat(801)}]]`,
    `view.drawing=[[0${",1,2".repeat(401)}],[0${",1,2".repeat(400)}]]`,
    "%ff%fe=%00",
  ];

  it.each(hostile.map((text) => [text.slice(0, 40), text]))("%s… is refused with a reason", (_, text) => {
    const mistakes = mistakesOf(text);
    expect(mistakes.length).toBeGreaterThan(0);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("made of random pieces never throws and never reaches a prototype", () => {
    const keys = Object.getOwnPropertyNames(Object.prototype).toSorted();
    const piece = fc.oneof(
      oddText,
      fc.constantFrom(
        "__proto__",
        "constructor",
        "prototype",
        "model",
        "view",
        "axes",
        "0",
        "task",
        "init",
        "kind",
      ),
    );
    const pair = fc
      .tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.oneof(oddText, fc.json()))
      .map(([path, value]) => `${path.join(".")}=${value}`);
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
        const parsed = parseAddress(pairs.join("&"));
        expect(parsed.ok || parsed.mistakes.length > 0).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(keys);
  });
});
