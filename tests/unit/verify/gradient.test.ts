// Verification in mode gradient: what is right is found to agree, and one number that is wrong, with a right checksum, is found.

import { beforeAll, describe, expect, it } from "vitest";
import { RunCancelled } from "../../../src/engine/engine.ts";
import { pointText, verifyText } from "../../../src/lab/verify/report.ts";
import {
  type GradientMetricName,
  gradientMetrics,
  type MetricName,
} from "../../../src/model/metrics/index.ts";
import { parseAddress } from "../../../src/sweep/address.ts";
import { flatIndex } from "../../../src/sweep/tile.ts";
import { inspect } from "../draw.ts";
import { honest, passedOff, remembered, type StoredArrays, verify } from "./stored.ts";

const names = Object.keys(gradientMetrics) as GradientMetricName[];
const sweep = {
  name: "gain × unroll",
  model: { hidden: 4 },
  init: { bias: 0.1 },
  axes: [
    { param: "init.recurrent.gain", from: 0.3, to: 1.2, count: 5 },
    { param: "task.unroll", from: 1, to: 21, count: 5 },
  ],
  replicates: 2,
  metrics: names,
};
let stored: StoredArrays;
beforeAll(async () => {
  stored = await honest(sweep);
});

describe("an honest store", () => {
  it("agrees in every metric of every network, whatever engine it is said to be of", async () => {
    for (const engine of ["reference", "cpu", "webgpu", null] as const) {
      const report = await verify(stored, engine === null ? {} : { engine });
      expect(report.verdict, verifyText(report)).toBe("agrees");
      expect(report.checked).toBe(50);
      expect(report.inside).toBeGreaterThan(45);
      for (const metric of report.metrics) expect(metric.agreeing).toBe(report.inside);
      expect(report.disagreements).toEqual([]);
    }
  });

  it("is sampled without replacement, the same networks for the same seed, however its chunks are cut", async () => {
    const sampled = async (seed: number, points: number, results = stored) => {
      const seen: string[] = [];
      await verify(results, {
        seed,
        points,
        referenceRun: (spec, replicate) => {
          seen.push(JSON.stringify([spec.init, spec.task, replicate]));
          return remembered(spec, replicate);
        },
      });
      return seen;
    };
    const first = await sampled(7, 20);
    expect(new Set(first).size).toBe(20);
    expect(await sampled(7, 20)).toEqual(first);
    expect(new Set(await sampled(7, 50)).size).toBe(50);
    const cut = Object.assign(Object.create(stored), { chunkShape: [2, 3, 1] }) as StoredArrays;
    expect(await sampled(7, 20, cut)).toEqual(first);
    expect(await sampled(8, 20)).not.toEqual(first);
  });

  it("that is not finished is checked as far as it goes, and what is missing is counted", async () => {
    const half = stored.with((_, values) => values.map((x, flat) => (flat % 2 === 0 ? x : Number.NaN)));
    const report = await verify(half);
    expect([report.verdict, report.checked, report.missing]).toEqual(["agrees", 25, 25]);
    const nothing = await verify(stored.with((_, values) => values.fill(Number.NaN)));
    expect([nothing.verdict, nothing.checked, nothing.missing]).toEqual(["unchecked", 0, 50]);
    expect(verifyText(nothing)).toContain("Nothing was checked");
  });
});

describe("one altered number", () => {
  const flat = () => flatIndex(stored.shape, [3, 2, 1]);
  const faults: Readonly<Record<string, (value: number) => number>> = {
    "a thousandth more": (x) => x * 1.001 + Math.sign(x) * 1e-3,
    "another sign": (x) => -x,
    "no number": () => Number.NaN,
    "−Infinity": () => Number.NEGATIVE_INFINITY,
  };

  it.each(names)("of %s is found, with its place and a link to its network", async (metric) => {
    for (const [fault, change] of Object.entries(faults)) {
      const report = await verify(stored.withOne(metric, flat(), change));
      expect(report.verdict, fault).toBe("disagrees");
      expect(report.disagreeing).toBe(1);
      const [found] = report.disagreements;
      expect([found.metric, found.indices]).toEqual([metric, [3, 2, 1]]);
      const worst = report.metrics.find((one) => one.metric === metric)?.worst;
      expect(worst?.indices).toEqual([3, 2, 1]);
      const address = parseAddress(worst?.link ?? "");
      if (!address.ok) throw new Error(JSON.stringify(address.mistakes));
      const alone = await inspect(address.value.spec, address.value.view.point?.[0]);
      expect(Math.fround(alone.metrics[metric])).toBe(found.expected);
      expect(verifyText(report)).toContain(pointText(found));
      expect(verifyText(report)).toContain("DISAGREE");
    }
  });

  it.each(names)(
    "of %s by a thousandth of itself is found where the engine is known to be the reference",
    async (metric) => {
      const report = await verify(
        stored.withOne(metric, flat(), (x) => x * 1.001),
        { engine: "reference" },
      );
      expect([report.verdict, report.disagreeing]).toEqual(["disagrees", 1]);
    },
  );

  it("is not found where it is not among those sampled, and every disagreement of many is counted", async () => {
    const one = stored.withOne("loss", flat(), (x) => 2 * x);
    const verdicts = await Promise.all(
      Array.from({ length: 30 }, async (_, seed) => (await verify(one, { points: 5, seed })).verdict),
    );
    expect(verdicts).toContain("agrees");
    expect(verdicts).toContain("disagrees");
    const all = await verify(stored.with((_, values) => values.map((x) => x + 1)));
    // At T = 1 nothing comes back to the recurrent weights, and −Infinity and one is −Infinity.
    expect(all.disagreeing).toBe(all.inside * names.length - 10);
  });
});

describe("a whole store that is wrong disagrees:", () => {
  const moved = (to: (indices: number[]) => number[]) =>
    stored.with((_, values) =>
      values.map((_, flat) => {
        const indices = [Math.floor(flat / 10), Math.floor(flat / 2) % 5, flat % 2];
        return values[flatIndex(stored.shape, to(indices))];
      }),
    );

  it.each([
    ["shifted by one along the first axis", ([i, j, k]: number[]) => [(i + 1) % 5, j, k]],
    ["shifted by one along the second axis", ([i, j, k]: number[]) => [i, (j + 1) % 5, k]],
    ["with its replicates exchanged", ([i, j, k]: number[]) => [i, j, 1 - k]],
    ["transposed", ([i, j, k]: number[]) => [j, i, k]],
  ] as const)("one %s", async (_, to) => {
    expect((await verify(moved(to), { points: 20 })).verdict).toBe("disagrees");
  });

  it("one of another seed, and one whose bias was left out", async () => {
    const other = await passedOff(sweep, { ...sweep, seed: 1 });
    expect((await verify(other, { points: 20 })).verdict).toBe("disagrees");
    const unbiased = await passedOff(sweep, { ...sweep, init: {} });
    expect((await verify(unbiased, { points: 20 })).verdict).toBe("disagrees");
  });
});

describe("what is no number", () => {
  const dead = {
    model: { hidden: 1, activation: "relu" },
    init: { recurrent: { kind: "constant", value: 1 }, input: { kind: "constant", value: 1 } },
    axes: [{ param: "init.recurrent.value", values: [0, 0.5, 2] }],
    task: { unroll: 200 },
    metrics: ["logGradientRatio", "loss", "logLoss"],
  };

  it("agrees with the same of its kind alone: a logarithm of zero is no very small number", async () => {
    const results = await honest(dead);
    expect(results.of("logGradientRatio")[0]).toBe(Number.NEGATIVE_INFINITY);
    // A loss past the range of float32 is Infinity, and agrees.
    expect(results.of("loss")[2]).toBe(Number.POSITIVE_INFINITY);
    expect((await verify(results)).verdict).toBe("agrees");
    const wrong: [MetricName, number, number][] = [
      ["logGradientRatio", 0, -30000],
      ["logGradientRatio", 0, Number.POSITIVE_INFINITY],
      ["logGradientRatio", 1, Number.NEGATIVE_INFINITY],
      ["loss", 2, 3e38],
      ["logLoss", 2, Number.POSITIVE_INFINITY],
    ];
    for (const [metric, flat, value] of wrong) {
      const report = await verify(results.withOne(metric, flat, () => value));
      expect([metric, value, report.disagreeing]).toEqual([metric, value, 1]);
    }
  });
});

describe("a verification under way", () => {
  it("tells how far it is, has as many networks under way as it is told, and ends where it is told to", async () => {
    const told: number[] = [];
    let [active, most] = [0, 0];
    const control = new AbortController();
    const counting = async (...network: Parameters<typeof remembered>) => {
      most = Math.max(most, ++active);
      const answer = await remembered(...network);
      active--;
      return answer;
    };
    await verify(stored, {
      points: 10,
      inFlight: 3,
      referenceRun: counting,
      onProgress: (n) => told.push(n),
    });
    expect([most, told]).toEqual([3, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
    const cancelled = verify(stored, {
      points: 10,
      signal: control.signal,
      onProgress: (done) => {
        if (done === 4) control.abort();
      },
    });
    await expect(cancelled).rejects.toThrow(RunCancelled);
  });

  it("fails with what reading the results throws", async () => {
    const damaged = Object.assign(Object.create(stored), {
      read: () => Promise.reject(new Error("a chunk is damaged")),
    }) as StoredArrays;
    await expect(verify(damaged)).rejects.toThrow("a chunk is damaged");
  });
});
