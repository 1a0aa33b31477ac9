// The part of an axis that a map shows, and how it becomes another one: what zooming and panning mean for a sweep. Parts are
// fractions of the picture that is there, from the outer edge of its first cell (0) to that of its last (1).

import { fieldAt } from "./fields.ts";
import type { SweepSpec } from "./spec.ts";

/** The positions of an axis: its ends, and how many there are. */
export interface AxisRange {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** From where to where a picture is looked at, as fractions of it; below 0 and above 1 lies what it does not show. */
export type Part = readonly [number, number];

/** The whole picture. */
export const WHOLE: Part = [0, 1];

/** An axis that can be zoomed: numbers at equal distances, or at equal ratios. */
export interface ZoomAxis extends AxisRange {
  readonly scale: "linear" | "log";
  readonly integer: boolean;
  /** What the axis' field allows. */
  readonly min: number;
  readonly max: number;
  /** How many positions an axis of whole numbers has again once there is room for them. */
  readonly most: number;
  /** How many positions share a cell of the picture. */
  readonly factor: number;
}

/** Neighbours stay so many of the smallest steps of float64 apart, so that no two positions fall together. */
const STEPS_APART = 4;
/** The smallest size on a logarithmic axis that zooming out leads to. */
const SMALLEST_SIZE = 1e-30;
/** The ends of a window are rounded to this share of a cell: nobody sees it, and addresses stay short. */
const ROUNDED = 1e-3;
/** More digits than these are no rounding any more. */
const MOST_DIGITS = 15;

/**
 * A dimension of a sweep as one that can be zoomed; null where it cannot: names, single values, replicates, one position.
 * @param most of an axis of whole numbers, how many positions it has where all of them find room
 * @param factor how many positions share a cell of the picture
 */
export function zoomAxisOf(spec: SweepSpec, d: number, most?: number, factor = 1): ZoomAxis | null {
  const axis = spec.axes[d];
  const field = axis === undefined ? null : fieldAt(spec, axis.param);
  if (field === null || axis.from === undefined || axis.to === undefined || axis.values !== undefined)
    return null;
  const { from, to, count = 1, scale = "linear" } = axis;
  if (count < 2 || from === to) return null;
  const { integer, min, max } = field;
  return { from, to, count, scale, integer, min, max, most: Math.max(most ?? count, 2), factor };
}

/** The places at the edges of a part along the axis, in the values' own unit. */
export function valuesAt(axis: ZoomAxis, part: Part): [number, number] {
  const { forward, back } = alongOf(axis);
  const [from, step, slots] = [forward(axis.from), stepOf(axis), slotsOf(axis)];
  return [back(from + step * (part[0] * slots - 0.5)), back(from + step * (part[1] * slots - 0.5))];
}

/** Where, as a fraction of the picture, a value lies. */
export function placeOf(axis: ZoomAxis, value: number): number {
  const { forward } = alongOf(axis);
  return ((forward(value) - forward(axis.from)) / stepOf(axis) + 0.5) / slotsOf(axis);
}

/** The range whose picture is a part of the present one; of the whole one the axis' own range, to the last bit. */
export function rangeOf(axis: ZoomAxis, part: Part): AxisRange {
  const { from, to, count } = axis;
  if (part[0] === 0 && part[1] === 1) return { from, to, count };
  return axis.integer ? wholeRange(axis, part) : realRange(axis, part);
}

/** The part of the present picture that the picture of another range of the same axis takes. */
export function partOf(axis: ZoomAxis, range: AxisRange): Part {
  if (range.from === axis.from && range.to === axis.to && range.count === axis.count) return WHOLE;
  const slots = slotsOf({ ...axis, count: range.count });
  const [first, last] = [placeOf(axis, range.from), placeOf(axis, range.to)];
  const half = (last - first) / (range.count - 1) / 2;
  return [first - half, first - half + 2 * half * slots];
}

/** A part, made smaller around a place of it (0 … 1) by a factor; larger where that is below 1. Never beyond what there is. */
export function zoomedPart(axis: ZoomAxis, part: Part, factor: number, at: number): Part {
  const width = part[1] - part[0];
  const [least, most] = widthsOf(axis, part);
  // A part that is smaller or larger already stays as it is.
  const next = Math.min(Math.max(most, width), Math.max(Math.min(least, width), width / factor));
  const start = part[0] + at * (width - next);
  return keptInside(axis, [start, start + next]);
}

/** A part, moved by a share of the picture, but not beyond what the field allows. */
export function movedPart(axis: ZoomAxis, part: Part, by: number): Part {
  return keptInside(axis, [part[0] + by, part[1] + by]);
}

/** A part, its edges moved to whole cells of the picture where it is as large as that: the same points are then met again. */
export function snappedPart(axis: ZoomAxis, part: Part): Part {
  if (Math.abs(part[1] - part[0] - 1) > 1e-9) return part;
  const slots = slotsOf(axis);
  const cells = Math.round(part[0] * slots);
  return [cells / slots, cells / slots + 1];
}

/** Why an axis cannot be zoomed any further, or null where it can. */
export function depthOf(axis: ZoomAxis): "whole numbers" | "float64" | null {
  const [least] = widthsOf(axis, WHOLE);
  if (least < 1 - 1e-9) return null;
  return axis.integer ? "whole numbers" : "float64";
}

/** How much larger an axis shows what lies on it than a wider range does. */
export function magnification(axis: ZoomAxis, outer: AxisRange): number {
  const part = partOf(axis, outer);
  return Math.abs(part[1] - part[0]);
}

/** How many positions the picture is wide: its last cell may be one of several positions, of which some are missing. */
function slotsOf({ count, factor }: Pick<ZoomAxis, "count" | "factor">): number {
  return Math.ceil(count / factor) * factor;
}

/** The smallest and the largest width of a part, as fractions of the present picture. */
function widthsOf(axis: ZoomAxis, part: Part): [number, number] {
  const step = Math.abs(stepOf(axis));
  const [low, high] = limitsOf(axis);
  const most = (Math.abs(high - low) / step / Math.max(1, slotsOf(axis) - 1)) * (1 + 1e-12);
  if (axis.integer) {
    const [a, b] = valuesAt(axis, part);
    // Two whole numbers, each in the middle of its cell.
    const least = (2 * Math.abs(part[1] - part[0])) / Math.max(2, Math.abs(b - a));
    // At the limits every whole number has a cell, however many positions the axis has.
    const all = Math.abs(axis.max - axis.min + 1) * (Math.abs(part[1] - part[0]) / Math.abs(b - a));
    return [least, axis.scale === "log" ? most : Math.max(least, all)];
  }
  const size = axis.scale === "log" ? 1 : Math.max(Math.abs(axis.from), Math.abs(axis.to));
  return [(STEPS_APART * Number.EPSILON * size) / step, Math.max(1, most)];
}

/** A part shifted, and cut where it is too wide, so that all its positions are allowed. */
function keptInside(axis: ZoomAxis, [start, end]: Part): Part {
  const { forward } = alongOf(axis);
  const [from, step, slots] = [forward(axis.from), stepOf(axis), slotsOf(axis)];
  const ends = limitsOf(axis).map((limit) => (limit - from) / step);
  // A whole number fills its cell: its edge lies half a cell beyond it, in a picture of any size.
  const cell = axis.integer ? 1 / slots / Math.abs(valueStep(axis)) : (end - start) / slots;
  const low = (Math.min(...ends) + 0.5) / slots - cell / 2;
  const high = (Math.max(...ends) + 0.5) / slots + cell / 2;
  if (end - start >= high - low) return [low, high];
  const shift = start < low ? low - start : end > high ? high - end : 0;
  return [start + shift, end + shift];
}

/** How far neighbouring positions lie apart in the values' own unit; of a logarithmic axis, at its larger end. */
function valueStep(axis: ZoomAxis): number {
  if (axis.scale === "linear") return stepOf(axis);
  return Math.max(Math.abs(axis.from), Math.abs(axis.to)) * Math.abs(stepOf(axis));
}

function realRange(axis: ZoomAxis, part: Part): AxisRange {
  const { forward, back } = alongOf(axis);
  const { count } = axis;
  const slots = slotsOf(axis);
  const start = forward(axis.from);
  const step = stepOf(axis);
  const cell = part[1] - part[0];
  const first = start + step * (part[0] * slots - 0.5 + cell / 2);
  const last = first + step * cell * (count - 1);
  const ends = [back(first), back(last)].map((value) => Math.min(axis.max, Math.max(axis.min, value)));
  const apart = Math.abs(ends[1] - ends[0]) / (count - 1);
  const smallest = axis.scale === "log" ? Math.min(...ends.map(Math.abs)) * Math.abs(step * cell) : apart;
  const [from, to] = ends.map((value) => rounded(value, Math.min(apart, smallest) * ROUNDED));
  return { from, to, count };
}

/** Whole numbers have a cell each, as long as there are no more of them than the axis had positions. */
function wholeRange(axis: ZoomAxis, part: Part): AxisRange {
  const edges = valuesAt(axis, part);
  const isUp = edges[0] <= edges[1];
  const [low, high] = isUp ? edges : [edges[1], edges[0]];
  const whole = (value: number) => Math.min(axis.max, Math.max(axis.min, Math.round(value)));
  const half = Math.max(1, (high - low) / axis.most) / 2;
  const isLog = axis.scale === "log";
  let first = whole(isLog ? low : low + half);
  let last = whole(isLog ? high : high - half);
  if (last <= first) {
    first = whole(Math.floor((low + high) / 2));
    last = whole(first + 1);
    if (last === first) first = last - 1;
  }
  const count = Math.min(axis.most, last - first + 1);
  return isUp ? { from: first, to: last, count } : { from: last, to: first, count };
}

/** From values to distances along the axis, and back. */
function alongOf({ scale, from }: ZoomAxis) {
  if (scale === "linear") return { forward: (value: number) => value, back: (at: number) => at };
  const sign = Math.sign(from);
  return {
    forward: (value: number) => Math.log(Math.abs(value)),
    back: (at: number) => sign * Math.exp(at),
  };
}

/** The distance between two positions along the axis. */
function stepOf(axis: ZoomAxis): number {
  const { forward } = alongOf(axis);
  // Of neighbours the ratio is exact where a difference of logarithms has lost its digits.
  const all =
    axis.scale === "log"
      ? Math.log1p((axis.to - axis.from) / axis.from)
      : forward(axis.to) - forward(axis.from);
  return all / (axis.count - 1);
}

/** The allowed ends, as distances along the axis. */
function limitsOf(axis: ZoomAxis): [number, number] {
  if (axis.scale === "linear") return [axis.min, axis.max];
  const sizes = axis.from > 0 ? [axis.min, axis.max] : [-axis.max, -axis.min];
  const smallest = Math.min(SMALLEST_SIZE, Math.abs(axis.from), Math.abs(axis.to));
  const [low, high] = sizes.map((size) => Math.log(Math.max(size, axis.integer ? 1 : smallest)));
  return [low, high];
}

/** A number with no more digits than it takes to be at most `error` off. */
function rounded(value: number, error: number): number {
  if (value === 0 || !(error > 0)) return value;
  const digits = Math.ceil(Math.log10(Math.abs(value) / error));
  return digits > MOST_DIGITS ? value : Number(value.toPrecision(Math.max(1, digits)));
}
