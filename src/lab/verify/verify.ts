// Can stored results be trusted? A checksum tells whether they are what was written; only the reference tells whether that is
// right. A random sample of the networks is recomputed: inside the chaos horizon number by number, beyond it by distribution.

import { type EngineName, RunCancelled } from "../../engine/engine.ts";
import type { MetricName } from "../../model/metrics/index.ts";
import type { SweepResults } from "../../store/results.ts";
import { formatAddress } from "../../sweep/address.ts";
import { type AxisValue, withField } from "../../sweep/axis.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { FALSE_ALARMS, FEWEST_NETWORKS, testDistance, testShares } from "./distribution.ts";
import type { Recomputed, ReferenceRun } from "./recompute.ts";
import type { ComparedPoint, MetricReport, Verdict, VerifyReport } from "./report.ts";
import { drawSample, type SampledNetwork } from "./sample.ts";
import { agrees, compare, isInside, pairBeyond } from "./tolerance.ts";

/** Disagreements that a report lists; more tell nothing more. */
export const MOST_LISTED = 1000;

export interface VerifyOptions {
  /** How many networks are to be checked; all of them where the sweep has fewer. */
  readonly points: number;
  /** Which ones: the same seed draws the same networks. */
  readonly seed: number;
  /** Recomputes one network, on whatever thread. */
  readonly referenceRun: ReferenceRun;
  /** How many networks are to be asked for at a time: as many as there are threads. */
  readonly inFlight?: number;
  /** The engine that the results are known to be of: those of the reference are held to be its own to the last bits. */
  readonly engine?: EngineName;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, points: number) => void;
}

/** A network that was drawn, and what the reference says of it. */
interface Checked extends SampledNetwork {
  readonly reference: Recomputed;
}

/**
 * Checks a sample of results against the reference.
 * Rejects with RunCancelled once the signal says so, and with whatever reading the results throws.
 */
export async function verifyResults(results: SweepResults, options: VerifyOptions): Promise<VerifyReport> {
  const { points, seed, signal, engine } = options;
  const { networks, missing } = await drawSample(results, points, seed, signal);
  const checked = await recomputed(results, networks, options);
  const inside = checked.filter(({ reference }) => isInside(reference));
  const beyond = checked.filter(({ reference }) => !isInside(reference));
  const tested = beyond.length >= FEWEST_NETWORKS ? beyond : [];
  const disagreements: ComparedPoint[] = [];
  const metrics = results.metrics.map((metric): MetricReport => {
    const compared = inside.flatMap(({ indices, stored, reference }): ComparedPoint[] => {
      const comparison = compare(metric, stored[metric] ?? Number.NaN, reference, engine);
      return comparison === null
        ? []
        : [{ metric, indices, position: positionOf(results, indices), ...comparison }];
    });
    const wrong = compared.filter((point) => !agrees(point));
    disagreements.push(...wrong);
    const worst = compared.reduce<ComparedPoint | null>(worseOf, null);
    return {
      metric,
      compared: compared.length,
      agreeing: compared.length - wrong.length,
      undecided: inside.length - compared.length,
      worst: worst === null ? null : { ...worst, link: linkTo(results, worst.indices) },
      distribution: tested.length === 0 ? null : distributionOf(metric, tested, results.metrics.length),
    };
  });
  return {
    verdict: verdictOf(metrics),
    name: results.spec.name,
    networks: results.shape.reduce((a, b) => a * b, 1),
    points,
    seed,
    checked: checked.length,
    missing,
    inside: inside.length,
    beyond: beyond.length,
    beyondPoints: beyond.map(({ indices }) => indices),
    metrics,
    disagreeing: disagreements.length,
    disagreements: disagreements.toSorted((a, b) => badnessOf(b) - badnessOf(a)).slice(0, MOST_LISTED),
  };
}

/** Has the networks recomputed, several at a time; in their order. */
async function recomputed(
  results: SweepResults,
  networks: readonly SampledNetwork[],
  { referenceRun, inFlight = 1, signal, onProgress }: VerifyOptions,
): Promise<Checked[]> {
  const checked: Checked[] = [];
  let [next, done] = [0, 0];
  onProgress?.(0, networks.length);
  const work = async () => {
    while (next < networks.length) {
      if (signal?.aborted) throw new RunCancelled();
      const n = next++;
      const { indices } = networks[n];
      const reference = await referenceRun(specOf(results, indices), indices[indices.length - 1]);
      checked[n] = { ...networks[n], reference };
      done++;
      onProgress?.(done, networks.length);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  // Cancelled while the last networks were under way.
  if (signal?.aborted) throw new RunCancelled();
  return checked;
}

function distributionOf(metric: MetricName, networks: readonly Checked[], tests: number) {
  const pairs = networks.map((network) =>
    pairBeyond(metric, network.stored[metric] ?? Number.NaN, network.reference),
  );
  const stored = pairs.map((pair) => pair.stored);
  const expected = pairs.map((pair) => pair.expected);
  return metric === "outcome"
    ? testShares(stored, expected)
    : testDistance(stored, expected, FALSE_ALARMS / tests);
}

function verdictOf(metrics: readonly MetricReport[]): Verdict {
  if (metrics.some((one) => one.agreeing < one.compared || one.distribution?.agrees === false)) {
    return "disagrees";
  }
  return metrics.some((one) => one.compared > 0 || one.distribution !== null) ? "agrees" : "unchecked";
}

/** Errors as multiples of their bounds. */
function badnessOf({ error, bound }: ComparedPoint): number {
  return error === 0 ? 0 : error / bound;
}

function worseOf(worst: ComparedPoint | null, point: ComparedPoint): ComparedPoint {
  return worst === null || badnessOf(point) > badnessOf(worst) ? point : worst;
}

/** The spec at grid indices, its axes set to the positions' values; `specAt` would list every position anew. */
function specOf({ spec, axes }: SweepResults, indices: readonly number[]): SweepSpec {
  return axes.reduce((at, { param, values }, d) => withField(at, param, values[indices[d]]), spec);
}

function positionOf({ axes }: SweepResults, indices: readonly number[]) {
  const replicate: { param: string; value: AxisValue } = {
    param: "replicate",
    value: indices[axes.length],
  };
  return [...axes.map(({ param, values }, d) => ({ param, value: values[indices[d]] })), replicate];
}

/** The permalink of a single network, opened in the inspector: a sweep without axes. */
export function linkTo(results: SweepResults, indices: readonly number[]): string {
  const replicate = indices[results.axes.length];
  const spec = { ...specOf(results, indices), axes: [], replicates: replicate + 1 };
  return formatAddress({ spec, view: { point: [replicate] } });
}
