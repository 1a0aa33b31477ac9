// From the results on the map to the measured border of every panel, a few milliseconds at a time, so that the page never
// stalls.

import { flatIndex } from "../../sweep/tile.ts";
import type { MapState } from "../map/mapState.ts";
import { type Border, borderOf } from "./border.ts";
import { foundLevel, INSIDE, type Membership, smoothed } from "./membership.ts";
import type { Question } from "./question.ts";

/** What is measured of a map. */
export interface Measured {
  readonly question: Question;
  /** The value that parts the two sides. */
  readonly value: number;
  /** One per panel. */
  readonly borders: readonly Border[];
  /** Of a map without any border, which of the question's sides all of it is on. */
  readonly all: 0 | 1;
}

/** More positions than this, of all panels together, are thinned: nobody draws finer. */
const MOST_POSITIONS = 150_000;
/** Values are read for at most this long at a time. */
const SLICE_MS = 8;

/** Measures the panels of a map; null where `isStale` says that nobody waits for it any more. */
export async function measure(
  map: MapState,
  question: Question,
  isStale: () => boolean,
): Promise<Measured | null> {
  const panels = map.panels.peek();
  const [columns, rows] = [map.columns.peek(), map.rows.peek()];
  const stride = Math.max(1, Math.ceil(Math.sqrt((columns * rows * panels.length) / MOST_POSITIONS)));
  const grid = { columns: Math.ceil(columns / stride), rows: Math.ceil(rows / stride) };
  const middle = stride >> 1;
  const values: Float64Array[] = [];
  let until = performance.now() + SLICE_MS;
  for (const panel of panels) {
    const field = map.fieldOf(panel);
    if (field === null) return null;
    const { x, y } = map.page.arrangement.peek();
    const position = map.positionOf(panel);
    const own = new Float64Array(grid.columns * grid.rows);
    for (let at = 0; at < own.length; at++) {
      position[x] = Math.min(columns - 1, (at % grid.columns) * stride + middle);
      position[y] = Math.min(rows - 1, Math.floor(at / grid.columns) * stride + middle);
      const flat = flatIndex(field.store.shape, position);
      own[at] = field.has(flat) ? field.at(flat) : Number.NaN;
      if (performance.now() < until) continue;
      await nextTask();
      if (isStale()) return null;
      until = performance.now() + SLICE_MS;
    }
    values.push(own);
  }
  const { value, side } = foundLevel(question.level, values);
  const borders: Border[] = [];
  let isInside = false;
  for (const own of values) {
    await nextTask();
    if (isStale()) return null;
    const membership: Membership = { ...grid, sides: Uint8Array.from(own, side) };
    isInside ||= membership.sides.includes(INSIDE);
    borders.push(borderOf(smoothed(membership)));
  }
  return { question, value, borders, all: isInside ? 0 : 1 };
}

/** Lets whatever the page has to do go first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
