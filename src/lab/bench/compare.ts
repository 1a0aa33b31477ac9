// Two reports side by side: how much faster the second is, case by case, and what else differs between them.

import { caseName } from "./cases.ts";
import type { BenchEngineId } from "./engines.ts";
import type { BenchReport, Figure, TimedFigure } from "./report.ts";

/** One case on one engine that both reports timed. */
export interface ComparedCase {
  readonly name: string;
  readonly engine: BenchEngineId;
  /** Networks per second. */
  readonly a: number;
  readonly b: number;
  /** b / a. */
  readonly ratio: number;
  /** Whether the fastest run of the slower one is no slower than the slowest of the faster one: then it may be chance. */
  readonly withinSpread: boolean;
}

/** Something that is not the same in both. */
export interface Difference {
  readonly what: string;
  readonly a: string;
  readonly b: string;
}

export interface Comparison {
  readonly cases: readonly ComparedCase[];
  readonly differences: readonly Difference[];
  /** Cases that only one of them timed, e.g. `gradient, rnn, H = 8 on webgpu (in the other: refused)`. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  /** The ratios' geometric mean by engine: what a figure of speed is to be averaged by. */
  readonly means: readonly {
    readonly engine: BenchEngineId;
    readonly ratio: number;
    readonly cases: number;
  }[];
}

/** Compares two reports. */
export function compareReports(a: BenchReport, b: BenchReport): Comparison {
  const cases = a.figures.flatMap((figure): ComparedCase[] => {
    const twin = twinOf(figure, b);
    if (figure.outcome !== "timed" || twin?.outcome !== "timed" || !sameWork(figure, twin)) return [];
    return [
      {
        name: caseName(figure),
        engine: figure.engine,
        a: figure.networksPerSecond,
        b: twin.networksPerSecond,
        ratio: twin.networksPerSecond / figure.networksPerSecond,
        withinSpread: rangesMeet(figure, twin),
      },
    ];
  });
  const engines = [...new Set(cases.map(({ engine }) => engine))];
  return {
    cases,
    differences: differencesOf(a, b),
    onlyA: onlyIn(a, b),
    onlyB: onlyIn(b, a),
    means: engines.map((engine) => {
      const logs = cases.filter((one) => one.engine === engine).map(({ ratio }) => Math.log(ratio));
      const mean = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
      return { engine, ratio: mean, cases: logs.length };
    }),
  };
}

function twinOf(figure: Figure, { figures }: BenchReport): Figure | undefined {
  return figures.find((other) => other.engine === figure.engine && caseName(other) === caseName(figure));
}

/** Another version of the bench may give its cases other work; their speeds are not to be compared. */
function sameWork(a: TimedFigure, b: TimedFigure): boolean {
  return (
    a.unroll === b.unroll &&
    a.sequences === b.sequences &&
    a.training?.optimizer === b.training?.optimizer &&
    a.training?.updates === b.training?.updates
  );
}

function rangesMeet(a: TimedFigure, b: TimedFigure): boolean {
  const [ofA, ofB] = [a, b].map(({ networks, minMs, maxMs }) => ({
    low: networks / maxMs,
    high: networks / minMs,
  }));
  return ofA.low <= ofB.high && ofB.low <= ofA.high;
}

function onlyIn(one: BenchReport, other: BenchReport): string[] {
  return one.figures.flatMap((figure) => {
    if (figure.outcome !== "timed") return [];
    const twin = twinOf(figure, other);
    if (twin?.outcome === "timed" && sameWork(figure, twin)) return [];
    const why =
      twin === undefined ? "" : ` (in the other: ${twin.outcome === "timed" ? "other work" : twin.outcome})`;
    return [`${caseName(figure)} on ${figure.engine}${why}`];
  });
}

function differencesOf(a: BenchReport, b: BenchReport): Difference[] {
  const told = (report: BenchReport): Record<string, string> => {
    const { environment, quick, complete, engines } = report;
    const { adapter } = environment;
    return {
      length: quick ? "quick" : "full",
      complete: complete ? "yes" : "no, cancelled",
      date: environment.date,
      "lab version": environment.labVersion,
      host: environment.host,
      machine: environment.machine,
      cores: String(environment.cores),
      adapter: adapter === null ? "none" : `${adapter.name}${adapter.software ? " (software)" : ""}`,
      ...Object.fromEntries(engines.map(({ id, what, missing }) => [id, missing ?? what])),
    };
  };
  const [ofA, ofB] = [told(a), told(b)];
  return [...new Set([...Object.keys(ofA), ...Object.keys(ofB)])]
    .map((what) => ({ what, a: ofA[what] ?? "", b: ofB[what] ?? "" }))
    .filter((one) => one.a !== one.b);
}
