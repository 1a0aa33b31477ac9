// A border's curve, as the page draws it, held against what the reference measures of the pixels on both sides of it.

import { expect } from "vitest";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import type { BorderName } from "../../../src/model/theory/borders/index.ts";
import { arrangementOf } from "../../../src/store/figure/arrangement.ts";
import { wholeCurve } from "../../../src/store/figure/borders/borderCurves.ts";
import { borderPlane } from "../../../src/store/figure/borders/borderPlane.ts";
import type { Place } from "../../../src/store/figure/borders/zeroLines.ts";
import { shownAxes } from "../../../src/store/figure/shownAxis.ts";
import { specAt } from "../../../src/sweep/axis.ts";
import type { Inspection } from "../../../src/sweep/inspection.ts";
import type { SweepSpec } from "../../../src/sweep/spec.ts";
import { BORDER_PIXELS, BORDER_SHIFT } from "../bounds.ts";

/** Pixels on either side of a curve that are measured. */
const REACH = 6;

/** A line of pixels across a map: along the axis 0 or 1, at a position of the other one. */
export interface Line {
  readonly along: 0 | 1;
  readonly at: number;
}

/** The plane under a sweep of two axes without replicates. */
export function planeOf(spec: SweepSpec) {
  const { x, y } = arrangementOf(spec, {});
  const plane = borderPlane(spec, shownAxes(spec), { x, y, isReduced: false, position: [0, 0, 0] });
  if (plane === null) throw new Error("the sweep has no axis of numbers");
  return plane;
}

/** Where a border's curve crosses a line of pixels, in pixels: 0 is the middle of the first one. */
export function crossings(spec: SweepSpec, name: BorderName, { along, at }: Line, label?: string): number[] {
  const counts = spec.axes.map((axis) => axis.count ?? axis.values?.length ?? 1);
  const other = (at + 0.5) / counts[1 - along];
  const { lines } = wholeCurve(planeOf(spec), name);
  const found = lines
    .filter((line) => label === undefined || line.label === label)
    .flatMap(({ pieces }) => pieces.flatMap((piece) => cuts(piece, along, other)));
  return found.map((share) => share * counts[along] - 0.5).toSorted((a, b) => a - b);
}

/** Where a broken line meets a straight one. */
function cuts(piece: readonly Place[], along: 0 | 1, other: number): number[] {
  return piece.slice(1).flatMap((to, i) => {
    const from = piece[i];
    const [a, b] = [from[1 - along] - other, to[1 - along] - other];
    return a > 0 === b > 0 ? [] : [from[along] + ((to[along] - from[along]) * a) / (a - b)];
  });
}

/** What the reference measures of the pixels around a place on a line. */
export async function measuredAround(
  spec: SweepSpec,
  { along, at }: Line,
  pixel: number,
  read: (inspection: Inspection) => number,
): Promise<{ readonly pixel: number; readonly value: number }[]> {
  const engine = new ReferenceEngine();
  const first = Math.round(pixel) - REACH;
  const last = Math.min(first + 2 * REACH, (spec.axes[along].count ?? 1) - 1);
  const measured = [];
  for (let i = Math.max(0, first); i <= last; i++) {
    const inspection = await engine.inspect(specAt(spec, along === 0 ? [i, at] : [at, i]), 0);
    measured.push({ pixel: i, value: read(inspection) });
  }
  return measured;
}

/** Between which pixels a measured number changes its sign, in the middle of the two; NaN unless it does so once. */
export function signChange(measured: readonly { readonly pixel: number; readonly value: number }[]): number {
  const changes = measured.flatMap(({ pixel, value }, i) =>
    i > 0 && measured[i - 1].value > 0 !== value > 0 ? [pixel - 0.5] : [],
  );
  return changes.length === 1 ? changes[0] : Number.NaN;
}

/** The pixel at which a measured number is largest; NaN where that is an end of what was measured. */
export function crest(measured: readonly { readonly pixel: number; readonly value: number }[]): number {
  const top = measured.reduce((best, { value }, i) => (value > measured[best].value ? i : best), 0);
  return top === 0 || top === measured.length - 1 ? Number.NaN : measured[top].pixel;
}

/** The border that is measured lies on the curve that is drawn; beside a shifted one, the control, it would not. */
export function expectOnCurve(measured: number, curve: number, where: string): void {
  const said = `${where}: measured at pixel ${measured}, drawn at ${curve}`;
  expect(Math.abs(measured - curve), said).toBeLessThanOrEqual(BORDER_PIXELS);
  for (const shift of [-BORDER_SHIFT, BORDER_SHIFT]) {
    expect(Math.abs(measured - (curve + shift)), `the control of ${said}`).toBeGreaterThan(BORDER_PIXELS);
  }
}
