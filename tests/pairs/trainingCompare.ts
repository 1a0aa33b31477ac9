// Compares two stories of one training run point by point before the horizon, and says where they differ most.

import { expect } from "vitest";
import type { TrainingMetricName } from "../../src/model/metrics/index.ts";
import { FIRST_STEP_BOUND, LOG_BOUND, TRAINING_BOUND, TRAINING_FLOOR } from "./bounds.ts";
import { type Difference, failures, report } from "./compare.ts";
import type { Told } from "./trainingRuns.ts";

/** The metrics of one run. */
export type TrainingMetrics = Readonly<Partial<Record<TrainingMetricName, number>>>;

/** The differences of a run, and how many of its points lay beyond the horizon. */
export interface TrainingDifferences {
  readonly all: readonly Difference[];
  /** Losses and gradient norms compared, and those beyond the horizon. */
  readonly compared: number;
  readonly beyond: number;
  /** Whether the whole run lies inside it, so that its end was compared too. */
  readonly whole: boolean;
}

/** Differences of `actual` (an engine's) from `expected` (the reference's) before step `parting`; null is never. */
export function trainingDifferences(
  actual: Told,
  expected: Told,
  targetLoss: number,
  parting: number | null,
): TrainingDifferences {
  const all: Difference[] = [];
  const { loss, gradientNorm } = expected.training;
  const end = parting ?? loss.length;
  const whole = parting === null;
  const curve = (what: string, given: readonly number[], values: readonly number[]) => {
    const floor = TRAINING_FLOOR * Math.min(values[0], 1);
    for (const [step, value] of values.slice(0, end).entries()) {
      const bound = step === 0 ? FIRST_STEP_BOUND : TRAINING_BOUND;
      all.push(point(`${what}[${step}]`, given[step], value, bound, floor));
    }
    if (whole) all.push(equal(`${what}.length`, given.length, values.length));
    return Math.min(end, values.length);
  };
  const compared =
    curve("loss", actual.training.loss, loss) +
    curve("gradientNorm", actual.training.gradientNorm, gradientNorm);
  const beyond = loss.length + gradientNorm.length - compared;
  if (whole) all.push(...endDifferences(actual, expected, targetLoss));
  return { all, compared, beyond, whole };
}

/** What is told of a run's end: parameters, outcome, metrics. */
function endDifferences(actual: Told, expected: Told, targetLoss: number): Difference[] {
  const all: Difference[] = [];
  for (const [name, values] of Object.entries(expected.training.parameters)) {
    const given = actual.training.parameters[name as keyof Told["training"]["parameters"]];
    all.push(arrays(`parameters.${name}`, (given as number[]).flat(2), (values as number[]).flat(2)));
  }
  all.push(...metricDifferences(actual.metrics, expected, targetLoss));
  return all;
}

/** What the metrics tell of a run: the same for an inspection and for a network of a sweep. */
export function metricDifferences(given: TrainingMetrics, expected: Told, targetLoss: number): Difference[] {
  const all: Difference[] = [];
  const initialFloor = TRAINING_FLOOR * Math.min(expected.training.loss[0], 1);
  for (const name of ["finalLoss", "bestLoss", "meanLoss", "testLoss"] as const) {
    all.push(point(name, metric(given, name), metric(expected.metrics, name), TRAINING_BOUND, initialFloor));
  }
  const peak = [
    metric(given, "peakLogGradientNorm"),
    metric(expected.metrics, "peakLogGradientNorm"),
  ] as const;
  all.push({
    what: "peakLogGradientNorm",
    actual: peak[0],
    expected: peak[1],
    error: Object.is(...peak) ? 0 : Math.abs(peak[0] - peak[1]),
    bound: LOG_BOUND,
  });
  if (!atThreshold(expected, targetLoss)) {
    all.push(equal("outcome", metric(given, "outcome"), metric(expected.metrics, "outcome")));
    all.push(
      equal("stepsToTarget", metric(given, "stepsToTarget"), metric(expected.metrics, "stepsToTarget")),
    );
  }
  return all;
}

/**
 * Whether a decision of the run stands so near to its threshold that rounding may turn it: a loss within the bound of
 * the target, or a last tenth of the run that improved or moved by 1 % to within the bound.
 */
export function atThreshold({ training }: Told, targetLoss: number): boolean {
  const { loss } = training;
  const steps = loss.length - 1;
  const near = (a: number, b: number) => Math.abs(a - b) <= TRAINING_BOUND * Math.max(a, b, TRAINING_FLOOR);
  if (loss.some((value) => near(value, targetLoss))) return true;
  const from = steps - Math.min(steps, Math.max(10, Math.ceil(steps * 0.1)));
  const last = loss.slice(from);
  const best = Math.min(...loss.slice(from + 1));
  const before = Math.min(...loss.slice(0, from + 1));
  return near(best, 0.99 * before) || near(Math.min(...last), 0.99 * Math.max(...last));
}

function metric(metrics: TrainingMetrics, name: TrainingMetricName): number {
  return metrics[name] ?? Number.NaN;
}

/** One number against another, relative to the larger of the expected one and a floor; NaN and Infinity must be equal. */
function point(what: string, actual: number, expected: number, bound: number, floor: number): Difference {
  const size = Math.max(Math.abs(expected), floor);
  const error = Object.is(actual, expected) || actual === expected ? 0 : Math.abs(actual - expected) / size;
  return { what, actual, expected, error, bound };
}

function equal(what: string, actual: number, expected: number): Difference {
  return {
    what,
    actual,
    expected,
    error: Object.is(actual, expected) ? 0 : Number.POSITIVE_INFINITY,
    bound: 0,
  };
}

/** The Euclidean distance of two arrays against the length of the expected one, or a floor. */
function arrays(what: string, actual: readonly number[], expected: readonly number[]): Difference {
  const distance = Math.hypot(...expected.map((x, i) => x - actual[i]));
  const error = distance / Math.max(Math.hypot(...expected), TRAINING_FLOOR);
  return { what, actual: actual[0], expected: expected[0], error, bound: TRAINING_BOUND };
}

/** What a number of comparisons found, for a line of the test's output. */
export class Tally {
  private readonly bad: string[] = [];
  private compared = 0;
  private beyond = 0;
  private runs = 0;
  private wholeRuns = 0;
  private worst = { share: 0, text: "none" };

  add({ all, compared, beyond, whole }: TrainingDifferences, name: string): void {
    const failed = failures(all);
    if (failed.length > 0) this.bad.push(`${name}\n${report(failed.slice(0, 8))}`);
    this.compared += compared;
    this.beyond += beyond;
    this.runs++;
    if (whole) this.wholeRuns++;
    for (const { what, error, bound } of all) {
      if (bound === 0 || error / bound <= this.worst.share) continue;
      const text = `${error.toExponential(1)} of ${bound} at ${what} of ${name}`;
      this.worst = { share: error / bound, text };
    }
  }

  /** Prints what was compared and expects nothing to be beyond its bound. */
  tell(title: string): void {
    console.info(
      `${title}: ${this.runs} runs (${this.wholeRuns} to their end), ${this.compared} points compared, ${this.beyond} beyond the horizon; worst ${this.worst.text}`,
    );
    expect(this.bad.length, this.bad.join("\n")).toBe(0);
    expect(this.compared).toBeGreaterThan(0);
  }
}
