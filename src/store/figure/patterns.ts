// A texture for each outcome, so that a map of outcomes can be read without any colour: in print, or with any kind of colour
// vision. A pattern is a square of 4 × 4 units that repeats; a unit is one pixel of the map, or several on a fine one.

import type { OutcomeName } from "../../model/training/outcome.ts";

/** Units along a side of a pattern. */
export const PATTERN_SIDE = 4;
/** So many units lie across the longer side of a map, or fewer where it has fewer pixels. */
const UNITS_ACROSS = 160;

/** The inked units of each outcome, row by row; what is reached needs no ink. */
const drawn = {
  running: ["....", "....", "....", "...."],
  converged: ["....", "....", "....", "...."],
  unfinished: ["#...", "....", "..#.", "...."],
  stalled: ["####", "....", "....", "...."],
  bouncing: ["#...", ".#..", "..#.", "...#"],
  diverged: ["#.#.", ".#.#", "#.#.", ".#.#"],
} as const satisfies Record<OutcomeName, readonly string[]>;

/** Whether an outcome's pattern has ink at a unit. */
export function isInked(outcome: OutcomeName, x: number, y: number): boolean {
  return drawn[outcome][y % PATTERN_SIDE][x % PATTERN_SIDE] === "#";
}

/** The inked units of one pattern, for a legend. */
export function inkedUnits(outcome: OutcomeName): { readonly x: number; readonly y: number }[] {
  return drawn[outcome].flatMap((row, y) => [...row].flatMap((sign, x) => (sign === "#" ? [{ x, y }] : [])));
}

/** How many pixels of a map are a unit. */
export function unitOf(width: number, height: number): number {
  return Math.max(1, Math.round(Math.max(width, height) / UNITS_ACROSS));
}

/** Ink on a colour: darker where it is light, lighter where it is dark. @param channels red, green, blue in 0 … 255 */
function inkOf(channels: readonly number[]): number[] {
  const lightness = (0.3 * channels[0] + 0.6 * channels[1] + 0.1 * channels[2]) / 255;
  const ink = lightness > 0.45 ? 0 : 255;
  return channels.map((channel) => Math.round(0.45 * channel + 0.55 * ink));
}

/** Ink on a packed colour. */
export function inkOn(packed: number): number {
  const [red, green, blue] = inkOf([packed & 255, (packed >> 8) & 255, (packed >> 16) & 255]);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Ink on a colour `#rrggbb`. */
export function inkColour(colour: `#${string}`): `#${string}` {
  const channels = inkOf([1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
