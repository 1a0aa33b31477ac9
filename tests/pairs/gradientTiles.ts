// A network's numbers depend on nothing but the network: not on its tile, its neighbours, its order or the way it is run.

import { expect, test } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { gradientMetrics } from "../../src/model/metrics/index.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { LOG_BOUND } from "./bounds.ts";
import { limited, type Open, planFor, resultsOf, reversed, specOf } from "./engines.ts";

function sweep(hidden: number, extra: object = {}): SweepSpec {
  return specOf({
    model: { hidden },
    axes: [
      { param: "init.recurrent.gain", from: 0, to: 2, count: 9 },
      { param: "task.unroll", from: 1, to: 13, count: 7 },
    ],
    replicates: 2,
    metrics: Object.keys(gradientMetrics),
    ...extra,
  });
}

/** An engine that runs tiles of at most so many networks otherwise, and must come to the same numbers bit by bit. */
export type OtherWay = readonly [open: Open, maxNetworks: number];

export function gradientTiles(open: Open, sizes: readonly number[], otherWays: readonly OtherWay[]): void {
  for (const hidden of sizes) {
    test(`H = ${hidden}: results are bit-equal whatever the tile size, order and way of running`, async () => {
      const spec = sweep(hidden);
      const whole = limited(spec, 1000);
      const engine = await open();
      const expected = await resultsOf(engine, whole);
      const small = limited(spec, 5);
      expect(await resultsOf(engine, small)).toEqual(expected);
      expect(await resultsOf(engine, reversed(small))).toEqual(expected);
      engine.close();
      for (const [openAnother, maxNetworks] of otherWays) {
        const other = await openAnother();
        expect(await resultsOf(other, limited(spec, maxNetworks))).toEqual(expected);
        other.close();
      }
    });

    test(`H = ${hidden}: a sweep's log-metrics agree with the reference at every point`, async () => {
      const spec = sweep(hidden);
      const engine = await open();
      const plan = planFor(engine, spec);
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

  test("structural axes and named choices run too, each value on its own program", async () => {
    const spec = sweep(1, {
      axes: [
        { param: "model.activation", values: ["tanh", "relu"] },
        { param: "seed", values: [0, 7] },
        { param: "init.recurrent.gain", from: 0.5, to: 1.5, count: 3 },
      ],
      metrics: ["logLoss"],
    });
    const engine = await open();
    const plan = planFor(engine, spec);
    const actual = (await resultsOf(engine, plan)).get("logLoss") as Float64Array;
    const expected = (await resultsOf(new ReferenceEngine(), plan)).get("logLoss") as Float64Array;
    for (const [n, value] of actual.entries())
      expect(Math.abs(value - expected[n])).toBeLessThanOrEqual(LOG_BOUND);
    engine.close();
  });
}
