// The positions of an axis, and the spec at one of them.

import { fieldAt } from "./fields.ts";
import type { AxisSpec, SweepSpec } from "./spec.ts";

/** One position of an axis: a number, or the name of a choice. */
export type AxisValue = number | string;

/** All positions of an axis in order; those of an integer parameter are rounded to integers. */
export function axisValues(spec: SweepSpec, axis: AxisSpec): AxisValue[] {
  if (axis.values !== undefined) return [...axis.values];
  const { from = 0, to = from, count = 1, scale = "linear" } = axis;
  const integer = fieldAt(spec, axis.param)?.integer === true;
  return Array.from({ length: count }, (_, index) => {
    const value = position(from, to, count === 1 ? 0 : index / (count - 1), scale);
    return integer ? Math.round(value) : value;
  });
}

/** The largest value that a numeric field takes anywhere on a sweep: its axis' where it has one, `otherwise` where not. */
export function largestValue(spec: SweepSpec, param: string, otherwise: number): number {
  const axis = spec.axes.find((each) => each.param === param);
  return axis === undefined ? otherwise : Math.max(...axisValues(spec, axis).map(Number));
}

/** The value at a fraction of the way; both ends are exact. */
function position(from: number, to: number, fraction: number, scale: "linear" | "log"): number {
  if (fraction === 0) return from;
  if (fraction === 1) return to;
  return scale === "log" ? from * (to / from) ** fraction : from + (to - from) * fraction;
}

/** A copy of a plain value with one field changed; everything beside the path is shared, not copied. */
export function withField<T>(value: T, path: string, field: unknown): T {
  const [key, ...rest] = path.split(".");
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  if (!Object.hasOwn(copy, key)) throw new RangeError(`${path}: the spec has no field "${key}" here`);
  copy[key] = rest.length === 0 ? field : withField(copy[key], rest.join("."), field);
  return copy as T;
}

/** The spec at grid indices (one per axis; a replicate's index after them is not looked at): axes replaced by values. */
export function specAt(spec: SweepSpec, indices: readonly number[]): SweepSpec {
  return spec.axes.reduce(
    (at, axis, d) => withField(at, axis.param, axisValues(spec, axis)[indices[d]]),
    spec,
  );
}
