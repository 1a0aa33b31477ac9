// Where the cursor of one map lies on the map beside it: at the same values, where both maps have the same axis, and else at
// the same fraction of the picture.

import type { ShownAxis } from "../../store/figure/shownAxis.ts";

/** How a position was found on the other map; null where the other has nothing there. */
export type Link = "values" | "fractions";

/**
 * The position on an axis that belongs to a position on another one; −1 where that value lies outside.
 * @param from the axis where the cursor is; undefined for a map that has none on this side
 */
export function linkedIndex(from: ShownAxis | undefined, at: number, to: ShownAxis | undefined): number {
  if (to === undefined) return 0;
  if (from === undefined) return to.values.length >> 1;
  if (linkOf(from, to) === "fractions") {
    const share = (at + 0.5) / from.values.length;
    return Math.min(to.values.length - 1, Math.floor(share * to.values.length));
  }
  const value = from.values[at];
  if (typeof value !== "number") return to.values.indexOf(value);
  return nearest(to, value);
}

/** Whether two axes are linked by their values or, having not the same parameter, by fractions. */
export function linkOf(from: ShownAxis | undefined, to: ShownAxis | undefined): Link {
  return from === undefined || to === undefined || from.param === to.param ? "values" : "fractions";
}

/** The position whose value is nearest; −1 where the value lies more than half a step outside. */
function nearest({ values, scale }: ShownAxis, value: number): number {
  const numbers = values.filter((one) => typeof one === "number");
  if (numbers.length !== values.length || numbers.length === 0) return -1;
  const isLog = scale === "log" && numbers[0] * value > 0;
  const place = (x: number) => (isLog ? Math.log(Math.abs(x)) : x);
  let best = 0;
  for (let i = 1; i < numbers.length; i++) {
    if (Math.abs(place(numbers[i]) - place(value)) < Math.abs(place(numbers[best]) - place(value))) best = i;
  }
  if (numbers[best] === value || numbers.length === 1) return numbers[best] === value ? best : -1;
  const neighbour = numbers[best === 0 ? 1 : best - 1];
  const half = Math.abs(place(neighbour) - place(numbers[best])) / 2;
  return Math.abs(place(numbers[best]) - place(value)) <= half * (1 + 1e-9) ? best : -1;
}
