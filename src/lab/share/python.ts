// The few lines of Python that open an exported zip in xarray and plot what the page shows of it, with the page's colours.

import { metrics } from "../../model/metrics/index.ts";
import { outcomes } from "../../model/training/outcome.ts";
import { arrangementOf } from "../../store/figure/arrangement.ts";
import type { Limits } from "../../store/figure/colours.ts";
import { metricQuantity, reducedQuantity } from "../../store/figure/quantity.ts";
import { type Reduction, reductionOf } from "../../store/figure/reduction.ts";
import { type ShownAxis, shownAxes } from "../../store/figure/shownAxis.ts";
import { metricOf, sliceOf } from "../../store/figure/viewed.ts";
import { REPLICATE } from "../../store/zarr/layout.ts";
import { finalOutcomes } from "../../store/zarr/metricChunk.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { View } from "../../sweep/view.ts";
import { colourLines } from "./pythonColours.ts";

/** What a snippet is about. */
export interface Shown {
  readonly spec: SweepSpec;
  readonly view: View;
  /** Where the page's colours end. */
  readonly limits: Limits;
  /** The name of the exported zip. */
  readonly file: string;
  readonly permalink: string;
}

/** A longer link would drown the snippet. */
const LONGEST_LINK = 4000;
/** More names than these do not fit along an axis. */
const MOST_TICKS = 60;

/** A Python program that plots the map of a view from the exported zip. */
export function pythonOf({ spec, view, limits, file, permalink }: Shown): string {
  const metric = metricOf(spec, view);
  const isOutcome = metrics[metric].scale === "outcome";
  const arrangement = arrangementOf(spec, view);
  const reduction = arrangement.isReduced ? reductionOf(view, isOutcome) : null;
  const quantity =
    reduction === null ? metricQuantity(metric) : reducedQuantity(metric, reduction, spec.replicates);
  const axes = shownAxes(spec);
  const dimension = (d: number) => (d === spec.axes.length ? REPLICATE : axes[d].param);
  const { x, y, panels } = arrangement;
  const shown = [y, x].filter((d) => d >= 0);
  // Positions that are listed one by one are as far apart as on the page: one step each; panels have their names.
  const steps = shown.flatMap((d) =>
    axes[d].scale === "values" ? [`${text(dimension(d))}: range(${axes[d].values.length})`] : [],
  );
  const names = panels.flatMap((d) =>
    axes[d].values.some((value) => typeof value === "string")
      ? [`${text(dimension(d))}: [${axes[d].values.map((value) => text(String(value))).join(", ")}]`]
      : [],
  );
  const coordinates = [...steps, ...names].join(", ");
  return [
    `# ${commentOf(spec.name)}`,
    permalink.length <= LONGEST_LINK
      ? `# ${permalink}`
      : "# (The link is too long to stand here: it is in the spec inside the file.)",
    '# pip install "xarray[complete]" zarr matplotlib',
    "import matplotlib.pyplot as plt",
    "import numpy as np",
    "import xarray as xr",
    "import zarr",
    "from matplotlib import colors",
    "",
    `store = zarr.storage.ZipStore(${text(file)}, mode="r")`,
    "ds = xr.open_zarr(store, consolidated=False)",
    `values = ds[${text(metric)}]`,
    ...selectionLines(spec, view, axes),
    ...(reduction === null ? [] : reductionLines(reduction)),
    ...(coordinates === "" ? [] : [`values = values.assign_coords({${coordinates}})`]),
    ...colourLines(quantity.scale, limits, view.colours),
    ...plotLines(shown.map(dimension), panels.map(dimension), isLog(axes, x), isLog(axes, y)),
    ...(shown.length < 2 ? [] : tickLines(axes, x, y)),
    ...(shown.length < 2 ? [] : barLines(quantity.scale === "outcome", quantity.label, panels.length > 0)),
    "plt.show()",
    "",
  ].join("\n");
}

/** The position along every dimension that the map does not show. */
function selectionLines(spec: SweepSpec, view: View, axes: readonly ShownAxis[]): string[] {
  const arrangement = arrangementOf(spec, view);
  const { hidden, panels, isReduced } = arrangement;
  const slice = sliceOf(arrangement, view);
  const replicate = spec.axes.length;
  return hidden.flatMap((d, i) => {
    const isThere = d !== replicate || (spec.replicates > 1 && !isReduced);
    if (panels.includes(d) || !isThere) return [];
    const name = d === replicate ? REPLICATE : axes[d].param;
    const value = axes[d].values[slice[i]];
    return [
      `values = values.isel({${text(name)}: ${slice[i]}})  # ${typeof value === "string" ? commentOf(value) : value}`,
    ];
  });
}

function reductionLines(reduction: Reduction): string[] {
  const along = text(REPLICATE);
  if (reduction.kind === "mean") return [`values = values.mean(${along})`];
  if (reduction.kind === "quantile")
    return [`values = values.quantile(${reduction.q}, ${along}, skipna=True).drop_vars("quantile")`];
  const { value, label } = outcomes[reduction.outcome];
  return [`values = (values == ${value}).where(values.notnull()).mean(${along})  # the fraction ${label}`];
}

/** One map, one map per panel, or a curve where there is one dimension only. */
function plotLines(
  shown: readonly string[],
  panels: readonly string[],
  isLogX: boolean,
  isLogY: boolean,
): string[] {
  const facets = panels
    .slice(-2)
    .map((name, i, all) => `, ${i === all.length - 1 ? "col" : "row"}=${text(name)}`);
  // Three dimensions of panels are more than a grid has: they are stacked into one.
  const stacked = panels.length > 2;
  const stack = stacked ? [`values = values.stack(panel=[${panels.map(text).join(", ")}])`] : [];
  const facet = stacked ? ', col="panel", col_wrap=4' : facets.join("");
  const x = shown.at(-1);
  if (x === undefined) return [...stack, "print(values.values)"];
  if (shown.length === 1) {
    const hue = panels.length === 0 ? "" : stacked ? ', col="panel", col_wrap=4' : facet;
    return [...stack, `plot = values.plot.line(x=${text(x)}${hue}${isLogX ? ', xscale="log"' : ""})`];
  }
  const scales = `${isLogX ? ', xscale="log"' : ""}${isLogY ? ', yscale="log"' : ""}`;
  return [
    ...stack,
    `plot = values.plot.pcolormesh(x=${text(x)}, y=${text(shown[0])}${facet}${scales}, cmap=cmap, norm=norm)`,
  ];
}

/** Names, and positions that are listed one by one, stand beside their steps. */
function tickLines(axes: readonly ShownAxis[], x: number, y: number): string[] {
  const ticks = (letter: string, d: number) => {
    if (axes[d].scale !== "values") return [];
    const { values } = axes[d];
    const stride = Math.ceil(values.length / MOST_TICKS);
    const at = values.flatMap((_, i) => (i % stride === 0 ? [i] : []));
    const labels = at.map((i) => text(String(values[i]))).join(", ");
    return [`plt.gcf().axes[0].set_${letter}ticks([${at.join(", ")}], labels=[${labels}])`];
  };
  return [...ticks("x", x), ...ticks("y", y)];
}

function barLines(isOutcome: boolean, label: string, hasPanels: boolean): string[] {
  const bar = hasPanels ? "plot.cbar" : "plot.colorbar";
  const names = finalOutcomes.map((outcome) => text(outcome.label)).join(", ");
  return [
    `${bar}.set_label(${text(label)})`,
    ...(isOutcome
      ? [`${bar}.set_ticks([${finalOutcomes.map(({ value }) => value).join(", ")}], labels=[${names}])`]
      : []),
  ];
}

function isLog(axes: readonly ShownAxis[], d: number): boolean {
  return d >= 0 && axes[d].scale === "log";
}

/** A text as a Python string: every escape that JSON writes is one of Python's, too. */
function text(value: string): string {
  return JSON.stringify(value);
}

/** A text that somebody chose, on one line of a comment. */
function commentOf(value: string): string {
  return (
    value
      .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
      .replace(/\p{Surrogate}/gu, "?")
      .slice(0, 200) || "A sweep"
  );
}
