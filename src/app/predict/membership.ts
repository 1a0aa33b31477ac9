// Which side of the level every position of a map is on, without the specks and frayed edges that no hand could draw.

import type { Level } from "./question.ts";

/** A map's positions row by row from below: inside, outside, or neither, where there is no number. */
export interface Membership {
  readonly columns: number;
  readonly rows: number;
  readonly sides: Uint8Array;
}

export const OUTSIDE = 0;
export const INSIDE = 1;
export const NEITHER = 2;

/** An edge frayed over less than this share of the map's side, to either hand, is smoothed. */
const FRAY = 0.015;
/** Regions smaller than this share of the map are passed over. */
const SPECK = 0.005;

/** A level as it lies in the values of a map. */
export interface FoundLevel {
  /** The value that parts the two sides; NaN where there are no values. */
  readonly value: number;
  /** Which side another value is on. */
  side(value: number): number;
}

/** Finds a level in the values of all panels. */
export function foundLevel(level: Level, panels: readonly Float64Array[]): FoundLevel {
  const { value } = level.kind === "middle" ? { value: Number.NaN } : level;
  const sided = (isInside: (given: number) => boolean) => (given: number) =>
    Number.isNaN(given) ? NEITHER : isInside(given) ? INSIDE : OUTSIDE;
  if (level.kind === "name") return { value, side: sided((given) => given === value) };
  if (level.kind === "value") return { value, side: sided((given) => given >= value) };
  const numberOf = (given: number) => (Number.isNaN(given) ? level.missing : given);
  const sorted = panels
    .reduce((all, values) => joined(all, values.map(numberOf)), new Float64Array())
    .filter((given) => !Number.isNaN(given))
    .sort();
  const middle = sorted[sorted.length >> 1] ?? Number.NaN;
  // Where many values are equal, the two halves are as equal as they can be.
  const below = sorted.findIndex((given) => given >= middle);
  const above = sorted.length - 1 - sorted.findLastIndex((given) => given <= middle);
  const isInside = sided((given) => given > middle || (given === middle && below >= above));
  return { value: middle, side: (given) => isInside(numberOf(given)) };
}

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Smoothed; where that would leave nothing of a border that there is, less of it, or none. */
export function smoothed(raw: Membership): Membership {
  const clean = withoutSpecks(withoutFray(raw));
  return [clean, withoutSpecks(raw)].find(hasBothSides) ?? raw;
}

function hasBothSides({ sides }: Membership): boolean {
  return sides.includes(INSIDE) && sides.includes(OUTSIDE);
}

/** Every position takes the side of most of its surroundings. */
function withoutFray({ columns, rows, sides }: Membership): Membership {
  const [rx, ry] = [Math.round(FRAY * columns), Math.round(FRAY * rows)];
  if (rx + ry === 0) return { columns, rows, sides };
  const sums = summed(columns, rows, (at) => (sides[at] === NEITHER ? 0 : sides[at] === INSIDE ? 1 : -1));
  const wide = columns + 1;
  const votesAround = (x: number, y: number, dx: number, dy: number) => {
    const [left, right] = [Math.max(0, x - dx), Math.min(columns, x + dx + 1)];
    const [low, high] = [Math.max(0, y - dy) * wide, Math.min(rows, y + dy + 1) * wide];
    return sums[high + right] - sums[low + right] - sums[high + left] + sums[low + left];
  };
  // A border that jumps to and fro with every other row (odd and even unroll lengths, say) is level where the outermost
  // neighbours count by half: a large box and one that is smaller by one, along either dimension.
  const [sx, sy] = [Math.max(0, rx - 1), Math.max(0, ry - 1)];
  const smooth = sides.map((side, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    const vote =
      votesAround(x, y, rx, ry) +
      votesAround(x, y, sx, ry) +
      votesAround(x, y, rx, sy) +
      votesAround(x, y, sx, sy);
    // A draw goes to one side always: left to each position itself, it would fray again.
    return side === NEITHER ? side : vote >= 0 ? INSIDE : OUTSIDE;
  });
  return { columns, rows, sides: smooth };
}

/** Sums over all boxes from the lower left corner, one wider and higher than the map. */
function summed(columns: number, rows: number, valueAt: (at: number) => number): Int32Array {
  const wide = columns + 1;
  const sums = new Int32Array(wide * (rows + 1));
  for (let y = 0; y < rows; y++) {
    let row = 0;
    for (let x = 0; x < columns; x++) {
      row += valueAt(y * columns + x);
      sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + row;
    }
  }
  return sums;
}

/** Small regions take the side of what they lie in; the inner ones first, so that rings do not change places. */
function withoutSpecks({ columns, rows, sides }: Membership): Membership {
  const clean = sides.slice();
  const least = SPECK * columns * rows;
  for (const [side, other] of [
    [INSIDE, OUTSIDE],
    [OUTSIDE, INSIDE],
  ]) {
    const seen = new Uint8Array(clean.length);
    for (let at = 0; at < clean.length; at++) {
      if (clean[at] !== side || seen[at] === 1) continue;
      const region = regionAt(at, columns, clean, seen);
      if (region.length < least) for (const place of region) clean[place] = other;
    }
  }
  return { columns, rows, sides: clean };
}

/** The positions that hang together with one, by their sides. */
function regionAt(start: number, columns: number, sides: Uint8Array, seen: Uint8Array): number[] {
  const region = [start];
  seen[start] = 1;
  const visit = (at: number) => {
    if (seen[at] === 1 || sides[at] !== sides[start]) return;
    seen[at] = 1;
    region.push(at);
  };
  for (let i = 0; i < region.length; i++) {
    const at = region[i];
    const x = at % columns;
    if (x > 0) visit(at - 1);
    if (x < columns - 1) visit(at + 1);
    if (at >= columns) visit(at - columns);
    if (at + columns < sides.length) visit(at + columns);
  }
  return region;
}
