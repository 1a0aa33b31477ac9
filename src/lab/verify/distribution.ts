// Beyond the horizon a single number is one possible outcome; what must agree is how the numbers of many networks are
// distributed. Two samples are told apart by Kolmogorov's and Smirnov's distance, outcomes by their shares.

import { type OutcomeName, outcomes } from "../../model/training/outcome.ts";

/**
 * How often honest results may be called different by chance, over all distributions of one verification together: rare
 * enough to be believed, common enough that a few hundred networks tell a shift by half a standard deviation.
 */
export const FALSE_ALARMS = 1e-3;
/** With fewer networks on each side no distribution worth the name can be told from another, and none is tested. */
export const FEWEST_NETWORKS = 20;
/**
 * Shares of outcomes may differ by this many standard errors of a difference of two proportions (pooled): all five outcomes
 * together exceed it by chance alone in 3 of 10,000 pairs of samples.
 */
export const SHARE_ERRORS = 4;

/** Two samples compared by Kolmogorov's and Smirnov's distance. */
export interface Distance {
  readonly kind: "distance";
  readonly networks: number;
  /** The largest gap between the two cumulative shares, 0 … 1 … */
  readonly distance: number;
  /** … which may be as large as this. */
  readonly allowed: number;
  /** The probability of a gap as large or larger between two samples of one distribution. */
  readonly pValue: number;
  readonly agrees: boolean;
}

/** Shares of outcomes compared. */
export interface Shares {
  readonly kind: "shares";
  readonly networks: number;
  readonly outcomes: readonly {
    readonly outcome: OutcomeName;
    readonly stored: number;
    readonly expected: number;
    /** The difference in standard errors … */
    readonly errors: number;
  }[];
  /** … which may be as many as this. */
  readonly allowed: number;
  readonly agrees: boolean;
}

/**
 * The two-sample Kolmogorov–Smirnov test. Infinities are sizes like any other, and NaN is larger than all of them.
 * The networks of both samples are the same ones, which makes honest samples more alike than independent ones: the test
 * errs on the side of no alarm.
 * @param falseAlarms how often equal distributions may be told apart by chance
 */
export function testDistance(
  stored: readonly number[],
  expected: readonly number[],
  falseAlarms: number,
): Distance {
  const distance = kolmogorovDistance(stored, expected);
  const scale = Math.sqrt(1 / stored.length + 1 / expected.length);
  // The first term of the distribution's series, which is all there is of it where it is this small.
  const allowed = Math.sqrt(-Math.log(falseAlarms / 2) / 2) * scale;
  const pValue = kolmogorovTail(distance / scale);
  return {
    kind: "distance",
    networks: stored.length,
    distance,
    allowed,
    pValue,
    agrees: distance <= allowed,
  };
}

/** Compares how often each outcome came about. */
export function testShares(stored: readonly number[], expected: readonly number[]): Shares {
  const shareIn = (values: readonly number[], code: number) =>
    values.filter((value) => value === code).length / values.length;
  const compared = Object.entries(outcomes).map(([name, { value }]) => {
    const [p, q] = [shareIn(stored, value), shareIn(expected, value)];
    const pooled = (p + q) / 2;
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / stored.length + 1 / expected.length));
    return {
      outcome: name as OutcomeName,
      stored: p,
      expected: q,
      errors: p === q ? 0 : Math.abs(p - q) / error,
    };
  });
  return {
    kind: "shares",
    networks: stored.length,
    outcomes: compared,
    allowed: SHARE_ERRORS,
    agrees: compared.every(({ errors }) => errors <= SHARE_ERRORS),
  };
}

/** The largest gap between two samples' cumulative shares. */
export function kolmogorovDistance(a: readonly number[], b: readonly number[]): number {
  const [sortedA, sortedB] = [a.toSorted(bySize), b.toSorted(bySize)];
  let [i, j, largest] = [0, 0, 0];
  while (i < sortedA.length && j < sortedB.length) {
    const next = bySize(sortedA[i], sortedB[j]) <= 0 ? sortedA[i] : sortedB[j];
    while (i < sortedA.length && bySize(sortedA[i], next) <= 0) i++;
    while (j < sortedB.length && bySize(sortedB[j], next) <= 0) j++;
    largest = Math.max(largest, Math.abs(i / sortedA.length - j / sortedB.length));
  }
  return largest;
}

/** Terms of the series after which nothing is left of a float64. */
const TERMS = 100;
/** Below this the tail is 1 to fifteen digits, and the series converges too slowly to say so. */
const SMALLEST_X = 0.2;

/** Kolmogorov's distribution: the probability that √(nm/(n+m)) times the distance is x or larger, for large samples. */
export function kolmogorovTail(x: number): number {
  if (x < SMALLEST_X) return 1;
  let sum = 0;
  for (let k = 1; k <= TERMS; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}

function bySize(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
