// What a verification found, as plain JSON and as text for the terminal. JSON has no words for NaN and infinities: whoever
// writes a report out uses the terminal's way of saying them.

import type { MetricName } from "../../model/metrics/index.ts";
import type { AxisValue } from "../../sweep/axis.ts";
import type { Distance, Shares } from "./distribution.ts";
import { FEWEST_NETWORKS } from "./distribution.ts";
import type { Comparison } from "./tolerance.ts";

/**
 * `agrees`: every number that could be compared is within its bound, and so is every distribution. `disagrees`: one is not.
 * `unchecked`: there was nothing to compare, neither singly nor by distribution; a check of nothing is none.
 */
export type Verdict = "agrees" | "disagrees" | "unchecked";

/** A number of a network against the reference's. */
export interface ComparedPoint extends Comparison {
  readonly metric: MetricName;
  /** Grid indices: axes, then replicate. */
  readonly indices: readonly number[];
  /** Where that is: each axis with its value, then the replicate. */
  readonly position: readonly { readonly param: string; readonly value: AxisValue }[];
}

/** What was found of one metric. */
export interface MetricReport {
  readonly metric: MetricName;
  /** Numbers of networks inside the horizon that were compared, and how many of them agree. */
  readonly compared: number;
  readonly agreeing: number;
  /** Those inside it of which nothing can be said: the loss stands at a threshold that decides them. */
  readonly undecided: number;
  /** The number that is the most times its bound from the reference's, and the permalink of its network (without `#`). */
  readonly worst: (ComparedPoint & { readonly link: string }) | null;
  /** The networks beyond the horizon; null where there are too few to tell. */
  readonly distribution: Distance | Shares | null;
}

/** What a verification found. */
export interface VerifyReport {
  readonly verdict: Verdict;
  /** The sweep's name, its networks, and what was asked for. */
  readonly name: string;
  readonly networks: number;
  readonly points: number;
  readonly seed: number;
  /** Networks that were recomputed … */
  readonly checked: number;
  /** … and others that were drawn, and have no results. */
  readonly missing: number;
  /** Of those checked: inside the chaos horizon, so that their numbers were compared singly, and beyond it. */
  readonly inside: number;
  readonly beyond: number;
  /** Grid indices of those beyond it. */
  readonly beyondPoints: readonly (readonly number[])[];
  readonly metrics: readonly MetricReport[];
  /** How many numbers disagree, and the worst of them, worst first. */
  readonly disagreeing: number;
  readonly disagreements: readonly ComparedPoint[];
}

/** A report as aligned text. */
export function verifyText(report: VerifyReport): string {
  const { name, networks, points, seed, checked, missing, inside, beyond } = report;
  const title = name === "" ? "a sweep without a name" : name;
  const lines = [
    `${title}: ${checked} of ${networks} networks recomputed by the reference in float64 (${points} asked for, seed ${seed})`,
    `  ${inside} inside the chaos horizon, compared number by number; ${beyond} beyond it, compared by distribution`,
  ];
  if (missing > 0) lines.push(`  ${missing} more were drawn that have no results`);
  lines.push("", ...table(report.metrics.map(rowOf), ["metric", "agreeing", "error", "bound", "beyond"]));
  for (const { worst, metric } of report.metrics) {
    if (worst === null || worst.error <= worst.bound) continue;
    lines.push("", `worst of ${metric}: ${pointText(worst)}`, `  #${worst.link}`);
  }
  for (const metric of report.metrics) {
    if (metric.distribution?.agrees === false) lines.push("", distributionText(metric));
  }
  return [...lines, "", verdictText(report)].join("\n");
}

/** The verdict in one sentence. */
export function verdictText({ verdict, checked, beyond, disagreeing, metrics }: VerifyReport): string {
  if (verdict === "unchecked") {
    return checked === 0
      ? "Nothing was checked: none of the networks that were drawn has results."
      : `Nothing could be checked: all ${checked} networks lie beyond the chaos horizon, too few to compare their distribution.`;
  }
  if (verdict === "agrees") {
    const few =
      beyond > 0 && beyond < FEWEST_NETWORKS
        ? ` (${beyond} lie beyond the chaos horizon, too few to compare their distribution)`
        : "";
    return `The stored results agree with the reference${few}.`;
  }
  const apart = metrics.filter(({ distribution }) => distribution?.agrees === false).length;
  const found = [
    ...(disagreeing > 0 ? [`${disagreeing} ${disagreeing === 1 ? "number is" : "numbers are"} wrong`] : []),
    ...(apart > 0
      ? [`${apart} ${apart === 1 ? "metric is" : "metrics are"} distributed differently beyond the horizon`]
      : []),
  ];
  return `THE STORED RESULTS DISAGREE with the reference: ${found.join(", and ")}.`;
}

/** A compared number with its place. */
export function pointText({ position, actual, expected, error, bound }: ComparedPoint): string {
  const place = position.map(({ param, value }) => `${param} = ${value}`).join(", ");
  return `${place}: stored ${actual}, the reference says ${expected} (error ${sizeText(error)}, bound ${sizeText(bound)})`;
}

/** How the networks beyond the horizon compare. */
export function distributionText({ metric, distribution }: MetricReport): string {
  if (distribution === null)
    return `${metric}: too few networks beyond the horizon to compare a distribution`;
  if (distribution.kind === "distance") {
    const { networks, distance, allowed, pValue } = distribution;
    return `${metric}: Kolmogorov–Smirnov distance ${distance.toFixed(4)}, at most ${allowed.toFixed(4)} is allowed (p = ${pValue.toPrecision(2)}, ${networks} networks beyond the horizon)`;
  }
  const shares = distribution.outcomes
    .filter(({ stored, expected }) => stored > 0 || expected > 0)
    .map(({ outcome, stored, expected, errors }) => {
      return `${outcome} ${percent(stored)} against ${percent(expected)} (${errors.toFixed(1)} standard errors)`;
    });
  return `${metric}: ${shares.join(", ")}; at most ${distribution.allowed} are allowed (${distribution.networks} networks beyond the horizon)`;
}

function rowOf({ metric, compared, agreeing, undecided, worst, distribution }: MetricReport): string[] {
  return [
    metric,
    `${agreeing} of ${compared}${undecided > 0 ? ` (${undecided} undecided)` : ""}`,
    worst === null ? "–" : sizeText(worst.error),
    worst === null ? "–" : sizeText(worst.bound),
    distribution === null
      ? "–"
      : distribution.kind === "distance"
        ? `p = ${distribution.pValue.toPrecision(2)}`
        : `${Math.max(...distribution.outcomes.map(({ errors }) => errors)).toFixed(1)} standard errors`,
  ];
}

/** Rows under a heading, each column as wide as its widest cell. */
function table(rows: readonly (readonly string[])[], heading: readonly string[]): string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join("  ")}`.trimEnd());
}

function sizeText(size: number): string {
  return size === 0 ? "0" : size.toExponential(1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
