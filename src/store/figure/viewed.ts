// A view against its sweep: which metric, which slice, which point; and what in it does not fit the sweep.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { parseAddress } from "../../sweep/address.ts";
import { type Mistake, showGiven } from "../../sweep/mistakes.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { View } from "../../sweep/view.ts";
import { zoomAxisOf } from "../../sweep/window.ts";
import {
  type Arrangement,
  arrangementOf,
  MOST_PANELS,
  panelCount,
  shapeOf,
  unmerged,
} from "./arrangement.ts";

/** The metric on the map: the one asked for, or the sweep's first. */
export function metricOf(spec: SweepSpec, view: View): MetricName {
  return spec.metrics.find((name) => name === view.metric) ?? spec.metrics[0];
}

/** The shown position along each hidden dimension, 0 where the view says nothing; the view itself has grid indices. */
export function sliceOf({ shape, factors, hidden }: Arrangement, view: View): number[] {
  return hidden.map((d, i) => Math.min(Math.floor((view.slice?.[i] ?? 0) / factors[d]), shape[d] - 1));
}

/** The grid indices (axes, then replicate) of the point in the inspector, or null. */
export function pointOf(shape: readonly number[], view: View): number[] | null {
  const { point } = view;
  if (point === undefined || point.length > shape.length) return null;
  const indices = shape.map((_, d) => point[d] ?? 0);
  return indices.every((index, d) => index < shape[d]) ? indices : null;
}

/** The panels whose difference is drawn, or null. */
export function differenceOf({ shape, panels }: Arrangement, view: View): readonly [number, number] | null {
  const { difference } = view;
  const count = panelCount(shape, panels);
  return difference?.every((panel) => panel < count) ? difference : null;
}

/** What of a view does not fit its sweep. @param factors as for its arrangement */
export function viewMistakes(spec: SweepSpec, view: View, factors = unmerged(spec)): Mistake[] {
  const shape = shapeOf(spec);
  const arrangement = arrangementOf(spec, view, factors);
  const shown = arrangement.shape;
  const { hidden, panels } = arrangement;
  const mistakes: Mistake[] = [];
  const object = (key: keyof View, allowed: string) =>
    mistakes.push({ path: `view.${key}`, given: showGiven(view[key]), allowed });
  if (view.metric !== undefined && metricOf(spec, view) !== view.metric) {
    object("metric", `one of ${spec.metrics.map((name) => `"${name}"`).join(", ")}`);
  }
  if (view.point !== undefined && pointOf(shape, view) === null) {
    object("point", `grid indices below [${shape.join(",")}] (axes, then replicate)`);
  }
  if (view.slice?.some((index, i) => !(index < (shape[hidden[i]] ?? 0)))) {
    object("slice", `grid indices below [${hidden.map((d) => shape[d]).join(",")}]`);
  }
  if (view.home !== undefined) {
    const zoomed = [arrangement.x, arrangement.y].filter((d) => zoomAxisOf(spec, d) !== null);
    if (zoomed.length !== view.home.length) {
      object("home", `a range [from,to,count] for each of the ${zoomed.length} axes that can be zoomed`);
    }
  }
  if (view.panels !== undefined) {
    // A reduction takes the replicates away from the panels, but not out of the link.
    const { reduce: _, ...unreduced } = view;
    const { candidates } = arrangementOf(spec, unreduced, factors);
    const fits = view.panels.every((d) => candidates.includes(d));
    if (!fits || panelCount(shown, view.panels) > MOST_PANELS) {
      object("panels", `dimensions out of [${candidates.join(",")}] that make at most ${MOST_PANELS} panels`);
    }
  }
  if (view.reduce !== undefined) {
    const counts = metrics[metricOf(spec, view)].scale === "outcome";
    if (counts !== (view.reduce === "fraction")) {
      object("reduce", counts ? "only fraction, for the metric outcome" : "mean, median, quantile");
    }
  }
  if (view.difference !== undefined && differenceOf(arrangement, view) === null) {
    object("difference", `two panels below ${panelCount(shown, panels)}`);
  }
  if (view.beside !== undefined) {
    const parsed = parseAddress(view.beside);
    if (!parsed.ok)
      mistakes.push(...parsed.mistakes.map((m) => ({ ...m, path: `view.beside: ${m.path || "spec"}` })));
  }
  if (view.drawing?.some(([panel]) => panel >= panelCount(shown, panels))) {
    object("drawing", `lines in panels below ${panelCount(shown, panels)}`);
  }
  return mistakes;
}
