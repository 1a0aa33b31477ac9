// Are the kernels right? Asked before anything is timed: a small tile by both engines, metric by metric.

import type { Engine } from "../src/engine/engine.ts";
import type { MetricName } from "../src/model/metrics/index.ts";
import { benchSpec, oneTilePlan, runStored } from "./networks.ts";

/** Log-metrics, absolute: the bound of the gpu tests. */
const LOG_BOUND = 1e-3;
/** A chaotic network grows a rounding error of 2^-24 to a tenth within λT = this; beyond, two programs part. */
const HORIZON = Math.log(0.1 / 2 ** -24);
/** Of the tile at least this share must lie inside the horizon: a check of nothing is none. */
const FEWEST_COMPARED = 0.75;

const compared: readonly MetricName[] = [
  "logGradientRatio",
  "logGradientNorm",
  "logGradientNorm.input",
  "logGradientNorm.recurrent",
  "logGradientNorm.bias",
  "logGradientNorm.readout",
  "logLoss",
];

export interface CheckReport {
  readonly hidden: number;
  readonly passed: boolean;
  readonly networks: number;
  /** Networks inside the horizon, which were compared. */
  readonly compared: number;
  readonly worst: { readonly metric: MetricName; readonly actual: number; readonly expected: number };
  readonly error: number;
  readonly bound: number;
}

/** Both engines on gains × unroll lengths × draws; the engine runs the very program that is timed afterwards. */
export async function checkEngine(
  engine: Engine,
  reference: Engine,
  hidden: number,
  unroll: number,
): Promise<CheckReport> {
  const axes = [
    { param: "init.recurrent.gain", from: 0.25, to: 1.5, count: 6 },
    { param: "task.unroll", values: [1, 2, 13, unroll] },
  ];
  const given = { axes, replicates: 3, seed: 7 };
  const spec = benchSpec(hidden, unroll, { ...given, metrics: compared });
  // λ, which tells where the comparison makes sense, needs kernels that are not timed: the reference alone finds it.
  const referenceSpec = benchSpec(hidden, unroll, { ...given, metrics: [...compared, "lyapunov"] });
  const expected = await runStored(oneTilePlan(referenceSpec, reference), reference);
  const plan = oneTilePlan(spec, engine);
  const actual = await runStored(plan, engine);

  const exponents = arrayOf(expected.metrics, "lyapunov");
  const unrolls = plan.axes[1].values as readonly number[];
  const inside = Array.from(exponents, (lyapunov, n) => {
    const unrollOfNetwork = unrolls[Math.floor(n / plan.spec.replicates) % unrolls.length];
    return lyapunov * unrollOfNetwork <= HORIZON;
  });
  let worst = { metric: compared[0], actual: 0, expected: 0 };
  let error = 0;
  for (const metric of compared) {
    const given = arrayOf(actual.metrics, metric);
    for (const [n, value] of arrayOf(expected.metrics, metric).entries()) {
      if (!inside[n] || Object.is(given[n], value)) continue;
      const distance = Math.abs(given[n] - value);
      // Written so that NaN counts as the worst of all.
      if (distance <= error) continue;
      error = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
      worst = { metric, actual: given[n], expected: value };
    }
  }
  const count = inside.filter(Boolean).length;
  const passed = error <= LOG_BOUND && count >= FEWEST_COMPARED * plan.networks;
  return { hidden, passed, networks: plan.networks, compared: count, worst, error, bound: LOG_BOUND };
}

/** The check in one line. */
export function checkText(engine: Engine, report: CheckReport): string {
  const { worst, error, bound } = report;
  const found = `largest error ${error.toExponential(1)} (${worst.metric}), bound ${bound}`;
  const counted = `${report.compared} of ${report.networks} networks inside the chaos horizon`;
  const verdict = report.passed
    ? "agrees with the reference"
    : `IS WRONG (${worst.metric} = ${worst.actual}, the reference says ${worst.expected}); it is not timed`;
  return `H = ${report.hidden}: ${engine.name} ${verdict}: ${found}; ${counted}`;
}

function arrayOf(metrics: ReadonlyMap<MetricName, Float64Array>, name: MetricName): Float64Array {
  return metrics.get(name) ?? new Float64Array(0);
}
