// The networks under a map, at any place of it: axes are taken as continuous, from the sweep's own ends, so that a curve can be
// followed between the points and into any window.

import type { BorderPoint } from "../../../model/theory/borders/index.ts";
import { withField } from "../../../sweep/axis.ts";
import { borderPointOf, withColumn } from "../../../sweep/borderPoint.ts";
import { type PointColumn, pointColumn } from "../../../sweep/point.ts";
import type { AxisSpec, SweepSpec } from "../../../sweep/spec.ts";
import type { ShownAxis } from "../shownAxis.ts";

/** From where to where a map goes along an axis, on a scale on which its pixels are evenly spread. */
export interface AxisWindow {
  readonly param: string;
  readonly low: number;
  readonly high: number;
}

/** The networks of one panel. */
export interface BorderPlane {
  /** The network at a share of the width from the left, and of the height from below. */
  at(u: number, v: number): BorderPoint;
  /** What its two axes are; fewer where the map is a strip. */
  readonly params: readonly string[];
  /** Where its edges lie on them. */
  readonly window: readonly AxisWindow[];
}

/** Which dimensions a map shows, and where it lies along the others. */
export interface MapPlace {
  readonly x: number;
  readonly y: number;
  readonly isReduced: boolean;
  /** The position along each dimension (axes, then replicates); those along `x` and `y` are not looked at. */
  readonly position: readonly number[];
}

/**
 * The networks under a panel; null where no axis of the map is of numbers.
 * @param axes the dimensions of the sweep's grid, as the map shows them
 */
export function borderPlane(
  spec: SweepSpec,
  axes: readonly ShownAxis[],
  place: MapPlace,
): BorderPlane | null {
  const { x, y, isReduced, position } = place;
  const replicates = spec.axes.length;
  const along = [x, y].map((d) => (d < 0 || d >= replicates ? null : axisAlong(spec.axes[d], axes[d])));
  if (along[0] === null || (y >= 0 && along[1] === null)) return null;
  const fixed = spec.axes.reduce(
    (at, { param }, d) => (d === x || d === y ? at : withField(at, param, axes[d].values[position[d]])),
    spec,
  );
  const replicate = isReduced ? null : Number(axes[replicates].values[position[replicates]]);
  const lines = along.filter((line) => line !== null);
  const structural = lines.filter(({ column }) => column === null);
  const structures = new Map<string, BorderPoint>();
  /** The network whose structure is that of these values; the numbers that are read per network are put in afterwards. */
  const structureAt = (values: readonly number[]): BorderPoint => {
    const key = values.join();
    const known = structures.get(key);
    if (known !== undefined) return known;
    const there = structural.reduce((at, { param }, k) => withField(at, param, values[k]), fixed);
    const point = borderPointOf(there, replicate);
    structures.set(key, point);
    return point;
  };
  const moved = (point: BorderPoint, line: AxisAlong | undefined, share: number) =>
    line === undefined || line.column === null ? point : withColumn(point, line.column, line.valueAt(share));
  const [across, up] = lines;
  const columns = new Map<number, BorderPoint>();
  return {
    params: lines.map(({ param }) => param),
    window: lines.map(({ window }) => window),
    at(u, v) {
      if (structural.length > 0) {
        const values = structural.map((line) => line.valueAt(line === across ? u : v));
        return moved(moved(structureAt(values), across, u), up, v);
      }
      // A curve is looked for column by column: of thousands of places most share one of a few hundred.
      const known = columns.get(u);
      if (known !== undefined) return moved(known, up, v);
      const column = moved(structureAt([]), across, u);
      if (columns.size < MOST_COLUMNS) columns.set(u, column);
      return moved(column, up, v);
    },
  };
}

/** Columns that are kept: those of the finest cells, and some of the places between. */
const MOST_COLUMNS = 1024;

/** An axis of numbers as a continuous one. */
interface AxisAlong {
  readonly param: string;
  readonly column: PointColumn | null;
  readonly window: AxisWindow;
  /** The value at a share of the axis' length. */
  readonly valueAt: (share: number) => number;
}

/** An axis of numbers as a continuous one; null where it is of names. */
function axisAlong(axis: AxisSpec, { all, factor }: ShownAxis): AxisAlong | null {
  const { param, scale, from = 0, to = from } = axis;
  const numbers = all.map(Number);
  if (numbers.some(Number.isNaN)) return null;
  const steps = numbers.length - 1;
  // The last of several that share a position may be missing; the position is as wide as the others all the same.
  const count = Math.ceil(numbers.length / factor) * factor;
  const column = pointColumn(param);
  const between = (share: number) => {
    // The first and the last position lie in the middle of their pixels, so that the map's edges lie half a step beyond.
    const index = share * count - 0.5;
    if (steps === 0) return numbers[0];
    if (axis.values !== undefined) {
      const below = Math.min(steps - 1, Math.max(0, Math.floor(index)));
      return numbers[below] + (index - below) * (numbers[below + 1] - numbers[below]);
    }
    return scale === "log" ? from * (to / from) ** (index / steps) : from + ((to - from) * index) / steps;
  };
  // A structure changes from position to position, not between them.
  const whole = (share: number) => numbers[Math.min(steps, Math.max(0, Math.floor(share * count)))];
  // Nor does an axis that begins at 0 go on, half a step, to what is a mirror image of it.
  const isPositive = numbers[0] >= 0 && numbers[steps] >= 0;
  const valueAt = (share: number) => (isPositive ? Math.max(0, between(share)) : between(share));
  const window = windowOf(axis, numbers, count);
  return { param, column, window, valueAt: column === null ? whole : valueAt };
}

/** Values that are given one by one have no even scale but that of their positions. */
function windowOf({ param, values, scale }: AxisSpec, numbers: readonly number[], count: number): AxisWindow {
  if (values !== undefined || numbers.length < 2) return { param: `${param} at ${numbers}`, low: 0, high: 1 };
  const on = scale === "log" ? Math.log : Number;
  const [first, last] = [on(numbers[0]), on(numbers[numbers.length - 1])];
  const step = (last - first) / (numbers.length - 1);
  return { param: `${scale} ${param}`, low: first - step / 2, high: first + (count - 0.5) * step };
}
