// What a camera over the map sees, and the ranges that become of it: plain values, and the sweep they make.

import { specInRanges } from "../../sweep/ranges.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type AxisRange, type Part, type ZoomAxis, zoomedPart } from "../../sweep/window.ts";

/** Which part of the picture is looked at, across and up. */
export interface Camera {
  readonly x: Part;
  readonly y: Part;
}

/** A place in what is looked at, as fractions from its left and its bottom. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A box on one of the panels, between two places of what is looked at. */
export interface Box {
  readonly panel: number;
  readonly a: Place;
  readonly b: Place;
}

/** The axes of a map that can be zoomed; null where one cannot. */
export interface ZoomAxes {
  readonly x: ZoomAxis | null;
  readonly y: ZoomAxis | null;
}

/** Ranges across and up; null where there is none to zoom. */
export interface Ranges {
  readonly x: AxisRange | null;
  readonly y: AxisRange | null;
}

/** A sweep with these ranges on the axes that lie across and up its map. */
export function specWith(spec: SweepSpec, x: number, y: number, ranges: Ranges): SweepSpec {
  const entries = [[x, ranges.x] as const, [y, ranges.y] as const];
  const plain = ({ from, to, count }: AxisRange) => ({ from, to, count });
  return specInRanges(
    spec,
    new Map(entries.flatMap(([d, range]) => (range === null ? [] : [[d, plain(range)] as const]))),
  );
}

/** Whether two ranges are one, up to a small part of a cell. */
export function near(a: AxisRange | null, b: AxisRange | null): boolean {
  if (a === null || b === null) return a === b;
  const cell = Math.abs(b.to - b.from) / (b.count - 1);
  return a.count === b.count && Math.abs(a.from - b.from) < cell / 20 && Math.abs(a.to - b.to) < cell / 20;
}

/** The part of a picture between two fractions of the part that is looked at, by the same rules as every other zoom. */
export function boxedPart(axis: ZoomAxis | null, part: Part, [from, to]: Part): Part {
  if (axis === null) return part;
  const width = Math.max(1e-9, to - from);
  // The place of it that stays where it is.
  const at = width > 1 - 1e-9 ? 0.5 : from / (1 - width);
  return zoomedPart(axis, part, 1 / width, at);
}
