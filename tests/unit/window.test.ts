// Zooming and panning, as arithmetic on the ranges of axes.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisValues } from "../../src/sweep/axis.ts";
import { differInRanges, specInRanges } from "../../src/sweep/ranges.ts";
import { mergedAxes, neighboursMerge } from "../../src/sweep/resolution.ts";
import {
  depthOf,
  magnification,
  movedPart,
  type Part,
  partOf,
  placeOf,
  rangeOf,
  snappedPart,
  WHOLE,
  type ZoomAxis,
  zoomAxisOf,
  zoomedPart,
} from "../../src/sweep/window.ts";
import { windowBounds } from "./bounds.ts";
import { sound } from "./draw.ts";

const spec = sound({
  mode: "training",
  model: { hidden: 1 },
  init: { recurrent: { kind: "constant", value: 1 } },
  axes: [
    { param: "init.recurrent.value", from: -2, to: 2, count: 321 },
    { param: "task.unroll", from: 1, to: 100, count: 100 },
    { param: "training.learningRate", from: 0.1, to: 10, count: 81, scale: "log" },
    { param: "model.activation", values: ["tanh", "relu"] },
  ],
});
const axisOf = (d: number, most?: number) => zoomAxisOf(spec, d, most) as ZoomAxis;
const [weight, unroll, rate] = [axisOf(0), axisOf(1), axisOf(2)];
const cut = (axis: ZoomAxis, part: Part): ZoomAxis => ({ ...axis, ...rangeOf(axis, part) });
const cellOf = ({ from, to, count }: ZoomAxis) => Math.abs(to - from) / (count - 1);

describe("an axis that can be zoomed", () => {
  it("has numbers at equal distances or ratios; names, lists, replicates and single positions have none", () => {
    expect(zoomAxisOf(spec, 3)).toBeNull();
    expect(zoomAxisOf(spec, 4)).toBeNull();
    const single = sound({ axes: [{ param: "init.recurrent.gain", from: 1, to: 2, count: 1 }] });
    expect(zoomAxisOf(single, 0)).toBeNull();
    const list = sound({ axes: [{ param: "init.recurrent.gain", values: [1, 2, 3] }] });
    expect(zoomAxisOf(list, 0)).toBeNull();
    expect([weight.integer, unroll.integer, rate.integer]).toEqual([false, true, false]);
  });
});

describe("zooming", () => {
  it("by two about the middle halves the range and keeps the count", () => {
    const { from, to, count } = rangeOf(weight, zoomedPart(weight, WHOLE, 2, 0.5));
    expect(count).toBe(321);
    expect((to - from) / 4).toBeCloseTo(0.5, 5);
    expect(from).toBeCloseTo(-to, 8);
  });

  it("keeps what is under the pointer there", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(weight, rate),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 50, noNaN: true }),
        (axis, at, factor) => {
          const next = cut(axis, zoomedPart(axis, WHOLE, factor, at));
          const under = valueAt(axis, at);
          expect(Math.abs(placeOf(next, under) - at) * next.count).toBeLessThan(windowBounds.cells);
          // The control: anywhere else it would be another place.
          const elsewhere = cut(axis, zoomedPart(axis, WHOLE, factor, at > 0.5 ? 0 : 1));
          if (factor < 1.2) return;
          expect(Math.abs(placeOf(elsewhere, under) - at) * next.count).toBeGreaterThan(windowBounds.cells);
        },
      ),
    );
  });

  it("in and out again about the same place leads back", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(weight, rate),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 50, noNaN: true }),
        (axis, at, factor) => {
          const inner = cut(axis, zoomedPart(axis, WHOLE, factor, at));
          const back = cut(inner, zoomedPart(inner, WHOLE, 1 / factor, at));
          expect(Math.abs(back.from - axis.from)).toBeLessThan(windowBounds.back * cellOf(axis));
          expect(Math.abs(back.to - axis.to)).toBeLessThan(windowBounds.back * cellOf(axis));
        },
      ),
    );
  });

  it("tells where a range lies in the picture of another: its own part of it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(weight, rate),
        fc.double({ min: 0, max: 0.7, noNaN: true }),
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        (axis, start, width) => {
          const part = partOf(axis, rangeOf(axis, [start, start + width]));
          expect(Math.abs(part[0] - start) * axis.count).toBeLessThan(windowBounds.cells);
          expect(Math.abs(part[1] - start - width) * axis.count).toBeLessThan(windowBounds.cells);
        },
      ),
    );
    expect(partOf(weight, weight)).toEqual([0, 1]);
    expect(magnification(cut(weight, [0.25, 0.5]), weight)).toBeCloseTo(4, 3);
  });

  it("leaves the ends as they are, to the last bit, where nothing changes", () => {
    const odd = zoomAxisOf(
      specInRanges(spec, new Map([[0, { from: 0.1 + 0.2, to: 1 / 3 + 1, count: 7 }]])),
      0,
    ) as ZoomAxis;
    expect(rangeOf(odd, WHOLE)).toEqual({ from: 0.1 + 0.2, to: 1 / 3 + 1, count: 7 });
  });

  it("goes on to windows of 10^-12, and ends before float64 cannot tell neighbours apart", () => {
    let axis = weight;
    let steps = 0;
    while (depthOf(axis) === null && steps++ < 200) axis = cut(axis, zoomedPart(axis, WHOLE, 2, 0.7));
    expect(depthOf(axis)).toBe("float64");
    expect(Math.abs(axis.to - axis.from)).toBeLessThan(1e-12);
    const deep = specInRanges(spec, new Map([[0, axis]]));
    expect(neighboursMerge(axisValues(deep, deep.axes[0]), "float64")).toBe(false);
    // The control: a single further step, taken all the same, loses them.
    const middle = (axis.from + axis.to) / 2;
    const further = { from: middle, to: middle + (axis.to - axis.from) / 16, count: 321 };
    const lost = specInRanges(spec, new Map([[0, further]]));
    expect(neighboursMerge(axisValues(lost, lost.axes[0]), "float64")).toBe(true);
  });
});

describe("an axis of whole numbers", () => {
  it("has a position for each of them and no more, at least two, and gets its positions back", () => {
    const half = cut(unroll, zoomedPart(unroll, WHOLE, 2, 0));
    expect([half.from, half.to, half.count]).toEqual([1, 50, 50]);
    let axis = unroll;
    for (let n = 0; n < 12; n++) axis = cut(axis, zoomedPart(axis, WHOLE, 2, 0.4));
    expect([axis.count, axis.to - axis.from, depthOf(axis)]).toEqual([2, 1, "whole numbers"]);
    expect(Number.isInteger(axis.from)).toBe(true);
    for (let n = 0; n < 6; n++) axis = cut(axis, zoomedPart(axis, WHOLE, 0.5, 0.4));
    expect(axis.count).toBe(100);
    expect(axis.from).toBe(1);
  });

  it("never goes below the least that its field allows, however far one zooms out or pans", () => {
    const out = rangeOf(unroll, zoomedPart(unroll, WHOLE, 0.5, 0.5));
    // Two numbers share a cell then, of which the second is shown.
    expect(out).toEqual({ from: 2, to: 200, count: 100 });
    expect(rangeOf(unroll, movedPart(unroll, WHOLE, -0.3))).toEqual({ from: 1, to: 100, count: 100 });
    expect(rangeOf(unroll, movedPart(unroll, WHOLE, 0.3))).toEqual({ from: 31, to: 130, count: 100 });
    // The control: an axis that may go below 1 does.
    expect(rangeOf(weight, movedPart(weight, WHOLE, -0.3)).from).toBeLessThan(-3);
  });
});

describe("limits", () => {
  it("hold on every axis for any chain of zooms and pans", () => {
    const steps = fc.array(
      fc.tuple(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.constantFrom(weight, unroll, rate), steps, (start, chain) => {
        let axis = start;
        for (const [factor, by] of chain) {
          axis = cut(axis, movedPart(axis, zoomedPart(axis, WHOLE, factor, Math.abs(by)), by));
        }
        for (const end of [axis.from, axis.to]) {
          expect(end).toBeGreaterThanOrEqual(axis.min);
          expect(end).toBeLessThanOrEqual(axis.max);
        }
        expect(axis.from).toBeLessThan(axis.to);
        expect(axis.count).toBeGreaterThanOrEqual(2);
        expect(axis.count).toBeLessThanOrEqual(start.count);
        if (axis.scale === "log") expect(axis.from).toBeGreaterThan(0);
      }),
    );
  });
});

describe("panning", () => {
  it("by whole cells meets the same points again", () => {
    const moved = cut(weight, snappedPart(weight, movedPart(weight, WHOLE, 10.3 / 321)));
    const shift = (moved.from - weight.from) / cellOf(weight);
    expect(Math.abs(shift - 10)).toBeLessThan(windowBounds.cells);
    // The control: without it the points lie between.
    const loose = cut(weight, movedPart(weight, WHOLE, 10.3 / 321));
    expect(Math.abs((loose.from - weight.from) / cellOf(weight) - 10)).toBeGreaterThan(0.2);
  });
});

describe("two sweeps", () => {
  it("differ in their ranges alone, or in something else", () => {
    const other = specInRanges(spec, new Map([[0, { from: 0, to: 1, count: 321 }]]));
    expect(differInRanges(spec, other)).toBe(true);
    expect(differInRanges(spec, { ...other, seed: 1 })).toBe(false);
    expect(differInRanges(spec, { ...other, axes: other.axes.toReversed() })).toBe(false);
  });
});

describe("float32", () => {
  const at = (param: string, from: number, to: number) => sound({ axes: [{ param, from, to, count: 100 }] });
  it("tells neighbours apart down to its own steps, and around zero for ever", () => {
    expect(mergedAxes(at("init.recurrent.gain", 1, 1 + 1e-4), "float32")).toEqual([]);
    expect(mergedAxes(at("init.recurrent.gain", 1, 1 + 1e-6), "float32")).toEqual([0]);
    expect(mergedAxes(at("init.recurrent.gain", 1, 1 + 1e-6), "float64")).toEqual([]);
    expect(mergedAxes(at("init.recurrent.gain", 0, 1e-12), "float32")).toEqual([]);
  });

  it("is not asked of whole numbers, whose positions may repeat", () => {
    expect(mergedAxes(at("task.unroll", 1, 5), "float32")).toEqual([]);
  });
});

/** The value at a fraction of the picture: the inverse of `placeOf`, found by halving. */
function valueAt(axis: ZoomAxis, at: number): number {
  let [low, high] = axis.scale === "log" ? [1e-9, 1e9] : [-1e3, 1e3];
  for (let n = 0; n < 200; n++) {
    const middle = (low + high) / 2;
    if (placeOf(axis, middle) < at) low = middle;
    else high = middle;
  }
  return low;
}
