// The networks under a map: any place of any window is the network that the sweep has there, and the curves follow into windows
// of any size.

import { describe, expect, it } from "vitest";
import { presetSpec } from "../../../src/app/presets/open.ts";
import { type BorderName, borderNames, borders } from "../../../src/model/theory/borders/index.ts";
import { arrangementOf } from "../../../src/store/figure/arrangement.ts";
import {
  powerOfTen,
  roundDecades,
  sayingBorders,
  wholeCurve,
} from "../../../src/store/figure/borders/borderCurves.ts";
import { borderPlane } from "../../../src/store/figure/borders/borderPlane.ts";
import { shownAxes } from "../../../src/store/figure/shownAxis.ts";
import { axisValues } from "../../../src/sweep/axis.ts";
import type { SweepSpec } from "../../../src/sweep/spec.ts";
import { sound } from "../draw.ts";
import { planeOf } from "./measured.ts";

const constant = (value: number) => ({ kind: "constant", value });
const scalarInit = { recurrent: constant(1), input: constant(1), readout: constant(1) };

/** The plane of a panel: a position along the first dimension that the map does not show. */
function panelPlane(spec: SweepSpec, index = 0, factors?: readonly number[]) {
  const { x, y, hidden } = arrangementOf(spec, {}, factors);
  const position = [...spec.axes, null].map((_, d) => (d === hidden[0] ? index : 0));
  const plane = borderPlane(spec, shownAxes(spec, factors), { x, y, isReduced: false, position });
  if (plane === null) throw new Error("no axis of numbers");
  return plane;
}

describe("a place on the map", () => {
  const spec = sound({
    mode: "training",
    model: { hidden: 1 },
    init: scalarInit,
    axes: [
      { param: "training.learningRate", from: 0.001, to: 10, count: 61, scale: "log" },
      { param: "task.unroll", values: [1, 2, 5, 12, 40] },
    ],
  });

  it("in the middle of a pixel is its network, and between two pixels between their networks", () => {
    const plane = planeOf(spec);
    const rates = axisValues(spec, spec.axes[0]);
    for (const [i, j] of [
      [0, 0],
      [60, 4],
      [17, 2],
    ]) {
      const point = plane.at((i + 0.5) / 61, (j + 0.5) / 5);
      expect(point.learningRate / Number(rates[i])).toBeCloseTo(1, 12);
      expect(point.unroll).toBe([1, 2, 5, 12, 40][j]);
    }
    expect(plane.at(0.5, 3 / 5).unroll).toBeCloseTo((5 + 12) / 2, 12);
    // Half a step beyond the ends, where the map's edges are.
    expect(plane.at(0, 0.5).learningRate / (0.001 / 10 ** (4 / 120))).toBeCloseTo(1, 12);
  });

  it("is the same where several points share a pixel, the last of which may be missing some", () => {
    const wide = sound({
      model: { hidden: 1 },
      init: scalarInit,
      axes: [{ param: "init.recurrent.value", from: 0, to: 9, count: 10 }],
    });
    const merged = panelPlane(wide, 0, [4, 1]);
    // Three pixels of four points: the first spans the points 0 to 3, so its middle lies at 1.5.
    expect(merged.at(1 / 6, 0).recurrent?.scale).toBeCloseTo(1.5, 12);
    expect(panelPlane(wide).at(0.05, 0).recurrent?.scale).toBeCloseTo(0, 12);
  });

  it("knows what else a panel stands for", () => {
    const three = presetSpec("threeCells");
    expect(panelPlane(three, 0).at(0.3, 0.3).cell).toBe("rnn");
    expect(panelPlane(three, 2).at(0.3, 0.3).cell).toBe("lstm");
    expect(sayingBorders([panelPlane(three, 2)])).toEqual(["gateSlope"]);
    expect(sayingBorders([panelPlane(three, 0)])).toContain("linearEdge");
  });

  it("takes structures from point to point: a seed has no half", () => {
    const luck = presetSpec("luckOfTheDraw");
    const plane = panelPlane(luck);
    const norm = (u: number) => plane.at(u, 0.4).network.drawNorm();
    expect(norm(0.1 / 64)).toBe(norm(0.9 / 64));
    expect(norm(0.1 / 64)).not.toBe(norm(1.1 / 64));
    const bound = wholeCurve(plane, "normBound").lines.flatMap(({ pieces }) => pieces);
    expect(bound.length).toBeGreaterThan(20);
    for (const piece of bound) expect(Math.abs(piece[0][1] - piece[piece.length - 1][1])).toBeLessThan(0.02);
  });
});

describe("curves in windows of any size", () => {
  it.each([1, 1e-3, 1e-6, 1e-9, 1e-12])(
    "find the edge |w| = 1 in the middle of a window %f wide",
    (width) => {
      const spec = sound({
        model: { hidden: 1, activation: "identity" },
        init: scalarInit,
        axes: [
          { param: "init.recurrent.value", from: 1 - width / 2, to: 1 + width / 2, count: 101 },
          { param: "task.unroll", from: 10, to: 20, count: 11 },
        ],
      });
      const [line] = wholeCurve(planeOf(spec), "linearEdge").lines;
      expect(line.pieces).toHaveLength(1);
      // At 10⁻¹² a float64 has but some ten thousand numbers in the window.
      for (const [u] of line.pieces[0]) expect(Math.abs(u - 0.5)).toBeLessThan(1e-3);
    },
  );

  it("do without a second axis", () => {
    const spec = presetSpec("initialisers");
    const [line] = wholeCurve(panelPlane(spec), "linearEdge").lines;
    for (const [u] of line.pieces[0]) expect(u).toBeCloseTo(80.5 / 161, 5);
    expect(
      borderPlane(spec, shownAxes(spec), { x: -1, y: -1, isReduced: false, position: [0, 0, 0] }),
    ).toBeNull();
  });

  it("of replicates that are reduced to one number say nothing of a single draw", () => {
    const spec = sound({
      model: { hidden: 4 },
      replicates: 3,
      axes: [{ param: "init.recurrent.gain", from: 0, to: 2, count: 20 }],
    });
    const plane = (isReduced: boolean) =>
      borderPlane(spec, shownAxes(spec), { x: 0, y: -1, isReduced, position: [0, 1] });
    const lines = (isReduced: boolean) => {
      const found = plane(isReduced);
      return found === null ? -1 : wholeCurve(found, "normBound").lines.length;
    };
    expect([lines(false), lines(true)]).toEqual([1, 0]);
  });
});

describe("decades", () => {
  it("are round, few, and never 0", () => {
    expect(roundDecades([-11, -3, 0, 2, 7])).toEqual([-10, -5, 5]);
    expect(roundDecades(Array.from({ length: 101 }, (_, i) => -i))).toEqual([-80, -60, -40, -20]);
    expect(roundDecades([])).toEqual([]);
    expect(roundDecades([Number.NaN, Number.NEGATIVE_INFINITY])).toEqual([]);
    expect(roundDecades([0.1, 0.2])).toEqual([]);
    expect([-20, 5, -105].map(powerOfTen)).toEqual(["10⁻²⁰", "10⁵", "10⁻¹⁰⁵"]);
  });
});

describe("the catalog", () => {
  it.each(borderNames)("says of %s what it is, by which formula and from where", (name: BorderName) => {
    const { title, label, formula, source, note } = borders[name];
    const point = planeOf(presetSpec("scalar")).at(0.4, 0.4);
    for (const text of [title, label, formula, note(point)]) expect(text).toMatch(/\w/);
    expect(source).toMatch(/\d{4}/);
    expect(title.length).toBeLessThan(34);
  });

  it("offers on each preset what says something of it", () => {
    const offered = (name: Parameters<typeof presetSpec>[0]) => sayingBorders([panelPlane(presetSpec(name))]);
    expect(offered("scalar")).toEqual(["linearEdge", "linearSlope"]);
    expect(offered("biasWeight")).toEqual(["tanhFold", "tanhFlip", "normBound"]);
    expect(offered("gainUnroll")).toEqual(["normBound", "meanFieldEdge"]);
    expect(offered("fractal")).toEqual(["linearEdge", "linearSlope", "stepLimit"]);
    expect(offered("everHigh")).toEqual(["normBound"]);
  });
});
