// One cursor on two maps: at the same values where both have the axis, and at the same fraction where they have not.

import { describe, expect, it } from "vitest";
import { linkedIndex, linkOf } from "../../../src/app/beside/linked.ts";
import { shownAxes } from "../../../src/store/figure/shownAxis.ts";
import { parseSpec } from "../../../src/sweep/spec.ts";

function axisOf(axis: object) {
  const parsed = parseSpec({ axes: [axis] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return shownAxes(parsed.value)[0];
}

const gain = (from: number, to: number, count: number, scale = "linear") =>
  axisOf({ param: "init.recurrent.gain", from, to, count, scale });

describe("the linked position", () => {
  it("has the same value on a finer, a wider and a turned axis", () => {
    const own = gain(0, 2, 5);
    expect(linkedIndex(own, 3, gain(0, 2, 9))).toBe(6);
    expect(linkedIndex(own, 3, gain(0, 3, 7))).toBe(3);
    expect(linkedIndex(own, 3, gain(2, 0, 5))).toBe(1);
    // The control: the same fraction of the wider one is another value.
    const other = axisOf({ param: "init.input.gain", from: 0, to: 3, count: 7 });
    expect(linkedIndex(own, 3, other)).toBe(4);
    expect(linkOf(own, other)).toBe("fractions");
    expect(linkOf(own, gain(0, 3, 7))).toBe("values");
  });

  it("is the nearest by ratio on a logarithmic axis", () => {
    // 4.4 lies nearer to 1 than to 10 by difference, and nearer to 10 by ratio.
    const own = axisOf({ param: "init.recurrent.gain", values: [4.4] });
    expect(linkedIndex(own, 0, gain(0.1, 100, 4, "log"))).toBe(2);
    expect(linkedIndex(own, 0, gain(1, 10, 2))).toBe(0);
  });

  it("is none where the value lies more than half a step outside, or the name is not there", () => {
    const own = gain(0, 3, 7);
    expect(linkedIndex(own, 6, gain(0, 2, 5))).toBe(-1);
    expect(linkedIndex(own, 4, gain(0, 2, 5))).toBe(4);
    const cells = axisOf({ param: "model.cell", values: ["rnn", "lstm"] });
    expect(linkedIndex(cells, 1, axisOf({ param: "model.cell", values: ["lstm", "gru"] }))).toBe(0);
    expect(linkedIndex(cells, 0, axisOf({ param: "model.cell", values: ["lstm", "gru"] }))).toBe(-1);
  });

  it("stays on the map where one of the two has no axis on this side", () => {
    expect(linkedIndex(gain(0, 3, 7), 4, undefined)).toBe(0);
    expect(linkedIndex(undefined, 0, gain(0, 3, 7))).toBe(3);
  });
});
