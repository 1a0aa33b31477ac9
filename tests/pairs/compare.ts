// Compares two inspections of one network within the stated bounds and says where they differ most.

import type { GradientMetricName } from "../../src/model/metrics/index.ts";
import { parameterNames } from "../../src/model/network.ts";
import type { Inspection } from "../../src/sweep/inspection.ts";
import { GRADIENT_BOUND, LOG_BOUND } from "./bounds.ts";

/** One compared quantity. */
export interface Difference {
  readonly what: string;
  readonly actual: number;
  readonly expected: number;
  readonly error: number;
  readonly bound: number;
}

const PLAIN = ["loss", "saturation"];

/** All differences of `actual` (an engine's) from `expected` (the reference's), the worst of each kind. */
export function differences(actual: Inspection, expected: Inspection): Difference[] {
  const all: Difference[] = [];
  const log = (what: string, a: number, e: number) =>
    all.push({
      what,
      actual: a,
      expected: e,
      error: Object.is(a, e) ? 0 : Math.abs(a - e),
      bound: LOG_BOUND,
    });
  for (const [name, value] of Object.entries(expected.metrics)) {
    const given = actual.metrics[name as GradientMetricName];
    if (PLAIN.includes(name)) all.push(relative(name, [given], [value]));
    else log(name, given, value);
  }
  for (const [t, value] of expected.logStateGradient.entries()) {
    log(`logStateGradient[${t}]`, actual.logStateGradient[t], value);
  }
  for (const [b, value] of expected.logJacobianNorm.entries()) {
    log(`logJacobianNorm[${b}]`, actual.logJacobianNorm[b], value);
  }
  all.push(relative("outputs", actual.outputs.flat(), expected.outputs.flat()));
  const factor = 2 ** (actual.gradient.log2Scale - expected.gradient.log2Scale);
  for (const name of parameterNames) {
    const [given, wanted] = [actual.gradient[name], expected.gradient[name]];
    if (wanted === undefined) continue;
    const scaled = (given ?? []).flat().map((x) => x * factor);
    all.push(relative(`gradient.${name}`, scaled, wanted.flat()));
  }
  return all;
}

/** Those beyond their bound; a NaN is always beyond. */
export function failures(all: readonly Difference[]): Difference[] {
  return all.filter(({ error, bound }) => !(error <= bound));
}

/** Aligned rows: what, actual, expected, error, bound. */
export function report(rows: readonly Difference[]): string {
  return rows
    .map(({ what, actual, expected, error, bound }) =>
      [what.padEnd(26), actual, expected, `error ${error.toExponential(2)}`, `bound ${bound}`].join("  "),
    )
    .join("\n");
}

/** The Euclidean distance of two arrays against the length of the expected one. */
function relative(what: string, actual: readonly number[], expected: readonly number[]): Difference {
  const infinite = expected.some((x) => !Number.isFinite(x));
  const same = actual.length === expected.length && expected.every((x, i) => Object.is(x, actual[i]));
  const distance = Math.hypot(...expected.map((x, i) => x - actual[i]));
  const length = Math.hypot(...expected);
  const error = same ? 0 : infinite ? Number.POSITIVE_INFINITY : distance / length;
  return { what, actual: actual[0], expected: expected[0], error, bound: GRADIENT_BOUND };
}
