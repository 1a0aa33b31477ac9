// Where one is in a zoomed map: the steps that lead out, what becomes of the view, and labels that tell neighbours apart.

import { describe, expect, it } from "vitest";
import { viewInWindow } from "../../src/app/state/view.ts";
import { stepsTo, timesText } from "../../src/app/zoom/steps.ts";
import { digitsBetween } from "../../src/store/figure/format.ts";
import { positionText, shownAxes } from "../../src/store/figure/shownAxis.ts";
import { shortTicks, ticksOf } from "../../src/store/figure/ticks.ts";
import { specInRanges } from "../../src/sweep/ranges.ts";
import { type ZoomAxis, zoomAxisOf } from "../../src/sweep/window.ts";
import { sound } from "./draw.ts";

const home = sound({
  model: { hidden: 1 },
  axes: [
    { param: "init.recurrent.gain", from: -2, to: 2, count: 321 },
    { param: "task.unroll", from: 1, to: 100, count: 100 },
  ],
});
const inWindow = (from: number, to: number) => specInRanges(home, new Map([[0, { from, to, count: 321 }]]));
const axesOf = (spec: typeof home) => ({
  x: zoomAxisOf(spec, 0) as ZoomAxis,
  y: zoomAxisOf(spec, 1, 100) as ZoomAxis,
});

describe("the steps of a zoom", () => {
  it("lead from where one began to where one is, around the same middle", () => {
    const steps = stepsTo(axesOf(inWindow(0.5, 0.504)), axesOf(home));
    expect(steps.map(({ times }) => timesText(times))).toEqual(["×1", "×10", "×100", "×1\u202f000"]);
    expect(steps[0].ranges).toEqual(axesOf(home));
    const { x } = steps[2].ranges;
    expect([x?.from, x?.to].map((end) => Number(end?.toFixed(3)))).toEqual([0.482, 0.522]);
  });

  it("are a handful at any depth, and none beyond the first from outside", () => {
    const steps = stepsTo(axesOf(inWindow(0.5, 0.5 + 4e-12)), axesOf(home));
    expect(steps.length).toBeLessThanOrEqual(7);
    expect(timesText(steps.at(-1)?.times ?? 0)).toBe("×10¹²");
    expect(stepsTo(axesOf(inWindow(-4, 4)), axesOf(home)).map(({ times }) => times)).toEqual([1, 0.5]);
  });
});

describe("a view in another window", () => {
  const view = { metric: "loss", limits: [0, 1], trust: true, point: [200, 49, 0] } as const;
  it("keeps all, and the open network as long as it is in sight", () => {
    const near = inWindow(0, 1);
    const there = viewInWindow(view, home, near, [
      [-2, 2, 321],
      [1, 100, 100],
    ]);
    expect(there).toMatchObject({
      metric: "loss",
      limits: [0, 1],
      trust: true,
      home: [
        [-2, 2, 321],
        [1, 100, 100],
      ],
    });
    // Position 200 was 0.5.
    expect(there.point).toEqual([160, 49, 0]);
    expect(viewInWindow(there, near, home, undefined)).toEqual(view);
    // The control: out of sight it is closed.
    expect(viewInWindow(view, home, inWindow(1, 2), undefined).point).toBeUndefined();
  });
});

describe("labels at any depth", () => {
  const axisAt = (from: number, to: number) => shownAxes(inWindow(from, to))[0];
  it("tell neighbours apart", () => {
    const axis = axisAt(0.5, 0.5 + 1e-12);
    const labels = [0, 1, 2, 319, 320].map((at) => positionText(axis, at));
    expect(new Set(labels).size).toBe(5);
    // The control: where five digits do, there are five.
    expect(positionText(axisAt(-2, 2), 200)).toBe("0.5");
    expect(digitsBetween([0.1, 0.2])).toBe(5);
  });

  it("are short, and say what is to be added", () => {
    const { ticks, base } = shortTicks(ticksOf(axisAt(0.123456789, 0.123456789 + 1e-12), 10));
    expect(ticks.length).toBeGreaterThan(4);
    for (const { label } of ticks) expect(label.length).toBeLessThanOrEqual(5);
    expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
    expect(base).toMatch(/^ − 0\.123456789, in 10⁻¹²$/);
    expect(shortTicks(ticksOf(axisAt(-0.5, -0.5 + 1e-12), 10)).base).toMatch(/^ \+ 0\.5/);
    // The control: plain ranges have plain labels.
    expect(shortTicks(ticksOf(axisAt(-2, 2), 5)).base).toBe("");
  });
});
