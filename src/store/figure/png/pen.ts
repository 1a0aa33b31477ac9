// Draws a text as a round pen would: each pixel as dark as the pen covers it. Stems and bars are moved onto whole pixels
// first, so that small letters are crisp.

import { CAPITAL, charactersOf, DESCENT, EM, type Glyph, glyphOf, SMALL } from "../font/glyphs.ts";
import { BOLD_EXTRA } from "../font/measure.ts";

/** How much of each pixel ink covers, 0 … 255. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  /** Where the text's origin lies: its left end on the baseline. */
  readonly originX: number;
  readonly originY: number;
  readonly coverage: Uint8Array;
}

/** The pen's thickness, in units of which an em has 20. */
const PEN = 1.7;
const BOLD_PEN = 2.5;

/** A text in ink. @param size the em in pixels of the picture */
export function inkOf(text: string, size: number, isBold: boolean): Ink {
  const scale = size / EM;
  const pen = Math.max(1, Math.round((isBold ? BOLD_PEN : PEN) * scale));
  const glyphs: { glyph: Glyph; x: number }[] = [];
  let x = 0;
  for (const character of charactersOf(text)) {
    const glyph = glyphOf(character);
    const extra = isBold ? BOLD_EXTRA : 0;
    glyphs.push({ glyph, x: x + extra / 2 });
    x += glyph.advance + extra;
  }
  const originX = pen + 1;
  const originY = Math.ceil(EM * scale) + pen;
  const width = Math.ceil(x * scale) + 2 * originX;
  const height = originY + Math.ceil((DESCENT + 2) * scale) + pen;
  const ink: Ink = { width, height, originX, originY, coverage: new Uint8Array(width * height) };
  const toY = heightsOf(scale, pen);
  for (const { glyph, x: left } of glyphs) {
    const from = originX + Math.round(left * scale);
    const toX = onPixels(glyph.xs, (units) => units * scale, pen);
    const ys = onPixels(glyph.ys, toY, pen);
    for (const stroke of glyph.strokes) {
      const points = stroke.map(([px, py]) => [from + toX(px), originY - ys(py)] as const);
      for (let i = 1; i < points.length; i++) drawLine(ink, points[i - 1], points[i], pen / 2);
    }
  }
  return ink;
}

/** Lines from place to place in ink; the origin is that of the places. */
export function pathInk(pieces: readonly (readonly (readonly [number, number])[])[], thickness: number): Ink {
  const places = pieces.flat();
  const ends = ([0, 1] as const).map((k) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const place of places) {
      least = Math.min(least, place[k]);
      most = Math.max(most, place[k]);
    }
    const from = Math.floor(least - thickness) - 1;
    return { from, size: places.length === 0 ? 0 : Math.ceil(most + thickness) + 2 - from };
  });
  const [{ from: left, size: width }, { from: top, size: height }] = ends;
  const [originX, originY] = [-left, -top];
  const ink: Ink = { width, height, originX, originY, coverage: new Uint8Array(width * height) };
  for (const piece of pieces) {
    const points = piece.map(([x, y]) => [x + originX, y + originY] as const);
    for (let i = 1; i < points.length; i++) drawLine(ink, points[i - 1], points[i], thickness / 2);
  }
  return ink;
}

/** Heights in pixels: baseline, small letters, capitals and descenders begin and end on whole ones, the pen inside them. */
function heightsOf(scale: number, pen: number): (units: number) => number {
  const knots: [units: number, pixels: number][] = [
    [-DESCENT, Math.round(-DESCENT * scale) + pen / 2],
    [0, pen / 2],
    [SMALL, Math.round(SMALL * scale) - pen / 2],
    [CAPITAL, Math.round(CAPITAL * scale) - pen / 2],
  ];
  return (units) => between(knots, units, scale);
}

/** Moves lines at some places onto whole pixels, and what is between them along. */
function onPixels(places: readonly number[], to: (units: number) => number, pen: number) {
  const knots = places.map((units): [number, number] => {
    const at = to(units);
    return [units, Math.round(at - pen / 2) + pen / 2];
  });
  return (units: number) => {
    if (knots.length === 0) return to(units);
    // The distance moved, interpolated: beside the last knot it stays the same.
    const moved = knots.map(([at, pixels]): [number, number] => [at, pixels - to(at)]);
    return to(units) + between(moved, units, 0);
  };
}

/** On the broken line through some knots; beside them it goes on with a slope of its own. */
function between(knots: readonly (readonly [number, number])[], x: number, slope: number): number {
  const next = knots.findIndex(([at]) => x <= at);
  if (next <= 0) {
    const [at, value] = next === 0 ? knots[0] : knots[knots.length - 1];
    return value + (x - at) * slope;
  }
  const [[x0, y0], [x1, y1]] = [knots[next - 1], knots[next]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

function drawLine(
  { width, height, coverage }: Ink,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  radius: number,
): void {
  const reach = radius + 1;
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy;
  const right = Math.min(width - 1, Math.floor(Math.max(x0, x1) + reach));
  const bottom = Math.min(height - 1, Math.floor(Math.max(y0, y1) + reach));
  for (let y = Math.max(0, Math.floor(Math.min(y0, y1) - reach)); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(Math.min(x0, x1) - reach)); x <= right; x++) {
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0];
      const t = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const distance = Math.hypot(px - t * dx, py - t * dy);
      const covered = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
      const at = y * width + x;
      if (covered > coverage[at]) coverage[at] = covered;
    }
  }
}
