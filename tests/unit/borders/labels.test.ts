// The names of curves on a map: at their curves, inside the map, over nothing; and the way curves move with a window.

import { describe, expect, it } from "vitest";
import { reframed } from "../../../src/app/theory/drawing.ts";
import { placeLabels, type Spot } from "../../../src/store/figure/borders/labels.ts";

const straight = (x0: number, y0: number, x1: number, y1: number): Spot[] =>
  Array.from({ length: 101 }, (_, i): Spot => [x0 + ((x1 - x0) * i) / 100, y0 + ((y1 - y0) * i) / 100]);

describe("the names of curves", () => {
  it("stand beside the middle of their curves, one each, and not over one another", () => {
    const curves = [100, 160, 220].map((x) => ({ label: `x = ${x}`, pieces: [straight(x, 0, x, 300)] }));
    const placed = placeLabels(curves, 400, 300);
    expect(placed.map(({ label }) => label)).toEqual(["x = 100", "x = 160", "x = 220"]);
    for (const { label, x, y } of placed) {
      expect(Math.abs(x - Number(label.slice(4)))).toBeLessThan(45);
      expect(y).toBe(150);
    }
    const [a, b] = placed;
    expect(Math.abs(a.x - b.x) > 49 || Math.abs(a.y - b.y) >= 15).toBe(true);
  });

  it("stay inside the map, and are left out where there is no room", () => {
    const atEdge = { label: "edge", pieces: [straight(398, 0, 398, 300)] };
    const [placed] = placeLabels([atEdge], 400, 300);
    expect(placed.x).toBeLessThan(390);
    expect(placeLabels([{ ...atEdge, label: "far longer than the map is wide" }], 100, 300)).toEqual([]);
    const crowd = Array.from({ length: 60 }, (_, i) => ({
      label: `curve ${i}`,
      pieces: [straight(0, 5 * i, 400, 5 * i)],
    }));
    expect(placeLabels(crowd, 400, 300).length).toBeLessThan(3);
    expect(placeLabels([{ label: "none", pieces: [] }], 400, 300)).toEqual([]);
  });
});

describe("a window that has become another", () => {
  it("takes curves along to where they belong", () => {
    const window = (low: number, high: number) => ({ param: "w", low, high });
    const [factor, offset] = reframed(window(-2, 2), window(0, 1));
    // w = 1 lies at three quarters of the one, and at the end of the other; w = 0 at its beginning.
    expect(0.75 * factor + offset).toBeCloseTo(1, 12);
    expect(0.5 * factor + offset).toBeCloseTo(0, 12);
    expect(reframed(window(-2, 2), window(-2, 2))).toEqual([1, 0]);
  });
});
