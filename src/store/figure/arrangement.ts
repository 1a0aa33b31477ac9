// What each dimension of a sweep's grid is on the page and in a figure: across the map, up the map, one panel per position,
// one slider, or (the replicates) reduced to one number. Axes of names never lie across or up a map of numbers: they are compared.

import type { View } from "../../sweep/address.ts";
import { metricsOf } from "../../sweep/metricsOf.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { cellMiddle, mergeFactors } from "../merging.ts";

/** More panels than this would be too small to read; sliders go through them instead. */
export const MOST_PANELS = 12;

/** The dimensions of a grid (axes, then replicates) by what they are on the page. */
export interface Arrangement {
  /** Positions that are shown along each dimension: the sweep's own, or cells of several of them. */
  readonly shape: readonly number[];
  /** How many of the sweep's positions each of those is; 1 everywhere but in large sweeps. */
  readonly factors: readonly number[];
  /** The sweep's own positions along each dimension. */
  readonly positions: readonly number[];
  /** The dimension across the map; −1 for none. */
  readonly x: number;
  /** The dimension up the map; −1 for none. */
  readonly y: number;
  /** Every other dimension in order: a slice has a position along each. */
  readonly hidden: readonly number[];
  /** Those hidden dimensions of which there is a panel for each position. */
  readonly panels: readonly number[];
  /** Those of which there could be. */
  readonly candidates: readonly number[];
  /** Whether the replicates are reduced to one number per point. */
  readonly isReduced: boolean;
}

/** Positions per axis, then replicates: the shape of the sweep's grid. */
export function shapeOf(spec: SweepSpec): number[] {
  return [...spec.axes.map((axis) => axis.values?.length ?? axis.count ?? 1), spec.replicates];
}

/** How many positions of each dimension share one on the page, where a sweep has more networks than it can hold or show. */
export function factorsOf(spec: SweepSpec): number[] {
  const { x, y, names } = lyingOf(spec);
  const dimensions = shapeOf(spec).map((positions, d) => {
    const isAxis = d < spec.axes.length;
    const beyond = isAxis ? "beyond" : "replicates";
    const role = names.includes(d) ? "names" : d === x || d === y ? "across or up" : beyond;
    return { positions, role } as const;
  });
  return mergeFactors(dimensions, metricsOf(spec).length);
}

/** What lies across and up a map, and which axes are names. */
function lyingOf(spec: SweepSpec) {
  const axes = spec.axes.map((_, d) => d);
  const isNames = (d: number) => spec.axes[d].values?.every((value) => typeof value === "string") === true;
  const names = axes.filter(isNames);
  const numbers = axes.filter((d) => !isNames(d));
  const [x = -1, y = -1] = numbers.length > 0 ? numbers : names;
  return { x, y, names };
}

/**
 * The arrangement of a sweep: the view's wishes as far as they fit, what is easiest to read otherwise.
 * @param factors how many positions of each dimension are shown as one: on the page those of `factorsOf`; blank: 1 each
 */
export function arrangementOf(spec: SweepSpec, view: View, factors = unmerged(spec)): Arrangement {
  const positions = shapeOf(spec);
  const shape = positions.map((count, d) => Math.ceil(count / factors[d]));
  const { x, y, names } = lyingOf(spec);
  const hidden = shape.map((_, d) => d).filter((d) => d !== x && d !== y);
  const replicates = shape.length - 1;
  const isReduced = view.reduce !== undefined && spec.replicates > 1;
  const candidates = hidden.filter(
    (d) => shape[d] > 1 && shape[d] <= MOST_PANELS && !(isReduced && d === replicates),
  );
  const hiddenNames = names.filter((d) => d !== x && d !== y && shape[d] > 1);
  // Replicates are compared side by side where there is nothing else to compare.
  const likely = hiddenNames.length > 0 ? hiddenNames : [replicates];
  const wished = view.panels?.filter((d) => candidates.includes(d)).toSorted((a, b) => a - b);
  const panels =
    wished !== undefined && panelCount(shape, wished) <= MOST_PANELS
      ? wished
      : firstThatFit(
          shape,
          likely.filter((d) => candidates.includes(d)),
        );
  return { shape, factors, positions, x, y, hidden, panels, candidates, isReduced };
}

/** Factors that merge nothing: each of a sweep's positions for itself. */
export function unmerged(spec: SweepSpec): readonly number[] {
  return [...spec.axes.map(() => 1), 1];
}

/** Whether points of a sweep share positions on the page. */
export function isMerged(factors: readonly number[]): boolean {
  return factors.some((factor) => factor > 1);
}

/** The grid index, along a dimension, in the middle of what is shown at one of its positions. */
export function middleOf({ factors, positions }: Arrangement, d: number, at: number): number {
  return cellMiddle(at, factors[d], positions[d]);
}

/** The dimensions that a slider goes through. */
export function slidersOf({ shape, hidden, panels, isReduced }: Arrangement): number[] {
  return hidden.filter((d) => shape[d] > 1 && !panels.includes(d) && !(isReduced && d === shape.length - 1));
}

/** How many panels the positions of some dimensions make together. */
export function panelCount(shape: readonly number[], dimensions: readonly number[]): number {
  return dimensions.reduce((count, d) => count * shape[d], 1);
}

/** The position along each panels' dimension, panel by panel, the last dimension fastest. */
export function panelPositions({ shape, panels }: Arrangement): number[][] {
  return panels.reduce<number[][]>(
    (all, d) => all.flatMap((one) => Array.from({ length: shape[d] }, (_, i) => [...one, i])),
    [[]],
  );
}

/** The choices of panels' dimensions that a page can offer, fewest panels first. */
export function panelChoices({ shape, candidates }: Arrangement): number[][] {
  const subsets = candidates.reduce<number[][]>(
    (all, d) => all.concat(all.map((one) => one.concat(d))),
    [[]],
  );
  return subsets
    .filter((one) => panelCount(shape, one) <= MOST_PANELS)
    .toSorted((a, b) => a.length - b.length);
}

function firstThatFit(shape: readonly number[], dimensions: readonly number[]): number[] {
  const taken: number[] = [];
  for (const d of dimensions) if (panelCount(shape, [...taken, d]) <= MOST_PANELS) taken.push(d);
  return taken;
}
