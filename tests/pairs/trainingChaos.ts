// Beyond the horizon float32 and float64 tell different stories of one network, and must still tell the same of a
// thousand: outcomes and final losses at the border of trainability, compared as two samples.

import { expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { outcomes } from "../../src/model/training/outcome.ts";
import { KOLMOGOROV, SHARE_ERRORS } from "./bounds.ts";
import { type Open, openedFor, planFor, resultsOf } from "./engines.ts";
import { scalarRun } from "./trainingRuns.ts";

const SIDE = 36;
/** Learning rates where training is chaotic, and others a quarter lower, where it is not. */
const BORDER = [0.5, 0.54] as const;
const CALMER = [0.38, 0.42] as const;

interface Sample {
  readonly outcome: readonly number[];
  readonly logFinalLoss: readonly number[];
}

/**
 * Learning rate × feedback weight of the linear scalar network after 100 steps, unrolled twice: its border is a fractal
 * (longer unrolls and bounded units have a border too, but few networks on it are chaotic).
 */
async function sample(engine: Engine, [from, to]: readonly [number, number]): Promise<Sample> {
  const axes = [
    { param: "training.learningRate", from, to, count: SIDE },
    { param: "init.recurrent.value", from: -1, to: 1, count: SIDE },
  ];
  const spec = scalarRun(1, { steps: 100, targetLoss: 0 }, { unroll: 2, activation: "identity", axes });
  const metrics = await resultsOf(engine, planFor(engine, spec));
  return {
    outcome: [...(metrics.get("outcome") ?? [])],
    logFinalLoss: [...(metrics.get("finalLoss") ?? [])].map(Math.log10),
  };
}

/** Whether each outcome's shares agree: SHARE_ERRORS standard errors of a difference of two proportions (pooled). */
function sharesAgree(a: readonly number[], b: readonly number[]): boolean {
  return Object.values(outcomes).every(({ value }) => {
    const share = (values: readonly number[]) => values.filter((x) => x === value).length / values.length;
    const [p, q] = [share(a), share(b)];
    const pooled = (p + q) / 2;
    return Math.abs(p - q) <= SHARE_ERRORS * Math.sqrt((2 * pooled * (1 - pooled)) / a.length);
  });
}

/** Kolmogorov's and Smirnov's distance: the largest gap between two samples' cumulative shares. */
function kolmogorovDistance(a: readonly number[], b: readonly number[]): number {
  const [sortedA, sortedB] = [a.toSorted((x, y) => x - y), b.toSorted((x, y) => x - y)];
  let [i, j, largest] = [0, 0, 0];
  while (i < sortedA.length && j < sortedB.length) {
    const x = Math.min(sortedA[i], sortedB[j]);
    while (sortedA[i] <= x) i++;
    while (sortedB[j] <= x) j++;
    largest = Math.max(largest, Math.abs(i / sortedA.length - j / sortedB.length));
  }
  return largest;
}

const critical = KOLMOGOROV * Math.sqrt(2 / SIDE ** 2);

export function trainingChaos(open: Open): void {
  const engine = openedFor(open);

  test("1296 networks at the border of trainability fare alike on the engine and in the reference", async () => {
    const [actual, expected] = [await sample(engine(), BORDER), await sample(new ReferenceEngine(), BORDER)];
    const distance = kolmogorovDistance(actual.logFinalLoss, expected.logFinalLoss);
    const apart = actual.outcome.filter((outcome, n) => outcome !== expected.outcome[n]).length;
    const parted = actual.logFinalLoss.filter((x, n) => Math.abs(x - expected.logFinalLoss[n]) > 0.01).length;
    console.info(
      `${SIDE ** 2} networks, of which ${parted} end with another loss and ${apart} with another outcome; distance ${distance.toFixed(4)} of ${critical.toFixed(4)}`,
    );
    expect(sharesAgree(actual.outcome, expected.outcome)).toBe(true);
    expect(distance).toBeLessThanOrEqual(critical);
    // It is the border: three outcomes are common, and single networks do fare differently.
    const common = Object.values(outcomes).filter(
      ({ value }) => expected.outcome.filter((outcome) => outcome === value).length > 50,
    );
    expect(common.length).toBeGreaterThanOrEqual(3);
    expect(parted).toBeGreaterThan(SIDE ** 2 / 10);
    expect(apart).toBeGreaterThan(10);
  });

  test("control: learning rates a quarter lower are told apart by both intervals", async () => {
    const [border, calmer] = [await sample(engine(), BORDER), await sample(engine(), CALMER)];
    expect(sharesAgree(border.outcome, calmer.outcome)).toBe(false);
    expect(kolmogorovDistance(border.logFinalLoss, calmer.logFinalLoss)).toBeGreaterThan(critical);
  });
}
