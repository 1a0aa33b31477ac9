// Lines along which a function is zero: circles, straight lines, cusps and crossings are followed; poles, jumps and places where
// nothing is told are not taken for zeros.

import { describe, expect, it } from "vitest";
import { FINE, type Place, zeroLines } from "../../../src/store/figure/borders/zeroLines.ts";
import { CURVE } from "../bounds.ts";

function linesOf(level: (u: number, v: number) => number, fineness = FINE): Place[][] {
  const steps = zeroLines(level, fineness);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** How far the places of lines are from where they belong, at worst. */
const worst = (lines: Place[][], distance: (at: Place) => number) =>
  Math.max(...lines.flat().map((at) => Math.abs(distance(at))));
const lengthOf = (line: Place[]) =>
  line.slice(1).reduce((sum, [u, v], i) => sum + Math.hypot(u - line[i][0], v - line[i][1]), 0);

describe("a circle", () => {
  const radius = 0.31;
  const distance = ([u, v]: Place) => Math.hypot(u - 0.52, v - 0.47) - radius;
  const shapes: [string, (d: number) => number][] = [
    ["as a distance", (d) => d],
    ["steep on one side", (d) => Math.expm1(9 * d)],
    ["flat like a cube", (d) => d ** 3],
    ["very small", (d) => 1e-200 * d],
  ];

  it.each(shapes)("%s is one closed line of the right length, each place of it on the circle", (_, shape) => {
    const lines = linesOf((u, v) => shape(distance([u, v])));
    expect(lines).toHaveLength(1);
    const [line] = lines;
    expect(line[0]).toEqual(line[line.length - 1]);
    expect(worst(lines, distance)).toBeLessThan(CURVE);
    expect(Math.abs(lengthOf(line) - 2 * Math.PI * radius)).toBeLessThan(1e-3);
    // The control: a circle a hundredth of a cell larger is told apart.
    expect(worst(lines, (at) => distance(at) - 0.01 / 256)).toBeGreaterThan(CURVE);
  });

  it("is missed by nothing between the places, either: the middle of every step lies on it, too", () => {
    const [line] = linesOf((u, v) => distance([u, v]));
    const middles = line.slice(1).map(([u, v], i): Place => [(u + line[i][0]) / 2, (v + line[i][1]) / 2]);
    expect(worst([middles], distance)).toBeLessThan(CURVE);
  });
});

describe("other lines", () => {
  it("that are straight go from edge to edge, also along the grid's own lines and by chords alone", () => {
    for (const fineness of [FINE, { finest: 64, isSearched: false }]) {
      for (const [a, b, c] of [
        [1, 0, 0.5],
        [0, 1, 0.25],
        [1, 1, 0.9],
        [-2, 1, -0.3],
      ]) {
        const level = (u: number, v: number) => a * u + b * v - c;
        const lines = linesOf(level, fineness);
        expect(lines).toHaveLength(1);
        expect(worst(lines, ([u, v]) => level(u, v))).toBeLessThan(CURVE);
        for (const [u, v] of [lines[0][0], lines[0][lines[0].length - 1]]) {
          expect(Math.min(u, v, 1 - u, 1 - v)).toBeLessThan(1e-9);
        }
      }
    }
  });

  it("that cross keep their four arms", () => {
    const lines = linesOf((u, v) => (u - 0.503) * (v - 0.497));
    expect(lines.reduce((sum, line) => sum + lengthOf(line), 0)).toBeGreaterThan(1.98);
  });

  it("that meet in a cusp are followed into it", () => {
    // v² = u³ from the middle on: what lies between the two branches is thinner than a coarse cell for a fifth of the map.
    const [line] = linesOf((u, v) => Math.sign(u - 0.4) * Math.abs(u - 0.4) ** 3 - (v - 0.5) ** 2);
    expect(Math.min(...line.map(([u]) => u))).toBeLessThan(0.42);
    expect(line[0][0]).toBe(1);
    expect(line[line.length - 1][0]).toBe(1);
  });
});

describe("what is no zero", () => {
  const none: [string, (u: number, v: number) => number][] = [
    ["a pole", (u) => 1 / (u - 0.4321)],
    ["a jump", (u, v) => (u + v > 0.7 ? 3 : -1)],
    ["a jump from little to much", (u, v) => (u + v > 0.7 ? 300 : -0.1)],
    ["a pole that is −∞ on both sides", (u) => Math.log(Math.abs(u - 0.5))],
    ["a function that is nowhere told", () => Number.NaN],
    ["a function of one sign", (u, v) => 1 + u * v],
  ];
  it.each(none)("is not drawn: %s", (_, level) => {
    expect(
      linesOf(level)
        .map(lengthOf)
        .filter((length) => length > 0.001),
    ).toEqual([]);
  });

  it("a line ends where the function does, and does not run along that border", () => {
    const lines = linesOf((u, v) => (u < 0.6 ? v - 0.5 : Number.NaN));
    expect(lines).toHaveLength(1);
    expect(Math.abs(lengthOf(lines[0]) - 0.6)).toBeLessThan(1 / 128);
    expect(worst(lines, ([, v]) => v - 0.5)).toBeLessThan(CURVE);
  });
});
