// Where an axis has its ticks: d3's round numbers at the places where the grid's positions really lie.

import { scaleLinear, scaleLog } from "d3-scale";
import { digitsBetween, formatNumber, formatValue, raised } from "./format.ts";
import type { ShownAxis } from "./shownAxis.ts";

/** A tick: its place as a fraction of the axis, and its text. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** A tick of an axis: its value besides. */
export interface AxisTick extends Tick {
  readonly value: number | string;
}

/** What is to be known of an axis; without `all` and `factor` every position is shown for itself. */
type TickedAxis = Pick<ShownAxis, "values" | "scale"> & Partial<Pick<ShownAxis, "all" | "factor">>;

/** Some length of an axis of numbers: its ends, and where they lie as fractions of the picture. */
export interface TickedRange {
  readonly ends: readonly [number, number];
  readonly places: readonly [number, number];
  readonly scale: "linear" | "log";
  /** Whether it has whole numbers only. */
  readonly isWhole: boolean;
}

/** Labels longer than this leave no room for others. */
const LONGEST_LABEL = 9;

/**
 * The ticks of an axis.
 * @param most how many labels there is room for
 */
export function ticksOf(axis: TickedAxis, most: number): AxisTick[] {
  const { all: values = axis.values, factor = 1 } = axis;
  // The last of several that share a position may be missing; the position is as wide as the others all the same.
  const count = Math.ceil(values.length / factor) * factor;
  const first = values[0];
  const last = values[values.length - 1];
  if (axis.scale === "values" || typeof first === "string" || typeof last === "string" || first === last) {
    const stride = Math.ceil(values.length / Math.max(1, most));
    return values.flatMap((value, i) =>
      i % stride === 0 ? [{ at: (i + 0.5) / count, value, label: formatValue(value) }] : [],
    );
  }
  // The first and the last position lie in the middle of their pixels, or of their part of one.
  const places = [0.5 / count, (values.length - 0.5) / count] as const;
  const isWhole = axis.scale === "linear" && values.every(Number.isInteger);
  return ticksAlong({ ends: [first, last], places, scale: axis.scale, isWhole }, most);
}

/** The ticks of a length of an axis. */
export function ticksAlong({ ends, places, scale, isWhole }: TickedRange, most: number): AxisTick[] {
  const linear = scaleLinear(ends, places);
  if (scale === "linear") {
    const values = linear.ticks(most).filter((value) => !isWhole || Number.isInteger(value));
    return labelled(values, linear);
  }
  const log = scaleLog(ends, places);
  const format = log.tickFormat(most);
  const decades = log.ticks(most).filter((value) => format(value) !== "");
  // Within a decade there are hardly any powers of ten to label; plain round numbers do better there.
  const values = decades.length >= 3 ? decades : linear.ticks(most);
  return labelled(
    values.filter((value) => !isWhole || Number.isInteger(value)),
    log,
  );
}

/** Ticks whose labels fit beside each other, and what is to be done to a value to get its label: ` − 0.5, in 10⁻¹²`. */
export interface ShortTicks {
  readonly ticks: readonly AxisTick[];
  /** Empty where the labels say all. */
  readonly base: string;
}

/** Where neighbours differ in their last digits alone, the labels are what lies between them and the first. */
export function shortTicks(ticks: readonly AxisTick[]): ShortTicks {
  const first = ticks[0]?.value;
  const isLong = ticks.some(({ label }) => label.length > LONGEST_LABEL);
  if (typeof first !== "number" || !isLong || ticks.length < 2) return { ticks, base: "" };
  const offsets = ticks.map(({ value }) => Number(value) - first);
  const power = Math.floor(Math.log10(Math.max(...offsets.map(Math.abs))));
  const label = (offset: number) => formatNumber(Math.round((offset / 10 ** power) * 100) / 100, 3);
  const base = `${first < 0 ? " + " : " − "}${ticks[0].label.replace("−", "")}`;
  return {
    ticks: ticks.map((tick, i) => ({ ...tick, label: label(offsets[i]) })),
    base: `${base}, in 10${raised(power)}`,
  };
}

function labelled(values: readonly number[], place: (value: number) => number): AxisTick[] {
  const digits = digitsBetween(values);
  return values.map((value) => ({ at: place(value), value, label: formatNumber(value, digits) }));
}
