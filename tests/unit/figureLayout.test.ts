// Where things stand in a figure: ticks at their positions, no text over another, over a map or beyond the edge.

import { describe, expect, it } from "vitest";
import { metrics } from "../../src/model/metrics/index.ts";
import { outcomes } from "../../src/model/training/outcome.ts";
import type { Figure, ImageShape, LineShape, TextShape } from "../../src/store/figure/figure.ts";
import { charactersOf, isDrawn } from "../../src/store/figure/font/glyphs.ts";
import { widthOf } from "../../src/store/figure/font/measure.ts";
import { formatCount, formatNumber } from "../../src/store/figure/format.ts";
import { inkOf } from "../../src/store/figure/png/pen.ts";
import { fieldAt, fieldPaths } from "../../src/sweep/fields.ts";
import { sound } from "./draw.ts";
import { figured, gain, mapsOf, unroll } from "./figureResults.ts";

interface Room {
  readonly what: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The room of a text: letters reach a fifth of the size below the baseline, and its height less that above it. */
function roomOf({ x, y, text, size, anchor, isBold, isTurned }: TextShape): Room {
  const width = widthOf(text, size, isBold);
  const before = anchor === "start" ? 0 : anchor === "middle" ? width / 2 : width;
  const [up, down] = [size * 0.72, size * 0.2];
  return isTurned
    ? { what: text, left: x - up, right: x + down, top: y - (width - before), bottom: y + before }
    : { what: text, left: x - before, right: x - before + width, top: y - up, bottom: y + down };
}

const meet = (a: Room, b: Room) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Everything that is wrong with the places of texts. */
function faults(figure: Figure): string[] {
  const texts = figure.shapes.filter((shape): shape is TextShape => shape.kind === "text").map(roomOf);
  const images = figure.shapes
    .filter((shape): shape is ImageShape => shape.kind === "image")
    .map(({ x, y, width, height, label }) => ({
      what: label,
      left: x,
      top: y,
      right: x + width,
      bottom: y + height,
    }));
  const isOutside = ({ left, top, right, bottom }: Room) =>
    left < 0 || top < 0 || right > figure.width || bottom > figure.height;
  return [
    ...[...texts, ...images].filter(isOutside).map(({ what }) => `${what} leaves the figure`),
    ...texts.flatMap((a, i) =>
      [...texts.slice(i + 1), ...images].filter((b) => meet(a, b)).map((b) => `${a.what} meets ${b.what}`),
    ),
  ];
}

const long =
  "An uncommonly long name of a sweep, of which somebody has written down all that there is to say "
    .repeat(2)
    .trim();
const names = {
  param: "init.recurrent.kind",
  values: ["normal", "uniform", "xavier", "orthogonal", "identity"],
};
const cells = { param: "model.cell", values: ["rnn", "gru", "lstm"] };
const rates = { param: "training.learningRate", from: 1e-6, to: 10, count: 40, scale: "log" };
const large = { param: "init.input.gain", from: -1234567, to: 7654321, count: 30 };
const cases: readonly (readonly [string, object])[] = [
  ["no axis", {}],
  ["no axis and a long name", { name: long }],
  ["one axis", { axes: [gain(50)] }],
  ["one axis of names", { axes: [names] }],
  ["one position", { axes: [gain(1), unroll(1)] }],
  ["two axes", { axes: [gain(64), unroll(48)], name: long }],
  ["two axes of names", { axes: [names, cells] }],
  ["a name without a space", { axes: [gain(20), unroll(20)], name: "Ω".repeat(200) }],
  ["large numbers", { axes: [large, { ...large, param: "init.bias" }] }],
  ["a logarithmic axis", { mode: "training", axes: [rates, gain(20)], metrics: ["finalLoss"] }],
  ["outcomes", { mode: "training", axes: [gain(20), unroll(10), cells], metrics: ["outcome"] }],
  ["three panels", { axes: [gain(64), unroll(48), cells] }],
  [
    "a slider and a grid of panels",
    { axes: [gain(9), unroll(9), cells, { ...names, values: names.values.slice(0, 4) }] },
  ],
  ...[2, 5, 7, 11, 12].map(
    (replicates) => [`${replicates} panels`, { axes: [gain(31), unroll(17)], replicates }] as const,
  ),
];

describe("a figure", () => {
  it.each(cases)("of %s has no text over another or beyond the edge", async (_, spec) => {
    const figure = await figured(spec, ([x = 0, y = 0], metric) =>
      metric === "outcome"
        ? ((x + y) % 7) - 1
        : [Number.NaN, Number.NEGATIVE_INFINITY, x - y + 0.5][(x + y) % 3],
    );
    expect(faults(figure)).toEqual([]);
    expect(figure.width).toBeLessThan(1100);
    expect(mapsOf(figure).length).toBeLessThanOrEqual(12);
  });

  it("has what it is checked for seen (control)", async () => {
    const figure = await figured({ axes: [gain(20), unroll(20)] }, () => 1);
    const moved = (by: Partial<TextShape>) => ({
      ...figure,
      shapes: figure.shapes.map((shape) =>
        shape.kind === "text" && shape.anchor === "middle" ? { ...shape, ...by } : shape,
      ),
    });
    expect(faults(moved({ size: 40 }))).not.toEqual([]);
    expect(faults(moved({ x: -1 }))).not.toEqual([]);
    expect(faults(moved({ y: 200 }))).not.toEqual([]);
  });

  it("has the ticks where the grid's positions are", async () => {
    const figure = await figured({ axes: [gain(61), unroll(40)] }, () => 1);
    const { x, y, width, height } = mapsOf(figure)[0];
    const lines = figure.shapes.filter((shape): shape is LineShape => shape.kind === "line");
    const labels = figure.shapes.filter((shape): shape is TextShape => shape.kind === "text");
    const across = lines.filter(({ x1, x2, y1 }) => x1 === x2 && y1 === y + height + 1);
    const up = lines.filter(({ y1, y2, x2 }) => y1 === y2 && x2 === x - 1);
    expect(across.length).toBeGreaterThan(3);
    expect(up.length).toBeGreaterThan(3);
    for (const { x1 } of across) {
      const label = labels.find((text) => text.x === x1 && text.y > y + height && text.y < y + height + 20);
      // 61 positions from 0 to 3: each in the middle of its own sixty-first.
      expect(x1).toBeCloseTo(x + ((Number(label?.text) / 3) * 60 + 0.5) * (width / 61), 6);
    }
    for (const { y1 } of up) {
      const label = labels.find((text) => text.anchor === "end" && Math.abs(text.y - y1) < 5);
      expect(y1).toBeCloseTo(y + height - (Number(label?.text) - 0.5) * (height / 40), 6);
    }
  });

  it("names axes with their units, the metric with its own, and where its slice lies", async () => {
    const spec = {
      axes: [gain(9), unroll(9), { param: "init.input.gain", from: 0, to: 1, count: 20 }],
      replicates: 30,
    };
    const figure = await figured(spec, () => 1, { slice: [19, 4] });
    const texts = figure.shapes.flatMap((shape) =>
      shape.kind === "text" ? [shape.text.replaceAll("\u00a0", " ")] : [],
    );
    const named = [
      "Recurrent weights: gain",
      "Unroll length T (steps)",
      "log10 gradient ratio (powers of ten)",
    ];
    expect(texts).toEqual(expect.arrayContaining(named));
    expect(texts.join(" ")).toContain("Input weights: gain 1 · replicate 4 of 0 … 29");
  });

  it("explains the colours that occur, and only those", async () => {
    const texts = async (value: number) =>
      (await figured({ axes: [gain(9)] }, ([x]) => (x === 3 ? value : x))).shapes.flatMap((shape) =>
        shape.kind === "text" ? [shape.text] : [],
      );
    expect(await texts(1)).not.toEqual(expect.arrayContaining(["−∞"]));
    expect(await texts(Number.NEGATIVE_INFINITY)).toEqual(expect.arrayContaining(["−∞"]));
    expect(await texts(Number.POSITIVE_INFINITY)).toEqual(expect.arrayContaining(["+∞"]));
    expect(await texts(Number.NaN)).toEqual(expect.arrayContaining(["NaN"]));
  });
});

describe("the figures' letters", () => {
  it("are drawn for every name, unit and definition that a figure may carry", () => {
    const spec = sound({});
    const fields = fieldPaths(spec).map((path) => fieldAt(spec, path));
    const texts = [
      ...[...Object.values(metrics), ...Object.values(outcomes)].flatMap((entry) => Object.values(entry)),
      ...fields.flatMap((field) => [field?.title, field?.unit, ...(field?.options ?? [])]),
      formatNumber(-1.5e-7),
      formatNumber(Number.NEGATIVE_INFINITY),
      formatCount(1e6),
    ];
    const undrawn = texts.flatMap((text) =>
      typeof text === "string" ? charactersOf(text).filter((character) => !isDrawn(character)) : [],
    );
    expect(undrawn).toEqual([]);
    // The control: what nobody has drawn is known not to be.
    expect(charactersOf("a漢ŷ").filter((character) => !isDrawn(character))).toEqual(["漢"]);
  });

  it("lie within the room that is measured for them", () => {
    for (const text of [
      "Recurrent weights: gain",
      "WAVE (fjord) 0.001",
      "−2.5 × ‖∂L/∂s₀‖ ŷ",
      "漢字 \u202e\u0007",
      "iiiii",
      "",
    ]) {
      for (const isBold of [false, true]) {
        const size = 24;
        const { width, height, originX, coverage } = inkOf(text, size, isBold);
        const inked = [...coverage.keys()].filter((at) => coverage[at] > 0).map((at) => at % width);
        expect(coverage).toHaveLength(width * height);
        if (text !== "") expect(inked.length).toBeGreaterThan(0);
        for (const column of inked) {
          expect(column - originX).toBeGreaterThanOrEqual(-1);
          expect(column - originX).toBeLessThanOrEqual(widthOf(text, size, isBold) + 1);
        }
      }
    }
  });
});
