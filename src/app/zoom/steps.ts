// The steps from where one began to where one is: ×1, ×10, ×100, …, each with the window that it stands for.

import { formatCount, raised } from "../../store/figure/format.ts";
import {
  type AxisRange,
  magnification,
  type Part,
  partOf,
  rangeOf,
  type ZoomAxis,
} from "../../sweep/window.ts";
import type { Ranges, ZoomAxes } from "./camera.ts";

/** A step: how many times as large it shows what lies on the axis that is zoomed in furthest. */
export interface ZoomStep {
  readonly times: number;
  readonly ranges: Ranges;
}

/** A step is left out where the next one is as good as the same. */
const SAME = 1.5;
const MOST_STEPS = 5;
/** Two windows' widths are the same up to rounding. */
const SAME_WIDTH = 1e-9;

/** The steps, the outermost first; the last one is where one is. */
export function stepsTo(axes: ZoomAxes, home: Ranges): ZoomStep[] {
  const times = timesOf(axes, home);
  const steps: ZoomStep[] = [{ times: 1, ranges: home }];
  // A handful of steps leads out of any depth.
  const apart = 10 ** Math.max(1, Math.ceil(Math.log10(times) / MOST_STEPS));
  for (let power = apart; power * SAME < times; power *= apart) {
    const share = Math.log(power) / Math.log(times);
    const between = (axis: ZoomAxis | null, outer: AxisRange | null) =>
      axis === null || outer === null ? null : rangeOf(axis, partBetween(axis, outer, share));
    steps.push({ times: power, ranges: { x: between(axes.x, home.x), y: between(axes.y, home.y) } });
  }
  return [...steps, { times, ranges: axes }];
}

/** How much larger the map is than where one began, along the axis where it is more; below 1 where no axis is, and one is less. */
export function timesOf({ x, y }: ZoomAxes, home: Ranges): number {
  const all = (
    [
      [x, home.x],
      [y, home.y],
    ] as const
  ).flatMap(([axis, outer]) => (axis === null || outer === null ? [] : [magnification(axis, outer)]));
  const most = Math.max(...all);
  return most > 1 + SAME_WIDTH ? most : Math.min(...all);
}

/** Around the same middle, a width between that of the present window and the one where one began. */
function partBetween(axis: ZoomAxis, outer: AxisRange, share: number): Part {
  const half = magnification(axis, outer) ** (1 - share) / 2;
  const whole = partOf(axis, outer);
  // A window at the edge of where one began stays inside it.
  const inside = (start: number) =>
    Math.min(Math.max(start, whole[0]), Math.max(whole[0], whole[1] - 2 * half));
  const start = inside(0.5 - half);
  return [start, start + 2 * half];
}

/** A magnification in words: ×3.2, ×1 000, ×10^12. */
export function timesText(times: number): string {
  if (times >= 1e6) {
    const [rest, power] = times.toExponential(1).split("e").map(Number);
    return rest === 1 ? `×10${raised(power)}` : `×${rest}·10${raised(power)}`;
  }
  const rounded = Number(times.toPrecision(times < 10 ? 2 : 3));
  return `×${rounded < 1000 ? rounded : formatCount(rounded)}`;
}
