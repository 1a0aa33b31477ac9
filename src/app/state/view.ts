// The page's part of a view: the engine, and what of it is kept when the sweep becomes another.

import { metricOf } from "../../store/figure/viewed.ts";
import type { View } from "../../sweep/address.ts";
import { type EngineChoice, engineChoices } from "../../sweep/engineChoice.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

/** The engine asked for. */
export function engineOf(view: View): EngineChoice {
  return engineChoices.find((name) => name === view.engine) ?? "auto";
}

/** The part of a view that still makes sense for another sweep. */
export function keepView(view: View, from: SweepSpec, to: SweepSpec): View {
  const stays = (part: (spec: SweepSpec) => unknown) =>
    JSON.stringify(part(from)) === JSON.stringify(part(to));
  const grid = stays(({ axes, replicates }) => [axes, replicates]);
  // The same comparison, on other positions of the same numeric axes.
  const comparison = stays(({ axes, replicates }) => [
    replicates,
    axes.map(({ param, values }) => [param, values?.filter((value) => typeof value === "string")]),
  ]);
  const metric = metricOf(from, view) === metricOf(to, view);
  const kept: Readonly<Record<keyof View, boolean>> = {
    metric: to.metrics.some((name) => name === view.metric),
    engine: true,
    limits: grid && metric,
    point: grid,
    slice: grid,
    panels: comparison,
    difference: comparison,
    differenceLimits: grid && metric,
    reduce: to.replicates > 1 && metric,
    quantile: to.replicates > 1 && metric,
    fraction: to.replicates > 1 && metric,
    cells: true,
    colours: true,
    patterns: true,
    trust: true,
    theory: true,
    walk: grid,
    walkSequence: grid && stays(({ task }) => task.kind),
    walkTrained: grid && to.mode === "training",
    page: true,
    benchLength: true,
    benchHidden: true,
  };
  return Object.fromEntries(
    Object.entries(view).filter(([key, value]) => value !== undefined && kept[key as keyof View]),
  );
}
