// A change of the page in a few words, as the undo button says it: "Recurrent gain to 0 … 5".

import { type MetricName, metrics } from "../../model/metrics/index.ts";
import { arrangementOf } from "../../store/figure/arrangement.ts";
import { formatNumber, formatValue } from "../../store/figure/format.ts";
import { shownAxes } from "../../store/figure/shownAxis.ts";
import { metricOf } from "../../store/figure/viewed.ts";
import type { View } from "../../sweep/address.ts";
import { fieldTitle } from "../../sweep/fields.ts";
import type { AxisSpec, SweepSpec } from "../../sweep/spec.ts";
import { valueAt } from "../form/value.ts";
import { isolated } from "../isolated.ts";
import type { PageState } from "./changes.ts";

/** A change of more fields than this is another sweep. */
const FEW = 3;
/** Texts of users may be longer than any button. */
const LONGEST = 60;
const LONGEST_NAME = 40;

/** What a change did, by the paths that differ (`changedPaths`) and the state after it. */
export function changeText(paths: readonly string[], before: PageState, after: PageState): string {
  const isView = paths[0].startsWith("view.");
  return shortened(isView ? viewChange(paths, before, after) : specChange(paths, after.spec));
}

function specChange(paths: readonly string[], spec: SweepSpec): string {
  const axes = [...new Set(paths.map((path) => /^axes\.(\d+)\./.exec(path)?.[1]))];
  if (axes.length === 1 && axes[0] !== undefined) return axisChange(paths, spec, Number(axes[0]));
  if (paths.length === 1 && paths[0] === "axes") {
    const titles = spec.axes.map(({ param }) => fieldTitle(spec, param));
    return `Axes to ${titles.length === 0 ? "none" : titles.join(" × ")}`;
  }
  const [first] = paths;
  if (paths.length === 1 && first === "name") return `Name to ${quoted(spec.name)}`;
  if (paths.length > FEW || paths.includes("name"))
    return spec.name === "" ? "Sweep to one of your own" : `Sweep to ${quoted(spec.name)}`;
  return paths.map((path) => `${fieldTitle(spec, path)} to ${valueText(valueAt(spec, path))}`).join(", ");
}

function axisChange(paths: readonly string[], spec: SweepSpec, place: number): string {
  const axis = spec.axes[place];
  const changed = paths.map((path) => path.split(".")[2]);
  const title = fieldTitle(spec, axis.param);
  if (changed.includes("param")) return `Axis ${place + 1} to ${title}`;
  if (changed.length === 1 && changed[0] === "count") return `${title} to ${axis.count} positions`;
  if (changed.length === 1 && changed[0] === "scale") return `${title} to a ${axis.scale ?? "linear"} scale`;
  return `${title} to ${rangeText(axis)}`;
}

function rangeText({ values, from = 0, to = from }: AxisSpec): string {
  return values === undefined
    ? `${formatNumber(from)} … ${formatNumber(to)}`
    : values.map(formatValue).join(", ");
}

type ViewText = (after: PageState, before: PageState) => string;

const limitsText = (limits: View["limits"]) =>
  limits === undefined ? "automatic" : limits.map((end) => formatNumber(end)).join(" … ");

/** What is said of a part of the view. Where a change has several, the first one here is what the user asked for. */
const viewTexts: { readonly [K in keyof View]: ViewText } = {
  predict: ({ view }) =>
    ({ none: "Prediction closed", asked: "Map covered to be predicted", revealed: "Prediction revealed" })[
      view.predict ?? "none"
    ],
  drawing: ({ view }) => `Prediction to ${view.drawing?.length ?? 0} drawn lines`,
  question: () => "Question of the prediction",
  metric: ({ spec, view }) => `Colour to ${metrics[metricOf(spec, view) as MetricName].label}`,
  reduce: ({ view }) => `Replicates to ${view.reduce ?? "each for itself"}`,
  quantile: ({ view }) => `Quantile to ${formatNumber(view.quantile ?? 0.5)}`,
  fraction: ({ view }) => `Counted outcome to ${view.fraction ?? "the first"}`,
  panels: ({ spec, view }) => {
    const titles = view.panels?.map((d) => shownAxes(spec)[d]?.title ?? String(d));
    return `Panels to ${titles === undefined ? "automatic" : titles.length === 0 ? "one" : titles.join(" × ")}`;
  },
  difference: ({ view }) => (view.difference === undefined ? "Difference hidden" : "Difference A − B"),
  differenceLimits: ({ view }) => `Ends of the difference’s colours to ${limitsText(view.differenceLimits)}`,
  limits: ({ view }) => `Ends of the colours to ${limitsText(view.limits)}`,
  cells: ({ view }) => `Pixels of several points to their ${view.cells ?? "mean"}`,
  slice: (after, before) => sliceText(after, before),
  point: ({ spec, view }) => {
    if (view.point === undefined) return "Inspector closed";
    const axes = shownAxes(spec);
    const at = spec.axes.map((_, d) => valueText(axes[d].all[view.point?.[d] ?? 0]));
    return `Network opened${at.length === 0 ? "" : ` at ${at.join(", ")}`}`;
  },
  beside: ({ view }) => (view.beside === undefined ? "Comparison closed" : "Another sweep beside this one"),
  engine: ({ view }) => `Engine to ${view.engine ?? "auto"}`,
  trust: ({ view }) => (view.trust ? "Trust shown" : "Trust hidden"),
  benchLength: ({ view }) => `Bench to ${view.benchLength ?? "quick"}`,
  benchHidden: ({ view }) => `Sizes of the bench to ${view.benchHidden?.join(", ") ?? "its own"}`,
};

function viewChange(paths: readonly string[], before: PageState, after: PageState): string {
  const known = (Object.keys(viewTexts) as (keyof View)[]).find((key) => paths.includes(`view.${key}`));
  if (known !== undefined) return viewTexts[known]?.(after, before) ?? "";
  const key = paths[0].slice("view.".length);
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const value = (after.view as Readonly<Record<string, unknown>>)[key];
  return `${words[0].toUpperCase()}${words.slice(1)} to ${value === undefined ? "its default" : valueText(value)}`;
}

/** The slice holds a position for each dimension that the map does not show: only those that moved are named. */
function sliceText({ spec, view }: PageState, before: PageState): string {
  const axes = shownAxes(spec);
  const { hidden } = arrangementOf(spec, view);
  const moved = hidden.flatMap((d, i) => {
    const index = view.slice?.[i] ?? 0;
    if (index === (before.view.slice?.[i] ?? 0)) return [];
    return [`${axes[d].title} to ${valueText(axes[d].all[index])}`];
  });
  return moved.length === 0 ? "Slice to its default" : moved.join(", ");
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "number" || typeof value === "string") return formatValue(value);
  return JSON.stringify(value);
}

function quoted(name: string): string {
  return `“${isolated(shortened(name, LONGEST_NAME))}”`;
}

/** Cut between letters, never within one. */
function shortened(text: string, longest = LONGEST): string {
  const letters = Array.from(text);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : text;
}
