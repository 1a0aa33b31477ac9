// What a figure's map shows: every pixel of the PNG has the colour of its value, whatever the value is.

import { describe, expect, it } from "vitest";
import { ColourScale } from "../../src/store/figure/colours.ts";
import type { Figure } from "../../src/store/figure/figure.ts";
import { outcomeColours } from "../../src/store/figure/outcomeColours.ts";
import { pngOf } from "../../src/store/figure/png/pngOf.ts";
import { figured, gain, mapsOf, unroll } from "./figureResults.ts";
import { readPng } from "./readPng.ts";

const COLUMNS = 7;
const ROWS = 5;
const grid = { axes: [gain(COLUMNS), unroll(ROWS)] };

/** The colours of the map's points in the PNG, column by column from the lowest row up; each point in all its pixels. */
function colours(figure: Figure, columns: number, rows: number, scale = 2): string[] {
  const png = readPng(pngOf(figure, scale));
  const { x, y, width, height } = mapsOf(figure)[0];
  const torn: number[] = [];
  const found = Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [Math.floor(i / rows), i % rows];
    const left = Math.round((x + (column * width) / columns) * scale);
    const right = Math.round((x + ((column + 1) * width) / columns) * scale);
    const top = Math.round((y + ((rows - 1 - row) * height) / rows) * scale);
    const bottom = Math.round((y + ((rows - row) * height) / rows) * scale);
    const corners = [left, right - 1].flatMap((px) =>
      [top, bottom - 1].map((py) => png.at(px, py).join(" ")),
    );
    if (new Set(corners).size !== 1) torn.push(i);
    return corners[0];
  });
  expect(torn, "points whose corners differ").toEqual([]);
  return found;
}

/** The colours that a scale has for values. */
function expected(values: readonly number[], scale: ColourScale): string[] {
  return values.map((value) => scale.cssOf(value).replace("rgb(", "").replace(")", ""));
}

const limits = [-3, 3] as const;
const extremes = [
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  -1e308,
  1e308,
  0,
  -0,
  1e-300,
];
const value = (i: number) => (i < extremes.length ? extremes[i] : ((i * 37) % 61) / 10 - 3);
const values = Array.from({ length: COLUMNS * ROWS }, (_, i) => value(i));

describe("the map of a figure", () => {
  it("has the scale's colour of every value, first axis to the right and second axis up", async () => {
    const figure = await figured(grid, ([x, y]) => value(x * ROWS + y), { limits });
    const found = colours(figure, COLUMNS, ROWS);
    expect(found).toEqual(expected(values, new ColourScale("diverging", limits)));
    // The controls: rows upside down, and another end of the scale, are other pictures.
    const upsideDown = await figured(grid, ([x, y]) => value(x * ROWS + ROWS - 1 - y), { limits });
    expect(mapsOf(upsideDown)[0].pixels.rgba).not.toEqual(mapsOf(figure)[0].pixels.rgba);
    expect(found).not.toEqual(expected(values, new ColourScale("diverging", [-3, 4])));
  });

  it("is the same at every scale", async () => {
    const figure = await figured({ axes: [gain(35)] }, ([x]) => value(x), { limits });
    for (const scale of [3, 5]) {
      expect(colours(figure, 35, 1, scale)).toEqual(expected(values, new ColourScale("diverging", limits)));
    }
  });

  it("keeps each of a thousand points apart", async () => {
    const figure = await figured({ axes: [gain(1000)] }, ([x]) => (x === 500 ? 3 : -3), { limits });
    const found = colours(figure, 1000, 1);
    expect(found.flatMap((colour, i) => (colour === found[0] ? [] : [i]))).toEqual([500]);
  });

  it("shows outcomes in their own colours", async () => {
    const spec = { mode: "training", axes: [gain(6)] };
    const figure = await figured(spec, ([x]) => x - 1, { metric: "outcome" });
    const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(" ");
    expect(colours(figure, 6, 1)).toEqual(Object.values(outcomeColours).map(rgb));
  });

  it.each([
    ["all equal", 2],
    ["all NaN", Number.NaN],
    ["all −∞", Number.NEGATIVE_INFINITY],
    ["all +∞", Number.POSITIVE_INFINITY],
    ["all 0", 0],
  ])("is one colour, and whole, where values are %s", async (_, constant) => {
    for (const metric of ["logGradientRatio", "loss"] as const) {
      const figure = await figured({ axes: [gain(9)], metrics: [metric] }, () => constant);
      expect(new Set(colours(figure, 9, 1)).size).toBe(1);
      expect(JSON.stringify(figure.shapes, (key, part) => (key === "pixels" ? 0 : part))).not.toMatch(
        /null|undefined/,
      );
    }
  });

  it("of a sweep without axes is one patch with its value written out", async () => {
    const figure = await figured({}, () => -3.25);
    expect(colours(figure, 1, 1)).toHaveLength(1);
    expect(figure.shapes).toContainEqual(expect.objectContaining({ text: "−3.25 powers of ten" }));
  });

  it("refuses scales at which points would be lost", async () => {
    const figure = await figured(grid, () => 1);
    for (const scale of [1, 0, 2.5, 9, Number.NaN])
      expect(() => pngOf(figure, scale)).toThrow(/whole number from 2 to 8/);
  });
});
