// The outcomes' colours are told apart by every kind of colour vision, also side by side on small pixels.

import { expect, test } from "vitest";
import { outcomeColours } from "../../src/store/figure/outcomeColours.ts";

/** Distances in CIE L*a*b* below this are easily confused on a map's small pixels; neighbours in a good palette keep 20. */
const TOLD_APART = 20;

type Triple = readonly [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const visions: Readonly<Record<string, readonly Triple[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Triple;
}

function times(matrix: readonly Triple[], v: Triple): Triple {
  return matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Triple;
}

/** Linear sRGB to L*a*b* under D65. */
function lab(rgb: Triple): Triple {
  const [x, y, z] = times(
    [
      [0.4124, 0.3576, 0.1805],
      [0.2126, 0.7152, 0.0722],
      [0.0193, 0.1192, 0.9505],
    ],
    rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple,
  );
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  return [116 * f(y) - 16, 500 * (f(x / 0.9505) - f(y)), 200 * (f(y) - f(z / 1.089))];
}

/** The pair of colours that is hardest to tell apart. */
function nearest(colours: readonly string[], vision: readonly Triple[]) {
  const seen = colours.map((hex) => lab(times(vision, linear(hex))));
  let least = Number.POSITIVE_INFINITY;
  seen.forEach((a, i) => {
    for (const b of seen.slice(i + 1)) {
      least = Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    }
  });
  return least;
}

test.each(Object.keys(visions))("with %s vision every two outcomes differ", (name) => {
  expect(nearest(Object.values(outcomeColours), visions[name])).toBeGreaterThan(TOLD_APART);
});

test("a red and a green of one lightness do not pass for different (control)", () => {
  expect(nearest(["#c06040", "#7f8530"], visions.usual)).toBeGreaterThan(TOLD_APART);
  expect(nearest(["#c06040", "#7f8530"], visions.deuteranopia)).toBeLessThan(TOLD_APART);
});
