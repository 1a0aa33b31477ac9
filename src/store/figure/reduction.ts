// From the replicates of a point to one number, on typed arrays and without allocating: a map asks for it at every pixel.
// Numbers are taken from the extended reals, −∞ < … < +∞; NaN is no number and is left out, and counted as missing.

import type { OutcomeName } from "../../model/training/outcome.ts";
import { outcomes } from "../../model/training/outcome.ts";
import type { View } from "../../sweep/address.ts";

/** A way to reduce; `name` and `definition` are what the legend says. */
export type Reduction =
  | { readonly kind: "mean" }
  | { readonly kind: "quantile"; readonly q: number }
  | { readonly kind: "fraction"; readonly outcome: OutcomeName };

/** The reduction that a view asks for; only outcomes are counted, as they are no sizes. */
export function reductionOf(view: View, countsOutcomes: boolean): Reduction | null {
  const { reduce } = view;
  if (reduce === undefined) return null;
  if (countsOutcomes) return { kind: "fraction", outcome: view.fraction ?? "converged" };
  if (reduce === "median") return { kind: "quantile", q: 0.5 };
  if (reduce === "quantile") return { kind: "quantile", q: view.quantile ?? DEFAULT_QUANTILE };
  return { kind: "mean" };
}

/** The quantile offered first: the bad end of most metrics, without the very worst. */
export const DEFAULT_QUANTILE = 0.9;

/** Fewer numbers than this are sorted faster by insertion than by the engine's own sort. */
const FEW = 48;

/**
 * The reduction of values[from … end − 1], of those that `there` marks with 1.
 * @param scratch room for end − from numbers
 * @returns NaN where no value is a number
 */
export function reduced(
  reduction: Reduction,
  values: ArrayLike<number>,
  there: ArrayLike<number>,
  from: number,
  end: number,
  scratch: Float64Array,
): number {
  let count = 0;
  for (let i = from; i < end; i++) {
    const value = values[i];
    if (there[i] === 1 && !Number.isNaN(value)) scratch[count++] = value;
  }
  if (count === 0) return Number.NaN;
  if (reduction.kind === "mean") return meanOf(scratch, count);
  if (reduction.kind === "quantile") return quantileOf(scratch, count, reduction.q);
  return fractionOf(scratch, count, outcomes[reduction.outcome].value);
}

/** −∞ and +∞ carry a mean with them; both at once leave none. */
function meanOf(numbers: Float64Array, count: number): number {
  let mean = 0;
  // Step by step, so that the sum of huge losses does not overflow where their mean would not.
  for (let i = 0; i < count; i++) {
    const value = numbers[i];
    mean = Number.isFinite(value) && Number.isFinite(mean) ? mean + (value - mean) / (i + 1) : mean + value;
  }
  return mean;
}

/** Linear between the two order statistics around (count − 1)·q; beside an infinite one, that infinite one. */
function quantileOf(numbers: Float64Array, count: number, q: number): number {
  sortFirst(numbers, count);
  const at = (count - 1) * q;
  const below = numbers[Math.floor(at)];
  const above = numbers[Math.ceil(at)];
  const share = at - Math.floor(at);
  if (share === 0 || below === above) return below;
  // Two infinities of different sign have nothing between them; their sum is NaN.
  if (!Number.isFinite(below) || !Number.isFinite(above)) return below + above;
  return below * (1 - share) + above * share;
}

/** An outcome still open (running, −1) is not counted at all. */
function fractionOf(numbers: Float64Array, count: number, outcome: number): number {
  let decided = 0;
  let hits = 0;
  for (let i = 0; i < count; i++) {
    if (numbers[i] < 0) continue;
    decided++;
    if (numbers[i] === outcome) hits++;
  }
  return decided === 0 ? Number.NaN : hits / decided;
}

function sortFirst(numbers: Float64Array, count: number): void {
  if (count > FEW) {
    // NaN sorts behind every number, so the rest of the scratch need not be cut off.
    numbers.fill(Number.NaN, count);
    numbers.sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const value = numbers[i];
    let at = i - 1;
    while (at >= 0 && numbers[at] > value) {
      numbers[at + 1] = numbers[at];
      at--;
    }
    numbers[at + 1] = value;
  }
}

/**
 * The replicate that a reduced value stands for best: the nearest to it; for a fraction, the first with that outcome.
 * The first of several; 0 where there is none.
 */
export function nearestReplicate(
  reduction: Reduction,
  values: ArrayLike<number>,
  there: ArrayLike<number>,
  from: number,
  end: number,
  value: number,
): number {
  const wanted = reduction.kind === "fraction" ? outcomes[reduction.outcome].value : value;
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = from; i < end; i++) {
    if (there[i] !== 1) continue;
    const distance = values[i] === wanted ? 0 : Math.abs(values[i] - wanted);
    if (distance < least) {
      least = distance;
      nearest = i - from;
    }
  }
  return reduction.kind === "fraction" && least > 0 ? 0 : nearest;
}
