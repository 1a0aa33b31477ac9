// Colours under every kind of colour vision: the three kinds of dichromacy as simulated by Machado, Oliveira & Fernandes 2009
// (severity 1, on linear RGB), differences as ΔE in CIE L*a*b* (1976).

import { interpolateRainbow, interpolateRdYlGn } from "d3-scale-chromatic";
import { describe, expect, it } from "vitest";
import { apartColours } from "../../src/store/figure/apart.ts";
import { colourMaps, mapsOf } from "../../src/store/figure/colourMaps.ts";
import { outcomeColours } from "../../src/store/figure/outcomeColours.ts";

type Vector = readonly [number, number, number];
const visions: Readonly<Record<string, readonly [Vector, Vector, Vector]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const toXyz: readonly [Vector, Vector, Vector] = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE: Vector = [0.95047, 1, 1.08883];

const times = (matrix: readonly Vector[], v: Vector) =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Vector;

function linear(colour: string): Vector {
  const channels = colour.startsWith("#")
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  return channels.map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  ) as unknown as Vector;
}

/** L*, a*, b* of a colour as somebody with this vision sees it. */
function seen(colour: string, vision: string): Vector {
  const rgb = times(visions[vision], linear(colour)).map((c) => Math.min(1, Math.max(0, c)));
  const [x, y, z] = times(toXyz, rgb as unknown as Vector).map((c, i) => {
    const t = c / WHITE[i];
    return t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const apart = (a: string, b: string, vision: string) => {
  const [p, q] = [seen(a, vision), seen(b, vision)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

const STEPS = 16;
const along = (shade: (t: number) => string, from: number, to: number) =>
  Array.from({ length: STEPS + 1 }, (_, i) => shade(from + ((to - from) * i) / STEPS));
/** Whether lightness rises (or falls) all the way. */
function isOrdered(shades: readonly string[], vision: string): boolean {
  const lightness = shades.map((shade) => seen(shade, vision)[0]);
  const rises = lightness.slice(1).map((l, i) => l - lightness[i]);
  return rises.every((rise) => rise > 0) || rises.every((rise) => rise < 0);
}

/** Colours that far apart are told apart side by side without effort. */
const EASY = 20;
/** The colour of −∞ and the like stands beside every map: at least this far from each of its shades. */
const BESIDE = 7;
/** The lightest shade of a diverging map lies within this of its middle. */
const MIDDLE = 0.06;

describe.each(Object.keys(visions))("to %s vision", (vision) => {
  it("every sequential map keeps its order by lightness", () => {
    for (const name of mapsOf("sequential")) {
      expect(isOrdered(along(colourMaps[name].shade, 0, 1), vision), name).toBe(true);
    }
  });

  it("every diverging map gets darker from its middle to both ends, which differ", () => {
    for (const name of mapsOf("diverging")) {
      const { shade } = colourMaps[name];
      expect(isOrdered(along(shade, 0.5 - MIDDLE, 0), vision), `${name}, lower arm`).toBe(true);
      expect(isOrdered(along(shade, 0.5 + MIDDLE, 1), vision), `${name}, upper arm`).toBe(true);
      for (const t of [0, 0.1, 0.2]) {
        expect(apart(shade(t), shade(1 - t), vision), `${name} at ${t}`).toBeGreaterThan(EASY);
      }
    }
  });

  it("outcomes differ from each other, and so does what is beside every scale from all shades", () => {
    const colours = Object.entries(outcomeColours);
    for (const [i, [name, colour]] of colours.entries()) {
      for (const [other, its] of colours.slice(i + 1)) {
        expect(apart(colour, its, vision), `${name} and ${other}`).toBeGreaterThan(EASY);
      }
    }
    for (const [name, { shade }] of Object.entries(colourMaps)) {
      for (const [beside, colour] of Object.entries(apartColours)) {
        // Grey and pink are shades of some map to those who see two primaries only; black is one of none.
        if (vision !== "usual" && beside !== "lowest") continue;
        const nearest = Math.min(...along(shade, 0, 1).map((each) => apart(each, colour, vision)));
        expect(nearest, `${beside} beside ${name}`).toBeGreaterThan(BESIDE);
      }
    }
  });
});

describe("the control", () => {
  it("refuses a rainbow, and red and green for two who see them alike", () => {
    expect(isOrdered(along(interpolateRainbow, 0, 1), "usual")).toBe(false);
    expect(apart(interpolateRdYlGn(0.2), interpolateRdYlGn(0.8), "deutan")).toBeLessThan(EASY);
  });
});
