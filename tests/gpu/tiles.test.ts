// A network's numbers depend on nothing but the network: not on its tile, its neighbours, its order or the slicing.

import { expect, test } from "vitest";
import { alwaysRunning, type Engine } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { runPlan } from "../../src/lab/run.ts";
import { gradientMetrics, type MetricName } from "../../src/model/metrics/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import { parseSpec, type SweepSpec } from "../../src/sweep/spec.ts";
import { openEngine } from "./adapter.ts";
import { LOG_BOUND } from "./bounds.ts";

function sweep(hidden: number, extra: object = {}): SweepSpec {
  const parsed = parseSpec({
    model: { hidden },
    axes: [
      { param: "init.recurrent.gain", from: 0, to: 2, count: 9 },
      { param: "task.unroll", from: 1, to: 13, count: 7 },
    ],
    replicates: 2,
    metrics: Object.keys(gradientMetrics),
    ...extra,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

const anyLimits = (maxNetworks: number) => () => ({
  maxNetworks,
  maxCost: 1e12,
  costPerNetwork: 1,
  costPerStep: 1,
});

async function resultsOf(engine: Engine, plan: SweepPlan): Promise<ReadonlyMap<MetricName, Float64Array>> {
  const store = new MemoryStore(plan);
  await runPlan(plan, engine, alwaysRunning, (chunk) => void store.put(chunk));
  expect(store.doneCount).toBe(plan.networks);
  return store.metrics;
}

for (const hidden of [1, 3]) {
  test(`H = ${hidden}: results are bit-equal whatever the tile size, order and slicing`, async () => {
    const spec = sweep(hidden);
    const whole = planSweep(spec, anyLimits(1000));
    const engine = await openEngine();
    const expected = await resultsOf(engine, whole);
    const small = planSweep(spec, anyLimits(5));
    expect(await resultsOf(engine, small)).toEqual(expected);
    const reversed = small.tiles.toReversed().map((tile, index) => ({ ...tile, index }));
    expect(await resultsOf(engine, { ...small, tiles: reversed })).toEqual(expected);
    engine.close();
    for (const fixedSteps of [1, 7]) {
      const sliced = await openEngine(undefined, { fixedSteps });
      expect(await resultsOf(sliced, whole)).toEqual(expected);
      sliced.close();
    }
  });

  test(`H = ${hidden}: a sweep's log-metrics agree with the reference at every point`, async () => {
    const spec = sweep(hidden);
    const engine = await openEngine();
    const plan = planSweep(spec, (at) => engine.limitsOf(at));
    const actual = await resultsOf(engine, plan);
    const expected = await resultsOf(new ReferenceEngine(), plan);
    let compared = 0;
    for (const [name, values] of expected) {
      values.forEach((value, n) => {
        const given = actual.get(name)?.[n] ?? Number.NaN;
        const error = Object.is(given, value) ? 0 : Math.abs(given - value);
        expect(error, `${name} of network ${n}: ${given} for ${value}`).toBeLessThanOrEqual(LOG_BOUND);
        compared++;
      });
    }
    expect(compared).toBe(plan.networks * plan.spec.metrics.length);
    engine.close();
  });
}

test("structural axes and named choices run on the GPU too, each value on its own program", async () => {
  const spec = sweep(1, {
    axes: [
      { param: "model.activation", values: ["tanh", "relu"] },
      { param: "seed", values: [0, 7] },
      { param: "init.recurrent.gain", from: 0.5, to: 1.5, count: 3 },
    ],
    metrics: ["logLoss"],
  });
  const engine = await openEngine();
  const plan = planSweep(spec, (at) => engine.limitsOf(at));
  const actual = (await resultsOf(engine, plan)).get("logLoss") as Float64Array;
  const expected = (await resultsOf(new ReferenceEngine(), plan)).get("logLoss") as Float64Array;
  for (const [n, value] of actual.entries())
    expect(Math.abs(value - expected[n])).toBeLessThanOrEqual(LOG_BOUND);
  engine.close();
});
