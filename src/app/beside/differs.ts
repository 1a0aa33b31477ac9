// What two sweeps differ in, in words: "Recurrent weights: kind orthogonal instead of normal".

import { formatNumber, formatValue } from "../../store/figure/format.ts";
import { fieldAt, fieldTitle } from "../../sweep/fields.ts";
import type { AxisSpec, SweepSpec } from "../../sweep/spec.ts";
import { valueAt } from "../form/value.ts";
import { changedPaths } from "../undo/changes.ts";

/** A text of a user, or a list of data, may be longer than any line. */
const LONGEST = 40;

/** What `a` has instead of what `b` has, one text per field; none where both compute the same. */
export function differences(a: SweepSpec, b: SweepSpec): string[] {
  const paths = changedPaths({ spec: b, view: {} }, { spec: a, view: {} }).filter(
    // Names compute nothing, and the metrics of both are computed for both.
    (path) => path !== "name" && path !== "metrics" && !path.startsWith("metrics."),
  );
  // Another kind (of task, of initialiser) has other fields, which say no more than the kind itself.
  const groups = paths.flatMap((path) => /^(.*)\.kind$/.exec(path)?.[1] ?? []);
  const told = new Set<string>();
  for (const path of paths) {
    const group = groups.find((name) => path.startsWith(`${name}.`));
    if (group !== undefined && path !== `${group}.kind`) continue;
    told.add(textOf(path, a, b));
  }
  return [...told];
}

function textOf(path: string, a: SweepSpec, b: SweepSpec): string {
  const axis = /^axes\.(\d+)\./.exec(path)?.[1];
  if (axis !== undefined) {
    const [one, other] = [a.axes[Number(axis)], b.axes[Number(axis)]];
    return one.param === other.param
      ? `${fieldTitle(a, one.param)} ${axisText(one)} instead of ${axisText(other)}`
      : `Axis ${Number(axis) + 1} ${fieldTitle(a, one.param)} instead of ${fieldTitle(b, other.param)}`;
  }
  if (path === "axes") return `Axes ${axesText(a)} instead of ${axesText(b)}`;
  const title = fieldAt(a, path)?.title || fieldAt(b, path)?.title || path;
  return `${title} ${valueText(valueAt(a, path))} instead of ${valueText(valueAt(b, path))}`;
}

function axesText(spec: SweepSpec): string {
  return spec.axes.length === 0 ? "none" : spec.axes.map(({ param }) => fieldTitle(spec, param)).join(" × ");
}

function axisText({ values, from = 0, to = from, count = 1, scale = "linear" }: AxisSpec): string {
  if (values !== undefined) return values.map(formatValue).join(", ");
  const range = `${formatNumber(from)} … ${formatNumber(to)} (${count} positions)`;
  return scale === "log" ? `${range}, logarithmic` : range;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "none";
  const text =
    typeof value === "number" || typeof value === "string" ? formatValue(value) : JSON.stringify(value);
  const letters = Array.from(text);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : text;
}
