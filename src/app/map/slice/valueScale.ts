// The vertical scale of the slice plots: where a value lies and which ones are labelled; linear, by powers of ten, or (for
// outcomes) one line per name.

import { scaleLinear } from "d3-scale";
import { outcomes } from "../../../model/training/outcome.ts";
import { alongOf } from "../../../store/figure/along.ts";
import { formatNumber } from "../../../store/figure/format.ts";
import type { Quantity } from "../../../store/figure/quantity.ts";
import type { Tick } from "../../../store/figure/ticks.ts";

export interface ValueScale {
  /** Whether a finite value lies on the scale. */
  hasPlace(value: number): boolean;
  /** The place of such a value: 0 at the lower end, 1 at the upper one. */
  at(value: number): number;
  readonly ticks: readonly Tick[];
}

/** Flat curves get at least this much room around them, as a share of their value, or at all. */
const LEAST_ROOM = 0.05;
const LEAST = 1e-6;
/** The curves keep this far from the edges, where the marks of what has no place stand. */
const MARGIN = 0.06;

/** The scale of a quantity for the values at hand. @param most how many labels there is room for */
export function valueScale(
  quantity: Quantity,
  values: Iterable<ArrayLike<number>>,
  most: number,
): ValueScale {
  if (quantity.scale === "outcome") return outcomeScale();
  const { forward, back, ticks } = alongOf(quantity.scale);
  const hasPlace = (value: number) => quantity.scale !== "logarithmic" || value > 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const list of values) {
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i]) || !hasPlace(list[i])) continue;
      low = Math.min(low, forward(list[i]));
      high = Math.max(high, forward(list[i]));
    }
  }
  if (low > high) [low, high] = [forward(1) - 1, forward(1)];
  const room = high > low ? 0 : Math.max(LEAST_ROOM * Math.abs(low), LEAST);
  const [from, to] = [low - room, high + room];
  const scale = scaleLinear([from, to], [MARGIN, 1 - MARGIN]);
  const ends = [scale.invert(0), scale.invert(1)].map(back);
  const labelled = ticks([ends[0], ends[1]], most);
  return {
    hasPlace,
    at: (value) => scale(forward(value)),
    ticks: labelled.map((value) => ({ at: scale(forward(value)), label: formatNumber(value, 4) })),
  };
}

function outcomeScale(): ValueScale {
  const all = Object.values(outcomes);
  const at = (value: number) => (value + 1.5) / all.length;
  return {
    hasPlace: () => true,
    at,
    ticks: all.map(({ value, label }) => ({ at: at(value), label })),
  };
}
