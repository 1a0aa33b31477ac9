// The slice plots' numbers: where a curve is drawn and where it has gaps, what its table says, and how panels are laid out.

import { describe, expect, it } from "vitest";
import { curveStyle } from "../../src/app/map/slice/curveStyle.ts";
import { piecesOf } from "../../src/app/map/slice/pieces.ts";
import { summaryOf } from "../../src/app/map/slice/sliceData.ts";
import { valueScale } from "../../src/app/map/slice/valueScale.ts";
import { columnsOf, edgesOf, LABELS } from "../../src/app/map/trellis.ts";
import { metricQuantity } from "../../src/store/figure/quantity.ts";

const { NEGATIVE_INFINITY: LOW, POSITIVE_INFINITY: HIGH, NaN: NONE } = Number;
const list = (...values: number[]) => Float64Array.from(values);
const all = (values: Float64Array) => new Uint8Array(values.length).fill(1);
const always = () => true;

describe("the pieces of a curve", () => {
  it("are lines with gaps, and marks where the gaps are values off the scale", () => {
    const values = list(1, 2, LOW, LOW, 3, NONE, HIGH, 4, 5);
    const there = all(values);
    there[7] = 0;
    expect(piecesOf(values, there, always, 100)).toEqual({
      lines: [
        [
          [0, 1],
          [1, 2],
        ],
        [[4, 3]],
        [[8, 5]],
      ],
      marks: [
        { from: 2, to: 3, kind: "lowest" },
        { from: 5, to: 5, kind: "nan" },
        { from: 6, to: 6, kind: "highest" },
      ],
    });
  });

  it("put what has no logarithm with what is zero", () => {
    const values = list(1, 0, 10);
    const { marks } = piecesOf(values, all(values), (value) => value > 0, 100);
    expect(marks).toEqual([{ from: 1, to: 1, kind: "lowest" }]);
    // The control: on a linear scale zero is a number like any other.
    expect(piecesOf(values, all(values), always, 100).marks).toEqual([]);
  });

  it("are thinned to the columns there are, and no peak is lost", () => {
    const values = Float64Array.from({ length: 4096 }, (_, i) => Math.sin(i / 300));
    values[1234] = 50;
    values[3000] = -50;
    const { lines } = piecesOf(values, all(values), always, 200);
    expect(lines).toHaveLength(1);
    expect(lines[0].length).toBeLessThanOrEqual(400);
    const heights = lines[0].map(([, value]) => value);
    expect([Math.max(...heights), Math.min(...heights)]).toEqual([50, -50]);
    // The control: every twentieth value alone would have lost it.
    expect(Math.max(...values.filter((_, i) => i % 20 === 0))).toBeLessThan(2);
  });
});

describe("the summary of a curve", () => {
  it("counts infinities as extremes and leaves out what is no number", () => {
    const values = list(2, NONE, 7, LOW, 5);
    const there = all(values);
    expect(summaryOf({ values, there })).toEqual({
      first: 2,
      last: 5,
      least: LOW,
      most: 7,
      nan: 1,
      waiting: 0,
    });
    there[0] = 0;
    values[0] = NONE;
    expect(summaryOf({ values, there })).toMatchObject({ first: NONE, nan: 1, waiting: 1 });
    expect(summaryOf({ values: list(NONE), there: new Uint8Array(1) })).toMatchObject({
      least: NONE,
      most: NONE,
      waiting: 1,
    });
  });
});

describe("the scale of the values", () => {
  it("holds all of them, with round labels inside", () => {
    const scale = valueScale(metricQuantity("logGradientRatio"), [list(-40, LOW, 3), list(NONE, 12)], 5);
    expect(scale.at(-40)).toBeCloseTo(0.06, 12);
    expect(scale.at(12)).toBeCloseTo(0.94, 12);
    expect(scale.ticks.map(({ label }) => label)).toEqual(["−40", "−30", "−20", "−10", "0", "10"]);
  });

  it("of losses goes by powers of ten, and says that zero has no place", () => {
    const scale = valueScale(metricQuantity("finalLoss"), [list(1e-6, 0, 1)], 5);
    expect(scale.at(1e-3)).toBeCloseTo(0.5, 12);
    expect([scale.hasPlace(0), scale.hasPlace(1e-30)]).toEqual([false, true]);
  });

  it("of outcomes is a line per name", () => {
    const { ticks, at } = valueScale(metricQuantity("outcome"), [list(0, 4)], 5);
    expect(ticks.map(({ label }) => label)).toContain("bouncing");
    expect(ticks.find(({ label }) => label === "diverged")?.at).toBe(at(4));
  });

  it("gives a flat curve, and none at all, some room", () => {
    const flat = valueScale(metricQuantity("lyapunov"), [list(0, 0)], 5);
    expect(flat.at(0)).toBeCloseTo(0.5, 12);
    expect(valueScale(metricQuantity("lyapunov"), [list(NONE)], 5).ticks.length).toBeGreaterThan(1);
  });
});

describe("the styles of twelve curves", () => {
  it("differ in colour or in dashes and in marker, each from every other", () => {
    const styles = Array.from({ length: 12 }, (_, n) => curveStyle(n));
    expect(new Set(styles.map(({ name, dashes }) => `${name} ${dashes}`)).size).toBe(12);
    expect(new Set(styles.map(({ name, marker }) => `${name} ${marker}`)).size).toBe(12);
    // Neighbours differ in all of them.
    styles.slice(1).forEach((style, n) => {
      expect(style.name).not.toBe(styles[n].name);
      expect(style.dashes).not.toBe(styles[n].dashes);
      expect(style.marker).not.toBe(styles[n].marker);
    });
  });
});

describe("the columns of panels", () => {
  it("are as many as are wide enough, with a last row as full as can be", () => {
    expect(columnsOf(3, 0, 1050, LABELS)).toBe(3);
    expect(columnsOf(12, 0, 1050, LABELS)).toBe(4);
    expect(columnsOf(8, 0, 1050, LABELS)).toBe(4);
    expect(columnsOf(12, 0, 340, LABELS)).toBe(1);
    // Two dimensions keep their grid where it fits.
    expect(columnsOf(12, 3, 1050, LABELS)).toBe(3);
    expect(columnsOf(12, 6, 1050, LABELS)).toBe(4);
  });

  it("carry the labels at the outer panels, also above an empty place in the last row", () => {
    const edges = Array.from({ length: 5 }, (_, i) => edgesOf(i, 5, 3));
    expect(edges.map(({ isLeft }) => isLeft)).toEqual([true, false, false, true, false]);
    expect(edges.map(({ isBottom }) => isBottom)).toEqual([false, false, true, true, true]);
  });
});
