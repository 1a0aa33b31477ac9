// The curves that theory draws on a map: for each border its lines, as broken lines over the unit square, with what stands beside
// them.

import { type Border, type BorderName, borderNames, borders } from "../../../model/theory/borders/index.ts";
import type { BorderPlane } from "./borderPlane.ts";
import { FINE, type Place, zeroLines } from "./zeroLines.ts";

/** A line with its label. */
export interface BorderLine {
  readonly label: string;
  readonly pieces: readonly (readonly Place[])[];
}

/** A border as it lies on a panel. */
export interface BorderCurve {
  readonly name: BorderName;
  readonly lines: readonly BorderLine[];
}

/** Decades are drawn at round numbers, as few that their labels can be read. */
const MOST_DECADES = 6;
/** Samples of a level along each axis, by which round numbers are chosen; not in the middle, where special values lie. */
const SAMPLES = 13;
/** Shorter pieces, as a share of the map's side, are none. */
const LEAST_PIECE = 1.5 / FINE.finest;
/** This share of the samples at either end is looked away from: a level may have a pole. */
const ENDS = 0.12;
/** A border whose values are dear, along the axes that cost nothing; where there is none of these it is looked for less closely. */
const FREE_PARAMS: readonly string[] = ["training.learningRate", "training.momentum"];
const DEAR = { finest: 256, isSearched: false };
const DEAR_ALONG_BOTH = { finest: 64, isSearched: false };

/** The borders that say something of the networks of some panels, in the catalog's order. */
export function sayingBorders(planes: readonly BorderPlane[]): BorderName[] {
  const probes = planes.flatMap((plane) => grid(3).map(([u, v]) => plane.at(u, v)));
  return borderNames.filter((name) => probes.some((point) => borders[name].says(point)));
}

/** The curve of a border, computed a cell of the map at a time. */
export function* borderCurve(plane: BorderPlane, name: BorderName): Generator<void, BorderCurve> {
  const border: Border = borders[name];
  const level = (u: number, v: number) => border.level(plane.at(u, v));
  if (border.lines === "border") {
    const all = border.isDear === true ? yield* dearLines(plane, level) : yield* zeroLines(level, FINE);
    const pieces = all.filter(isSeen);
    return { name, lines: pieces.length === 0 ? [] : [{ label: border.label, pieces }] };
  }
  const lines: BorderLine[] = [];
  for (const decades of roundDecades(grid(SAMPLES).map(([u, v]) => level(u, v)))) {
    const pieces = (yield* zeroLines((u, v) => level(u, v) - decades)).filter(isSeen);
    if (pieces.length > 0) lines.push({ label: powerOfTen(decades), pieces });
  }
  return { name, lines };
}

/** Whether a piece is longer than what the search leaves over at the edge of where a level is defined. */
function isSeen(piece: readonly Place[]): boolean {
  const span = (k: 0 | 1) => Math.max(...piece.map((at) => at[k])) - Math.min(...piece.map((at) => at[k]));
  return span(0) + span(1) > LEAST_PIECE;
}

/** Lines of a level whose values are dear: all that are needed are asked for first, one at a time. The network remembers them. */
function* dearLines({ params }: BorderPlane, level: (u: number, v: number) => number) {
  const isFree = [0, 1].map((k) => params[k] === undefined || FREE_PARAMS.includes(params[k]));
  const fineness = isFree.includes(true) ? DEAR : DEAR_ALONG_BOTH;
  const [across, up] = isFree.map((free) => (free ? 0 : fineness.finest));
  for (let i = 0; i <= across; i++) {
    for (let j = 0; j <= up; j++) {
      level(i / fineness.finest, j / fineness.finest);
      yield;
    }
  }
  return yield* zeroLines(level, fineness);
}

/** The curve at once. */
export function wholeCurve(plane: BorderPlane, name: BorderName): BorderCurve {
  const steps = borderCurve(plane, name);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Round numbers other than 0 that most samples lie between: multiples of 1, 2 or 5 times a power of ten. */
export function roundDecades(samples: readonly number[]): number[] {
  const sorted = samples.filter(Number.isFinite).toSorted((a, b) => a - b);
  if (sorted.length === 0) return [];
  const low = sorted[Math.floor(ENDS * sorted.length)];
  const high = sorted[sorted.length - 1 - Math.floor(ENDS * sorted.length)];
  for (let power = 1; ; power *= 10) {
    for (const round of [1, 2, 5]) {
      const step = round * power;
      const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
      if (last - first >= MOST_DECADES) continue;
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step).filter(
        (decades) => decades !== 0,
      );
    }
  }
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10⁻²⁰. */
export function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** Places spread over the map, none of them in its middle or on its edge. */
function grid(count: number): Place[] {
  const shares = Array.from({ length: count }, (_, i) => (i + 0.37) / count);
  return shares.flatMap((u) => shares.map((v): Place => [u, v]));
}
