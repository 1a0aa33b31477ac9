// The ticks of an axis whose labels have room: as many as there can be without two of them meeting.

import { cut, widthOf } from "../font/measure.ts";
import type { ShownAxis } from "../shownAxis.ts";
import { type Tick, ticksOf } from "../ticks.ts";
import { LABEL_GAP, TICK_SIZE } from "./style.ts";

/** How long a label across may be, whatever the axis; one on the left may be longer. */
const LONGEST_ACROSS = 110;
export const LONGEST_UP = 130;
/** A name among few is cut to its share of the axis rather than left out, unless less than this is left of it. */
const LEAST_NAME = 34;
/** Ticks across stand about this far apart at least, and those up that far; twice as far where they are powers of ten. */
const CLOSEST_ACROSS = 44;
const CLOSEST_UP = 34;
const CLOSEST_NAMES = 14;

/**
 * The ticks of an axis across.
 * @param length of the axis
 * @param reach how far a label may stand out beyond its ends
 */
export function ticksAcross(axis: Axis, length: number, reach: number): Tick[] {
  const share = length / axis.values.length - LABEL_GAP;
  const room = typeof axis.values[0] === "string" && share >= LEAST_NAME ? share : LONGEST_ACROSS;
  return fitted(axis, length, CLOSEST_ACROSS, reach, (label) => cut(label, room, TICK_SIZE), widthIn);
}

/** The ticks of an axis up. */
export function ticksUp(axis: Axis, length: number): Tick[] {
  const shorten = (label: string) => cut(label, LONGEST_UP, TICK_SIZE);
  return fitted(axis, length, CLOSEST_UP, TICK_SIZE, shorten, () => TICK_SIZE);
}

type Axis = Pick<ShownAxis, "values" | "scale">;

const widthIn = (label: string) => widthOf(label, TICK_SIZE);

function fitted(
  axis: Axis,
  length: number,
  closest: number,
  reach: number,
  shorten: (label: string) => string,
  extent: (label: string) => number,
): Tick[] {
  const inReach = (most: number) =>
    ticksOf(axis, most)
      .map((tick) => ({ ...tick, label: shorten(tick.label) }))
      .filter(({ at, label }) => {
        const half = extent(label) / 2;
        return at >= 0 && at <= 1 && at * length - half >= -reach && at * length + half <= length + reach;
      });
  const gap = (a: Tick, b: Tick) => Math.abs(b.at - a.at) * length - (extent(a.label) + extent(b.label)) / 2;
  const apart = axis.scale === "values" ? CLOSEST_NAMES : axis.scale === "log" ? 2 * closest : closest;
  for (let most = Math.max(2, Math.floor(length / apart)); most > 1; most--) {
    const ticks = inReach(most);
    // A scale may give more ticks than it was asked for.
    const isMany = ticks.length > most + 1 && most > 2;
    if (!isMany && ticks.length > 0 && ticks.slice(1).every((tick, i) => gap(ticks[i], tick) >= LABEL_GAP))
      return ticks;
  }
  // Whatever the axis gives at least: each tick that does not meet the one kept before it.
  const kept: Tick[] = [];
  for (const tick of inReach(1)) {
    if (kept.length === 0 || gap(kept[kept.length - 1], tick) >= LABEL_GAP) kept.push(tick);
  }
  return kept;
}
