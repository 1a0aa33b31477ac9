// Theory in an exported figure: the same lines as on the page, through the pixels between which the numbers change their sign.

import { describe, expect, it } from "vitest";
import type { Figure, PathShape } from "../../../src/store/figure/figure.ts";
import { dashed } from "../../../src/store/figure/layout/borders.ts";
import { pngOf } from "../../../src/store/figure/png/pngOf.ts";
import { svgOf } from "../../../src/store/figure/svg.ts";
import { figured, mapsOf } from "../figureResults.ts";
import { readPng } from "../readPng.ts";

const spec = {
  model: { hidden: 1, activation: "identity" },
  init: { recurrent: { kind: "constant", value: 1 } },
  axes: [
    { param: "init.recurrent.value", from: 0.5, to: 1.5, count: 41 },
    { param: "task.unroll", from: 1, to: 20, count: 20 },
  ],
};
const ratio = ([x, y]: readonly number[]) => (y + 1) * Math.log10(0.5 + x / 40);
const pathsOf = ({ shapes }: Figure) => shapes.filter((shape): shape is PathShape => shape.kind === "path");

describe("a figure whose view asks for a border", () => {
  it("has its line where the numbers change their sign, its name, and its formula in the description", async () => {
    const figure = await figured(spec, ratio, { theory: ["linearEdge"] });
    const [halo, line] = pathsOf(figure);
    const map = mapsOf(figure)[0];
    // Point 20 of 41, where the weight is 1, is in the map's middle.
    for (const [x, y] of line.pieces.flat()) {
      expect(Math.abs(x - (map.x + map.width / 2))).toBeLessThan(0.01);
      expect(y).toBeGreaterThanOrEqual(map.y - 0.01);
      expect(y).toBeLessThanOrEqual(map.y + map.height + 0.01);
    }
    expect(halo.width).toBeGreaterThan(line.width);
    const texts = figure.shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));
    expect(texts).toContain("|w| = 1");
    expect(texts.join(" ").replaceAll("\u00a0", " ")).toContain("theory: Preserved: |w| = 1");
    expect(figure.description).toContain("multiplied by |w|");
    expect(svgOf(figure)).toContain('<path d="M');
    const png = readPng(pngOf(figure, 2));
    const shown = (dx: number) =>
      png.at(Math.round(2 * (map.x + map.width / 2)) + dx, 2 * Math.round(map.y + 20));
    expect(Math.max(...shown(0).slice(0, 3))).toBeLessThan(90);
    // The control: beside the halo the map's own colours.
    expect(Math.min(...shown(12).slice(0, 3))).toBeGreaterThan(90);
  });

  it("has none where it asks for none, or for one that says nothing", async () => {
    for (const view of [{}, { theory: ["gateSlope"] as const }]) {
      const figure = await figured(spec, ratio, view);
      expect(pathsOf(figure)).toEqual([]);
      expect(figure.description).not.toContain("σ(b)");
    }
  });

  it("has those of each panel, also through reduced replicates", async () => {
    const three = {
      ...spec,
      replicates: 2,
      axes: [{ param: "model.activation", values: ["identity", "sigmoid"] }, ...spec.axes],
    };
    const figure = await figured(three, () => 1, { theory: ["linearEdge"], reduce: "mean" });
    const [left, right] = mapsOf(figure);
    const places = pathsOf(figure).flatMap(({ pieces }) => pieces.flat());
    expect(places.length).toBeGreaterThan(0);
    expect(places.every(([x]) => x < left.x + left.width && x < right.x)).toBe(true);
  });
});

describe("dashes", () => {
  it("cover their share of a line, and all of one without gaps", () => {
    const line = Array.from({ length: 21 }, (_, i): [number, number] => [5 * i, 0]);
    const cut = dashed([line], "6 4");
    expect(cut).toHaveLength(10);
    const covered = cut.reduce((sum, dash) => sum + dash[dash.length - 1][0] - dash[0][0], 0);
    expect(covered).toBeCloseTo(60, 9);
    expect(dashed([line], undefined)).toEqual([line]);
    expect(dashed([], "6 4")).toEqual([]);
  });
});
