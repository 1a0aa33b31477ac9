// What two sweeps differ in, in words.

import { describe, expect, it } from "vitest";
import { differences } from "../../../src/app/beside/differs.ts";
import { parseSpec } from "../../../src/sweep/spec.ts";

function sound(input: unknown) {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

const gain = { param: "init.recurrent.gain", from: 0, to: 3, count: 31 };
const base = { axes: [gain], metrics: ["loss"] };

describe("what differs", () => {
  it("is nothing between sweeps that compute the same, whatever they are called and show", () => {
    expect(
      differences(sound(base), sound({ ...base, name: "another", metrics: ["logGradientRatio"] })),
    ).toEqual([]);
  });

  it("is said once per field, with both values", () => {
    const a = sound({ ...base, seed: 3, model: { hidden: 8 } });
    const b = sound({ ...base, model: { hidden: 16 } });
    expect(differences(a, b)).toEqual(["Hidden size H 8 instead of 16", "Seed 3 instead of 0"]);
    expect(differences(b, a)).toEqual(["Hidden size H 16 instead of 8", "Seed 0 instead of 3"]);
  });

  it("is the kind alone where other fields follow from it", () => {
    const texts = differences(sound({ ...base, task: { kind: "adding" } }), sound(base));
    expect(texts.filter((text) => text.includes("adding"))).toHaveLength(1);
    expect(texts).toHaveLength(1);
  });

  it("is the range of an axis as a whole, another parameter, or the list of them", () => {
    expect(
      differences(sound({ ...base, axes: [{ ...gain, from: 1, to: 2, count: 9 }] }), sound(base)),
    ).toEqual(["Recurrent weights: gain 1 … 2 (9 positions) instead of 0 … 3 (31 positions)"]);
    const other = { param: "init.input.gain", from: 0, to: 3, count: 31 };
    expect(differences(sound({ ...base, axes: [other] }), sound(base))).toEqual([
      "Axis 1 Input weights: gain instead of Recurrent weights: gain",
    ]);
    expect(differences(sound({ ...base, axes: [gain, other] }), sound(base))).toEqual([
      "Axes Recurrent weights: gain × Input weights: gain instead of Recurrent weights: gain",
    ]);
  });
});
