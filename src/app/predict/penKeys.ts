// Where a key takes the pen.

import type { Place } from "./border.ts";

/** One step of the pen, as a share of the map. */
const STEP = 0.01;
const BIG_STEP = 0.05;

/** The place that a key leads to: one of those that the catalog of keys has for moving the pen. */
export function penMovedBy(key: string, shift: boolean, [x, y]: Place): Place {
  const step = shift ? BIG_STEP : STEP;
  const to = (px: number, py: number): Place => [held(px), held(py)];
  switch (key) {
    case "ArrowLeft":
      return to(x - step, y);
    case "ArrowRight":
      return to(x + step, y);
    case "ArrowUp":
      return to(x, y + step);
    case "ArrowDown":
      return to(x, y - step);
    case "PageUp":
      return to(x, y + BIG_STEP);
    case "PageDown":
      return to(x, y - BIG_STEP);
    case "Home":
      return to(0, y);
    case "End":
      return to(1, y);
    default:
      return [x, y];
  }
}

function held(share: number): number {
  // Whole steps stay whole, however many there were.
  return Math.min(1, Math.max(0, Math.round(share * 1000) / 1000));
}
