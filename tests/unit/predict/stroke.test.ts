// From a hand's many points to the few that a link carries: the same line, within what a hand can tell.

import { describe, expect, it } from "vitest";
import { linesIn, withStroke } from "../../../src/app/predict/stroke.ts";
import {
  DRAWING_SIZE,
  type Drawing,
  isDrawing,
  MOST_DRAWN_POINTS,
  MOST_STROKES,
  pointsIn,
} from "../../../src/sweep/drawing.ts";
import { signedUniform } from "../draw.ts";
import { upwards } from "./maps.ts";

const wave = upwards((y) => 0.5 + 0.2 * Math.sin(6 * y));

describe("a drawn line", () => {
  it("keeps its shape with a fraction of its points", () => {
    const drawing = withStroke([], 2, wave);
    expect(isDrawing(drawing)).toBe(true);
    expect(pointsIn(drawing)).toBeLessThan(25);
    expect(linesIn(drawing, 1)).toEqual([]);
    const [line] = linesIn(drawing, 2);
    // Every point of the hand's lies within a few thousandths of the line that was kept.
    for (const [x, y] of wave) {
      const after = line.findIndex(([, up]) => up >= y);
      const [[ax, ay], [bx, by]] = [line[Math.max(0, after - 1)], line[after]];
      const at = by === ay ? bx : ax + ((y - ay) / (by - ay)) * (bx - ax);
      expect(Math.abs(at - x)).toBeLessThan(8 / DRAWING_SIZE);
    }
  });

  it("is a line of two points where it is straight, and none where it is a touch", () => {
    expect(
      withStroke(
        [],
        0,
        upwards(() => 0.25),
      ),
    ).toEqual([[0, 250, 0, 250, 1000]]);
    const touch: Drawing = [];
    expect(
      withStroke(touch, 0, [
        [0.5, 0.5],
        [0.502, 0.5],
      ]),
    ).toBe(touch);
    expect(withStroke(touch, 0, [])).toBe(touch);
  });

  it("stays on the map", () => {
    expect(
      withStroke([], 0, [
        [-3, 0.5],
        [2, 7],
      ]),
    ).toEqual([[0, 0, 500, 1000, 1000]]);
  });

  it("never makes a drawing that a link would refuse, however much is scribbled", () => {
    const random = signedUniform(11);
    let drawing: Drawing = [];
    for (let n = 0; n < MOST_STROKES + 10; n++) {
      drawing = withStroke(
        drawing,
        n % 3,
        Array.from({ length: 400 }, () => [random(), random()] as const),
      );
      expect(drawing.length === 0 || isDrawing(drawing)).toBe(true);
    }
    let lines: Drawing = [];
    for (let n = 0; n < MOST_STROKES + 10; n++)
      lines = withStroke(
        lines,
        0,
        upwards(() => n / 100),
      );
    expect(lines.length).toBe(MOST_STROKES);
    // The control: one more line, or point, is one too many.
    expect(isDrawing([...lines, [0, 1, 2, 3, 4]])).toBe(false);
    expect(isDrawing([[0, ...Array.from({ length: 2 * MOST_DRAWN_POINTS + 2 }, () => 5)]])).toBe(false);
  });
});
