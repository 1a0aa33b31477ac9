// What a page shows of a sweep, as the part `view.…` of its address: plain values, checked one by one.
// Whether they fit the sweep beside them is for the page to say.

import { type BorderName, borderNames } from "../model/theory/borders/names.ts";
import { type OutcomeName, outcomes } from "../model/training/outcome.ts";
import { DRAWING_RULE, type Drawing, isDrawing } from "./drawing.ts";
import { engineChoices } from "./engineChoice.ts";
import type { Mistake } from "./mistakes.ts";

/** The ways to make one number of a point's replicates. */
export const reductions = ["mean", "median", "quantile", "fraction"] as const;
export type ReductionName = (typeof reductions)[number];

/** The ways to make one number of the points of a cell, where a sweep has more points than the map has pixels. */
export const mergings = ["mean", "max"] as const;
export type Merging = (typeof mergings)[number];

/** The colour maps to choose from: diverging ones, then sequential ones. */
export const colourMapNames = [
  "purpleOrange",
  "brownTeal",
  "purpleGreen",
  "viridis",
  "cividis",
  "magma",
] as const;
export type ColourMapName = (typeof colourMapNames)[number];

/** The outcomes that a run can end with. */
export const finalOutcomes = (Object.keys(outcomes) as OutcomeName[]).filter(
  (name) => outcomes[name].value >= 0,
);

/** How far a prediction has come. */
export const predictions = ["asked", "revealed"] as const;
/** A question is a sentence or two. */
export const LONGEST_QUESTION = 200;

/** What the page shows of a sweep, beside the sweep itself. All blanks are the page's defaults. */
export interface View {
  /** The metric on the map. */
  readonly metric?: string;
  /** Grid indices of the point in the inspector. */
  readonly point?: readonly number[];
  /** Ends of the colour scale. */
  readonly limits?: readonly [number, number];
  /** The colour map; blank, or one for another kind of metric: the usual one. */
  readonly colours?: ColourMapName;
  /** Whether outcomes have patterns beside their colours. */
  readonly patterns?: true;
  /** Where one has zoomed in: the range of each axis across and up that can be zoomed as it was at first, `[from,to,count]`. */
  readonly home?: readonly (readonly [number, number, number])[];
  /** Another sweep that stands beside this one: its address, without `#`. */
  readonly beside?: string;
  /** The chosen engine. */
  readonly engine?: string;
  /** For sweeps of more than two dimensions: the position along each dimension that the map does not show. */
  readonly slice?: readonly number[];
  /** The dimensions (axes by their place, then replicates) that have a panel for each of their positions. */
  readonly panels?: readonly number[];
  /** How the replicates of a point become one number; blank: each for itself. */
  readonly reduce?: ReductionName;
  /** Which quantile, for `reduce` quantile: 0 … 1. */
  readonly quantile?: number;
  /** Which outcome is counted, for `reduce` fraction. */
  readonly fraction?: OutcomeName;
  /** How the points that share a pixel become one number; blank: their mean. */
  readonly cells?: Merging;
  /** The two panels, A and B, whose difference A − B is drawn. */
  readonly difference?: readonly [number, number];
  /** Ends of the difference's colour scale. */
  readonly differenceLimits?: readonly [number, number];
  /** Whether points are marked that lie beyond the chaos horizon, or were found to disagree with the reference. */
  readonly trust?: true;
  /** The map is covered until a prediction was drawn, or the prediction is shown beside what was measured. */
  readonly predict?: (typeof predictions)[number];
  /** What is asked of the one who predicts, in a teacher's own words. */
  readonly question?: string;
  /** The prediction. */
  readonly drawing?: Drawing;
  /** The borders that theory draws on the map; blank: none. */
  readonly theory?: readonly BorderName[];
  /** The step t at which the inspector's walk back through time stands, from 1; blank: no walk is shown. */
  readonly walk?: number;
  /** The sequence of the batch whose gradient is walked; blank: all together. */
  readonly walkSequence?: number;
  /** In mode training: whether the trained network is walked rather than the initial one. */
  readonly walkTrained?: true;
  /** Which page is shown in place of the map. */
  readonly page?: "bench" | "gallery" | "kept" | "story";
  /** Of the story: which scene, counted from 1; blank: the first. */
  readonly scene?: number;
  /** Of the bench: all that it has; blank: the quick one. */
  readonly benchLength?: "full";
  /** Of the bench: only these hidden sizes; blank: those of its length. */
  readonly benchHidden?: readonly number[];
}

/** The hidden sizes that a bench offers. */
export const benchSizes: readonly number[] = [1, 4, 8, 16, 32, 64];

/** How many scenes the story has. */
export const STORY_SCENES = 6;

const isNumbers = (x: unknown): x is number[] => Array.isArray(x) && x.every(Number.isFinite);
const isIndices = (x: unknown) => isNumbers(x) && x.every((i) => Number.isInteger(i) && i >= 0);
const areDifferent = (x: unknown) => Array.isArray(x) && new Set(x).size === x.length;
const isLimits = (x: unknown) => isNumbers(x) && x.length === 2 && x[0] < x[1];
const isOneOf = (names: readonly string[]) => (x: unknown) => names.some((name) => name === x);
const isRange = (x: unknown) =>
  isNumbers(x) && x.length === 3 && x[0] !== x[1] && Number.isInteger(x[2]) && x[2] >= 2;
const LIMITS = "two increasing numbers as a list, e.g. [-3,3]";

/** What each key may be, and how that is said. */
const rules: Readonly<Record<keyof View, readonly [(x: unknown) => boolean, string]>> = {
  metric: [(x) => typeof x === "string", "the name of a metric of the sweep"],
  point: [isIndices, "grid indices as a list, e.g. [3,4]"],
  slice: [isIndices, "grid indices as a list, e.g. [0]"],
  limits: [isLimits, LIMITS],
  colours: [isOneOf(colourMapNames), colourMapNames.join(", ")],
  patterns: [(x) => x === true, "true"],
  home: [
    (x) => Array.isArray(x) && x.length >= 1 && x.length <= 2 && x.every(isRange),
    "one or two ranges [from,to,count] as a list, e.g. [[-2,2,321]]",
  ],
  beside: [(x) => typeof x === "string", "the address of another sweep, URL-encoded"],
  engine: [isOneOf(engineChoices), engineChoices.join(", ")],
  panels: [(x) => isIndices(x) && areDifferent(x), "different dimensions as a list, e.g. [2]"],
  reduce: [isOneOf(reductions), reductions.join(", ")],
  quantile: [(x) => typeof x === "number" && x >= 0 && x <= 1, "a number from 0 to 1"],
  fraction: [isOneOf(finalOutcomes), finalOutcomes.join(", ")],
  cells: [isOneOf(mergings), mergings.join(", ")],
  difference: [
    (x) => isIndices(x) && areDifferent(x) && (x as number[]).length === 2,
    "two different panels as a list, e.g. [0,1]",
  ],
  differenceLimits: [isLimits, LIMITS],
  predict: [isOneOf(predictions), predictions.join(", ")],
  question: [
    (x) => typeof x === "string" && x.trim() !== "" && x.length <= LONGEST_QUESTION,
    `a text of at most ${LONGEST_QUESTION} characters`,
  ],
  drawing: [isDrawing, DRAWING_RULE],
  page: [isOneOf(["bench", "gallery", "kept", "story"]), "bench, gallery, kept, story"],
  scene: [
    (x) => Number.isInteger(x) && (x as number) >= 1 && (x as number) <= STORY_SCENES,
    `an integer from 1 to ${STORY_SCENES}`,
  ],
  trust: [(x) => x === true, "true"],
  theory: [
    (x) => Array.isArray(x) && areDifferent(x) && x.every(isOneOf(borderNames)),
    `different names out of ${borderNames.join(", ")} as a list, e.g. ["linearEdge"]`,
  ],
  walk: [(x) => isIndices([x]) && x !== 0, "a step t, from 1"],
  walkSequence: [(x) => isIndices([x]), "a sequence of the batch, from 0"],
  walkTrained: [(x) => x === true, "true"],
  benchLength: [isOneOf(["full"]), "full"],
  benchHidden: [
    (x) => isIndices(x) && areDifferent(x) && (x as number[]).every((size) => benchSizes.includes(size)),
    `different sizes out of ${benchSizes.join(", ")} as a list, e.g. [1,8]`,
  ],
};
const KNOWN = `view.${Object.keys(rules).join(", view.")}`;

/** Reads a view; its mistakes are added to the list, and what is mistaken is left out. */
export function parseView(given: unknown, mistakes: Mistake[]): View {
  if (given === undefined) return {};
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    mistakes.push({ path: "view", given: String(given).slice(0, 60), allowed: KNOWN });
    return {};
  }
  const view: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof View] : undefined;
    if (rule?.[0](value)) view[key] = value;
    else {
      const allowed = rule?.[1] ?? KNOWN;
      mistakes.push({ path: `view.${key}`, given: JSON.stringify(value).slice(0, 60), allowed });
    }
  }
  return view;
}
