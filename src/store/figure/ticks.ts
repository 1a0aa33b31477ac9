// Where an axis has its ticks: d3's round numbers at the places where the grid's positions really lie.

import { scaleLinear, scaleLog } from "d3-scale";
import { formatValue } from "./format.ts";
import type { ShownAxis } from "./shownAxis.ts";

/** A tick: its place as a fraction of the axis, and its text. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/**
 * The ticks of an axis.
 * @param most how many labels there is room for
 */
export function ticksOf(axis: Pick<ShownAxis, "values" | "scale">, most: number): Tick[] {
  const { values } = axis;
  const count = values.length;
  const first = values[0];
  const last = values[count - 1];
  if (axis.scale === "values" || typeof first === "string" || typeof last === "string" || first === last) {
    const stride = Math.ceil(count / Math.max(1, most));
    return values.flatMap((value, i) =>
      i % stride === 0 ? [{ at: (i + 0.5) / count, label: formatValue(value) }] : [],
    );
  }
  // The first and the last position lie in the middle of their pixels.
  const range = [0.5 / count, 1 - 0.5 / count];
  const linear = scaleLinear([first, last], range);
  if (axis.scale === "linear") {
    const whole = values.every(Number.isInteger);
    return linear
      .ticks(most)
      .filter((value) => !whole || Number.isInteger(value))
      .map((value) => ({ at: linear(value), label: formatValue(value) }));
  }
  const log = scaleLog([first, last], range);
  const format = log.tickFormat(most);
  const decades = log.ticks(most).filter((value) => format(value) !== "");
  // Within a decade there are hardly any powers of ten to label; plain round numbers do better there.
  const labelled = decades.length >= 3 ? decades : linear.ticks(most);
  return labelled.map((value) => ({ at: log(value), label: formatValue(value) }));
}
