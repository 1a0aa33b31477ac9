// The figure of a view of a sweep's results: the same map that the page shows of them, drawn from wherever they lie.

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { type Mistake, mistakeText, showGiven } from "../../sweep/mistakes.ts";
import type { View } from "../../sweep/view.ts";
import type { SweepResults } from "../results.ts";
import { areLimitsOf } from "./along.ts";
import { type Arrangement, arrangementOf, slidersOf } from "./arrangement.ts";
import { panelCurves, theoryNote } from "./borders/panelCurves.ts";
import type { Figure } from "./figure.ts";
import { figureOf } from "./figureOf.ts";
import { formatCount, formatNumber } from "./format.ts";
import { mostPixels } from "./layout/panelGrid.ts";
import { choiceText, panelsOf } from "./panelPlace.ts";
import { metricQuantity, reducedQuantity } from "./quantity.ts";
import { type BlockKind, numberBlocks, outcomeBlocks } from "./reading/blocks.ts";
import { readPanels } from "./reading/panelGrids.ts";
import { reductionOf } from "./reduction.ts";
import { type ShownAxis, shownAxes } from "./shownAxis.ts";
import { metricOf, sliceOf, viewMistakes } from "./viewed.ts";

/** What a figure may be told beside its view. */
export interface FigureOptions {
  /** Above the figure; blank: the sweep's name, or its metric and axes. */
  readonly title?: string | undefined;
  /** What a pixel shows where several points fall into it; of outcomes it is always the most frequent. Blank: what the view says. */
  readonly blocks?: BlockKind | undefined;
  /** Whether results may still be missing, so that the legend says what a NaN may mean. Blank: no. */
  readonly isUnfinished?: boolean | undefined;
  /** Gives up between two boxes. */
  readonly signal?: AbortSignal | undefined;
}

/** What of a view does not fit the results; a metric that they have beyond those of the spec fits. */
export function figureMistakes(results: SweepResults, view: View): Mistake[] {
  const spec = { ...results.spec, metrics: results.metrics };
  const mistakes = viewMistakes(spec, view);
  const { limits } = view;
  const metric = metricOf(spec, view);
  if (limits !== undefined && !areLimitsOf(quantityOf(results, metric, view).scale, limits)) {
    const { scale } = metrics[metric];
    const allowed =
      scale === "outcome"
        ? "none, as outcomes have no scale"
        : "two increasing numbers above 0, as the scale is logarithmic";
    mistakes.push({ path: "view.limits", given: showGiven(limits), allowed });
  }
  return mistakes;
}

/**
 * The figure of a view. Of its fields metric, slice, panels, reduce, quantile, fraction, cells, limits and theory count.
 * @throws RangeError where the view does not fit the results, with all its mistakes; and what reading them throws
 */
export async function figureFromResults(
  results: SweepResults,
  view: View,
  options: FigureOptions = {},
): Promise<Figure> {
  const mistakes = figureMistakes(results, view);
  if (mistakes.length > 0) throw new RangeError(mistakes.map(mistakeText).join("\n"));
  const { spec } = results;
  const axes = shownAxes(spec);
  const arrangement = arrangementOf(spec, view);
  const { shape, x, y, panels } = arrangement;
  const metric = metricOf({ ...spec, metrics: results.metrics }, view);
  const quantity = quantityOf(results, metric, view);
  const places = panelsOf(arrangement, axes);
  const across = panels.length > 1 ? shape[panels[panels.length - 1]] : 0;
  const most = mostPixels(places.length, across);
  const columns = Math.min(shape[x] ?? 1, most[0]);
  const rows = Math.min(shape[y] ?? 1, most[1]);
  const { blocks = view.cells ?? "mean", isUnfinished = false } = options;
  const isOutcome = quantity.scale === "outcome";
  const grids = await readPanels(results, {
    metric,
    arrangement,
    places,
    slice: sliceOf(arrangement, view),
    reduction: reductionFor(metric, arrangement, view),
    columns,
    rows,
    blocks: () => (isOutcome ? outcomeBlocks(columns * rows) : numberBlocks(columns * rows, blocks)),
    signal: options.signal,
  });
  const shownX = axes[x] ?? null;
  const shownY = axes[y] ?? null;
  const curves = places.map((place) => panelCurves(spec, axes, arrangement, place, view));
  const drawn = (view.theory ?? []).filter((name) => curves.flat().some((curve) => curve.name === name));
  return figureOf({
    title: options.title ?? (spec.name || titleOf(quantity.label, shownX, shownY)),
    notes: [
      ...sliceNotes(arrangement, axes, view),
      ...blockNotes([shape[x] ?? 1, columns], [shape[y] ?? 1, rows], isOutcome ? "most frequent" : blocks),
      ...theoryNote(drawn),
    ],
    panels: places.map(({ title }, i) => ({ title, values: grids[i], curves: curves[i] })),
    theory: drawn,
    across,
    columns,
    rows,
    x: shownX,
    y: shownY,
    quantity,
    limits: view.limits,
    unknown: isUnfinished || isOutcome ? "not computed" : "",
    spec,
    view: { ...view, metric },
  });
}

function quantityOf({ spec }: SweepResults, metric: MetricName, view: View) {
  const reduction = reductionFor(metric, arrangementOf(spec, view), view);
  return reduction === null ? metricQuantity(metric) : reducedQuantity(metric, reduction, spec.replicates);
}

function reductionFor(metric: MetricName, { isReduced }: Arrangement, view: View) {
  return isReduced ? reductionOf(view, metrics[metric].scale === "outcome") : null;
}

function titleOf(label: string, ...axes: readonly (ShownAxis | null)[]): string {
  const titles = axes.flatMap((axis) => (axis === null ? [] : [axis.title]));
  const name = label[0].toUpperCase() + label.slice(1);
  return titles.length === 0 ? name : `${name} over ${titles.join(" × ")}`;
}

/** Where the map lies along the dimensions that it does not show. */
function sliceNotes(arrangement: Arrangement, axes: readonly ShownAxis[], view: View): string[] {
  const slice = sliceOf(arrangement, view);
  const { hidden, shape } = arrangement;
  return slidersOf(arrangement).map((d) => {
    const index = slice[hidden.indexOf(d)];
    return d === shape.length - 1
      ? `replicate ${formatNumber(index)} of 0 … ${formatCount(shape[d] - 1)}`
      : withAxis(axes[d], index);
  });
}

/** A name alone does not say what it is a choice of. */
function withAxis(axis: ShownAxis, index: number): string {
  const text = choiceText(axis, index);
  return typeof axis.values[index] === "string" ? `${axis.title} ${text}` : text;
}

/** How many points fall into a pixel, where it is more than one. */
function blockNotes(
  [acrossPoints, columns]: readonly [number, number],
  [upPoints, rows]: readonly [number, number],
  kind: BlockKind | "most frequent",
): string[] {
  if (columns === acrossPoints && rows === upPoints) return [];
  const what = {
    mean: "the mean",
    max: "the largest",
    min: "the smallest",
    "most frequent": "the most frequent",
  }[kind];
  const [across, up] = [acrossPoints / columns, upPoints / rows].map((points) => formatNumber(points, 3));
  return [
    `${formatCount(acrossPoints)} × ${formatCount(upPoints)} points: each pixel shows ${what} of about ${across} × ${up}`,
  ];
}
