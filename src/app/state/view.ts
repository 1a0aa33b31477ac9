// The page's part of a view: the engine, and what of it is kept when the sweep becomes another.

import type { Keeping } from "../../lab/known.ts";
import { metricOf } from "../../store/figure/viewed.ts";
import type { View } from "../../sweep/address.ts";
import { axisValues } from "../../sweep/axis.ts";
import { type EngineChoice, engineChoices } from "../../sweep/engineChoice.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { placeOf, zoomAxisOf } from "../../sweep/window.ts";

/** The engine asked for. */
export function engineOf(view: View): EngineChoice {
  return engineChoices.find((name) => name === view.engine) ?? "auto";
}

/** A view of the same sweep in another window: all of it, the open network as far as it is still in sight. */
export function viewInWindow(view: View, from: SweepSpec, to: SweepSpec, home: View["home"]): View {
  const { point, home: _, ...rest } = view;
  const moved = point?.map((index, d) => indexIn(from, to, d, index)) ?? [];
  const isInside = point !== undefined && !moved.includes(-1);
  return { ...rest, ...(isInside ? { point: moved } : {}), ...(home === undefined ? {} : { home }) };
}

/** The position on an axis that is nearest to one of another range of it; −1 where that lies outside. */
function indexIn(from: SweepSpec, to: SweepSpec, d: number, index: number): number {
  const axis = from.axes[d];
  const within = zoomAxisOf(to, d);
  if (axis === undefined || within === null) return index;
  const place = placeOf(within, Number(axisValues(from, axis)[index]));
  return place < 0 || place >= 1 ? -1 : Math.min(within.count - 1, Math.floor(place * within.count));
}

/** Whether a view shows the map, and its sweep is therefore to be run: the story is told with the page's own map. */
export function showsMap({ page }: View): boolean {
  return page === undefined || page === "story";
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
  // Who is asked stays asked, whatever the sweep becomes; what was revealed belongs to its sweep.
  const asked = view.predict === "asked";
  const kept: Readonly<Record<keyof View, boolean>> = {
    metric: to.metrics.some((name) => name === view.metric),
    engine: true,
    limits: grid && metric,
    point: grid,
    home: grid,
    slice: grid,
    panels: comparison,
    difference: comparison,
    differenceLimits: grid && metric,
    reduce: to.replicates > 1 && metric,
    quantile: to.replicates > 1 && metric,
    fraction: to.replicates > 1 && metric,
    cells: true,
    beside: true,
    colours: true,
    patterns: true,
    trust: true,
    predict: asked,
    question: asked && comparison && metric,
    drawing: asked && grid && metric,
    theory: true,
    walk: grid,
    walkSequence: grid && stays(({ task }) => task.kind),
    walkTrained: grid && to.mode === "training",
    // Another sweep than a scene's own leaves the story.
    page: view.page !== "story",
    scene: false,
    benchLength: true,
    benchHidden: true,
  };
  return Object.fromEntries(
    Object.entries(view).filter(([key, value]) => value !== undefined && kept[key as keyof View]),
  );
}

/** Windows that one passes through are kept only when somebody asks for it. */
export function keepingOf(view: View): Keeping {
  return view.home === undefined ? "long" : "asked";
}
