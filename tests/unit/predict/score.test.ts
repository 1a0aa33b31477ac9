// The score of a prediction: what a good hand draws counts, and what a clever one tries does not.

import { describe, expect, it } from "vitest";
import type { Border } from "../../../src/app/predict/border.ts";
import { DistanceMap } from "../../../src/app/predict/distanceMap.ts";
import { type Line, scoreOf } from "../../../src/app/predict/score.ts";
import { signedUniform } from "../draw.ts";
import { flanks, left, measured, right, upwards } from "./maps.ts";

const border = measured(321, 100, flanks);
const score = (lines: readonly Line[], on: Border = border) => scoreOf([{ border: on, lines }]);
const exact = [upwards(left), upwards(right)];
const shifted = (by: number) => exact.map((line) => line.map(([x, y]): [number, number] => [x + by, y]));

/** A random walk over the map. */
function scribble(seed: number, points: number): Line {
  const random = signedUniform(seed);
  let [x, y] = [0.5, 0.5];
  return Array.from({ length: points }, () => {
    x = Math.min(1, Math.max(0, x + 0.12 * random()));
    y = Math.min(1, Math.max(0, y + 0.12 * random()));
    return [x, y];
  });
}

/** Lines that leave no place of the map far off. */
const filling: Line = Array.from({ length: 100 }, (_, i) => [Math.floor(i / 2) / 49, ((i + 1) >> 1) % 2]);

describe("the score of a prediction", () => {
  it("is about 100 for the border itself, in one line or in many", () => {
    expect(score(exact).score).toBeGreaterThanOrEqual(98);
    const cut = exact.flatMap((line) => [line.slice(0, 40), line.slice(39, 70), line.slice(69)]);
    expect(score(cut).score).toBeGreaterThanOrEqual(98);
  });

  it("falls with the distance: 5 % beside it is in between, and 20 % is nothing", () => {
    const [near, between, far] = [0.01, 0.05, 0.2].map((by) => score(shifted(by)).score);
    expect(near).toBeGreaterThan(90);
    expect(between).toBeGreaterThan(25);
    expect(between).toBeLessThan(75);
    expect(far).toBe(0);
  });

  it("is low for scribble, however much of it there is", () => {
    for (let seed = 1; seed <= 5; seed++) {
      expect(score([scribble(seed, 60)]).score).toBeLessThan(45);
      expect(score([scribble(seed, 600)]).score).toBeLessThan(20);
    }
  });

  it("is not won by filling the whole map, though that finds all of the border", () => {
    const filled = score([filling]);
    expect(filled.recall).toBeGreaterThan(0.9);
    expect(filled.score).toBeLessThan(15);
    // The control: without the fill, the two lines in it that matter would be worth a lot.
    expect(score(exact).score).toBeGreaterThan(filled.score + 80);
  });

  it("gives half of the recall for one of two flanks, and all of the precision", () => {
    const half = score([upwards(right)]);
    expect(half.precision).toBeGreaterThan(0.97);
    expect(half.recall).toBeGreaterThan(0.45);
    expect(half.recall).toBeLessThan(0.55);
    expect(half.score).toBe(
      Math.round((200 * half.precision * half.recall) / (half.precision + half.recall)),
    );
  });

  it("does not take offence at a line that is drawn over twice", () => {
    expect(score([...exact, ...shifted(0.004)]).score).toBeGreaterThanOrEqual(95);
  });

  it("takes no line for the prediction that there is no border", () => {
    const none = measured(60, 60, () => 1);
    expect(none.edges).toEqual([]);
    expect(score([], none).score).toBe(100);
    expect(score([upwards(right)], none).score).toBe(0);
    expect(score([]).score).toBe(0);
  });

  it("counts all panels together, one without any line as not found", () => {
    const both = scoreOf([
      { border, lines: exact },
      { border, lines: [] },
    ]);
    expect(both.precision).toBeGreaterThan(0.97);
    expect(both.recall).toBeCloseTo(score(exact).recall / 2, 6);
  });

  it("takes the staircase of large pixels for the line that it stands for", () => {
    const slope = (x: number, y: number) => x - (0.2 + 0.6 * y);
    const line = upwards((y) => 0.2 + 0.6 * y);
    const coarse = measured(12, 10, slope);
    expect(score([line], coarse).score).toBeGreaterThanOrEqual(95);
    // The control: a quarter of the map away even large pixels are told apart.
    expect(score([line.map(([x, y]) => [x + 0.25, y] as const)], coarse).score).toBeLessThan(25);
  });

  it("does not depend on how many positions the map has", () => {
    const fine = score(shifted(0.03)).score;
    const other = score(shifted(0.03), measured(160, 160, flanks)).score;
    expect(Math.abs(fine - other)).toBeLessThanOrEqual(6);
  });
});

describe("a distance map", () => {
  it("knows the distance to the nearest of many places, within its grid", () => {
    const random = signedUniform(3);
    const draw = (): [number, number] => [(random() + 1) / 2, (random() + 1) / 2];
    const places = Array.from({ length: 40 }, draw);
    const map = new DistanceMap(places);
    const wrong = new DistanceMap(places.slice(1));
    let differences = 0;
    for (let i = 0; i < 500; i++) {
      const [x, y] = draw();
      const nearest = Math.min(...places.map(([px, py]) => Math.hypot(px - x, py - y))) / Math.SQRT2;
      const grid = 2 / 320;
      expect(Math.abs(map.at([x, y]) - nearest)).toBeLessThan(grid);
      if (Math.abs(wrong.at([x, y]) - nearest) > grid) differences++;
    }
    // The control: one place fewer is noticed.
    expect(differences).toBeGreaterThan(0);
    expect(new DistanceMap([]).at([0.5, 0.5])).toBe(Number.POSITIVE_INFINITY);
  });
});
