// The view against its sweep: which metric, which point, which slice; and what in a permalink's view does not fit.

import type { EngineChoice } from "../../engine/engine.ts";
import type { MetricName } from "../../model/metrics/index.ts";
import type { View } from "../../sweep/address.ts";
import { type Mistake, showGiven } from "../../sweep/mistakes.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

/** The engines that the page offers. */
export const engineChoices: readonly EngineChoice[] = ["auto", "reference", "webgpu"];

/** Positions per axis, then replicates: the shape of the sweep's grid. */
export function shapeOf(spec: SweepSpec): number[] {
  return [...spec.axes.map((axis) => axis.values?.length ?? axis.count ?? 1), spec.replicates];
}

/** The dimensions that the map does not show, so that a slice chooses a position along each. */
export function hiddenDimensions(shape: readonly number[]): number[] {
  const axes = shape.length - 1;
  return shape.map((_, d) => d).filter((d) => d >= Math.min(axes, 2));
}

/** The metric on the map: the one asked for, or the sweep's first. */
export function metricOf(spec: SweepSpec, view: View): MetricName {
  return spec.metrics.find((name) => name === view.metric) ?? spec.metrics[0];
}

/** The engine asked for. */
export function engineOf(view: View): EngineChoice {
  return engineChoices.find((name) => name === view.engine) ?? "auto";
}

/** The position along each hidden dimension, 0 where the view says nothing. */
export function sliceOf(shape: readonly number[], view: View): number[] {
  return hiddenDimensions(shape).map((d, i) => Math.min(view.slice?.[i] ?? 0, shape[d] - 1));
}

/** The grid indices (axes, then replicate) of the point in the inspector, or null. */
export function pointOf(shape: readonly number[], view: View): number[] | null {
  const { point } = view;
  if (point === undefined || point.length > shape.length) return null;
  const indices = shape.map((_, d) => point[d] ?? 0);
  return indices.every((index, d) => index < shape[d]) ? indices : null;
}

/** What of a view does not fit its sweep. */
export function viewMistakes(spec: SweepSpec, view: View): Mistake[] {
  const shape = shapeOf(spec);
  const hidden = hiddenDimensions(shape);
  const mistakes: Mistake[] = [];
  if (view.metric !== undefined && metricOf(spec, view) !== view.metric) {
    const allowed = `one of ${spec.metrics.map((name) => `"${name}"`).join(", ")}`;
    mistakes.push({ path: "view.metric", given: showGiven(view.metric), allowed });
  }
  if (view.point !== undefined && pointOf(shape, view) === null) {
    const allowed = `grid indices below [${shape.join(",")}] (axes, then replicate)`;
    mistakes.push({ path: "view.point", given: showGiven(view.point), allowed });
  }
  const { slice } = view;
  if (slice?.some((index, i) => !(index < (shape[hidden[i]] ?? 0)))) {
    const allowed = `grid indices below [${hidden.map((d) => shape[d]).join(",")}]`;
    mistakes.push({ path: "view.slice", given: showGiven(slice), allowed });
  }
  return mistakes;
}

/** The part of a view that still makes sense for another sweep. */
export function keepView(view: View, from: SweepSpec, to: SweepSpec): View {
  const grid = (spec: SweepSpec) => JSON.stringify([spec.axes, spec.replicates]);
  const metricStays = metricOf(from, view) === metricOf(to, view);
  const { metric, engine, limits, point, slice } = view;
  return {
    ...(metric !== undefined && to.metrics.some((name) => name === metric) ? { metric } : {}),
    ...(engine === undefined ? {} : { engine }),
    ...(grid(from) !== grid(to)
      ? {}
      : {
          ...(limits !== undefined && metricStays ? { limits } : {}),
          ...(point === undefined ? {} : { point }),
          ...(slice === undefined ? {} : { slice }),
        }),
  };
}
