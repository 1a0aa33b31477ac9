// Price series: windows against loops written by hand, days that do not depend on T, and a test that stays unseen.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tasks } from "../../src/model/tasks/index.ts";
import { sampleSeries } from "../../src/model/tasks/sampleSeries.ts";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { type Mistake, mistakeText } from "../../src/sweep/mistakes.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { sound } from "./draw.ts";
import { inputsOf } from "./taskInputs.ts";

const usual = { unroll: 5, batch: 32, testBatch: 16, testShare: 0.25, series: null as number[][] | null };
const data = (change: Partial<typeof usual> = {}) => tasks.series.data({ ...usual, ...change }, 0);

/** Prices that all differ, so that a window shows where it is from: company c's day d is 1000 c + d. */
const company = (c: number, days: number) => Array.from({ length: days }, (_, day) => 1000 * c + day);

/** The days that sequences predict, found by their targets, which all differ. */
function daysOf(targets: ArrayLike<number>, prices: readonly number[], training: number): number[] {
  const low = Math.min(...prices.slice(0, training));
  const range = Math.max(...prices.slice(0, training)) - low;
  return Array.from(targets, (target) => prices.findIndex((price) => (price - low) / range === target));
}

function mistakesOf(task: object): readonly Mistake[] {
  const parsed = parseSpec({ task: { kind: "series", ...task } });
  return parsed.ok ? [] : parsed.mistakes;
}

const lists = fc.array(
  fc
    .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 60 })
    .map((prices) => prices.map((price) => price / 8)),
  { minLength: 1, maxLength: 4 },
);

describe("windows of price series", () => {
  it("show the days before the target, as many as there are and are asked for", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 80 }), (series, unroll) => {
        fc.pre(mistakesOf({ series }).length === 0);
        const training = series.map((prices) => Math.max(2, prices.length - Math.round(prices.length / 4)));
        const whole = data({ series, unroll });
        for (const [set, isTest] of [
          [whole, false],
          [whole.test, true],
        ] as const) {
          if (set === null) continue;
          // The table as it should be, and where each company begins in it.
          const table = series.map((prices, s) => {
            const seen = prices.slice(0, training[s]);
            return prices.map((p) => (p - Math.min(...seen)) / (Math.max(...seen) - Math.min(...seen)));
          });
          expect([...(set.table ?? [])]).toEqual(table.flat());
          for (let b = 0; b < set.batch; b++) {
            let [s, day] = [0, set.sequences[2 * b]];
            while (day >= series[s].length) {
              day -= series[s].length;
              s++;
            }
            expect(isTest ? day >= training[s] : day >= 1 && day < training[s]).toBe(true);
            expect(set.targets[b]).toBe(table[s][day]);
            expect(set.lengths?.[b]).toBe(day);
            const window = table[s].slice(Math.max(0, day - unroll), day);
            const seen = inputsOf(set, unroll)[b].map(([x]) => x);
            expect(seen).toEqual([...window, ...new Array(unroll - window.length).fill(0)]);
            // Control: a window that ends a day too late, with the target in it, is another one.
            expect(seen).not.toEqual(table[s].slice(Math.max(0, day - unroll) + 1, day + 1));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("predict the same days for every T, spread evenly to the last day of the part", () => {
    const days = (unroll: number) =>
      daysOf(data({ unroll, series: [company(1, 100)] }).targets, company(1, 100), 75);
    expect(days(1)).toEqual(days(1000));
    const spread = days(1).map((day, i, all) => (i === 0 ? day : day - all[i - 1]));
    expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(1);
    expect(days(1).at(-1)).toBe(74);
    expect(daysOf(data({ series: [company(1, 100)] }).test?.targets ?? [], company(1, 100), 75).at(-1)).toBe(
      99,
    );
  });

  it("share the days out between companies, and a young company's windows are short", () => {
    const whole = data({ series: [company(1, 400), company(2, 8)], unroll: 50, batch: 20 });
    const young = [...(whole.lengths ?? [])].slice(-5);
    expect(whole.batch).toBe(20);
    expect(young).toEqual([1, 2, 3, 4, 5]);
    expect([...(whole.lengths ?? [])].slice(0, 15).every((days) => days > 5)).toBe(true);
  });

  it("are fewer than asked for where there are not as many days", () => {
    expect(data({ series: [[1, 2]] }).batch).toBe(1);
    expect(data({ series: [[1, 2]] }).test).toBeNull();
    expect(data({ series: [[1, 2, 3, 4]] }).test?.batch).toBe(1);
    expect(data({ testBatch: 0 }).test).toBeNull();
    expect(data({ testShare: 0 }).test).toBeNull();
  });

  it("are scaled by the training days alone, so that a test may leave 0 … 1 and training cannot", () => {
    const rising = data({ series: [company(0, 100)] });
    expect(Math.max(...rising.targets)).toBe(1);
    expect(Math.max(...(rising.test?.targets ?? []))).toBe(99 / 74);
    // Control: another last day changes nothing but the test.
    const crash = data({ series: [[...company(0, 99), -500]] });
    expect(crash.targets).toEqual(rising.targets);
    expect(crash.test?.targets).not.toEqual(rising.test?.targets);
  });

  it("stay finite where an axis over the test's share leaves equal prices to learn from", () => {
    const series = [[...new Array(20).fill(7), 8, 9, 10]];
    expect([...(data({ series, testShare: 0.5 }).table ?? [])].every(Number.isFinite)).toBe(true);
  });

  it("keep in their rows only what a float32 holds", () => {
    const { sequences } = data({ series: [company(1, 100_000)], batch: 64 });
    expect([...sequences]).toEqual([...Float32Array.from(sequences)]);
  });
});

describe("the prices of a series", () => {
  it("are the sample's where none are given, and the permalink of that is short", () => {
    const spec = sound({ task: { kind: "series" } });
    expect(formatAddress({ spec, view: {} })).toBe("task.kind=series");
    expect(parseAddress("task.kind=series")).toEqual({ ok: true, value: { spec, view: {} } });
    const own = sound({ task: { kind: "series", series: [[1, 2.5, 3]], unroll: 7 } });
    expect(formatAddress({ spec: own, view: {} })).toBe(
      "task.kind=series&task.unroll=7&task.series=[[1,2.5,3]]",
    );
    expect(parseAddress(formatAddress({ spec: own, view: {} }))).toEqual({
      ok: true,
      value: { spec: own, view: {} },
    });
  });

  it("of the sample are these, on every machine", () => {
    expect(sampleSeries).toHaveLength(500);
    expect(sampleSeries.slice(0, 5)).toEqual([100.71, 102.25, 103.02, 103.9, 105.59]);
    expect(sampleSeries.every((price) => price > 50 && price < 200)).toBe(true);
  });

  it.each([
    [[], "task.series: given 0 series; allowed: 1 to 16 series, or null for the sample"],
    [[[1]], "task.series.0: given 1 price; allowed: at least 2 prices"],
    [[[1, 2], []], "task.series.1: given no price; allowed: at least 2 prices"],
    [
      [[5, 5, 5, 9]],
      "task.series.0: given the same price 5 on all of the 3 days before the test; allowed: prices that change, to be scaled",
    ],
    [
      [[0, 1e-9, 0, 1e9]],
      "task.series.0: given a range of only 1e-9 on the 3 days before the test; allowed: prices within 1000000000 times the range of the 3 days before the test",
    ],
    [
      new Array(17).fill([1, 2]),
      "task.series: given 17 series; allowed: 1 to 16 series, or null for the sample",
    ],
    [[company(1, 100_001)], "task.series: given 100001 prices; allowed: at most 100000 prices in all"],
    [
      [[1, 1e16]],
      "task.series.0.1: given 10000000000000000; allowed: a number from -1000000000000000 to 1000000000000000",
    ],
    [[[1, "2"]], 'task.series.0.1: given "2"; allowed: a number from -1000000000000000 to 1000000000000000'],
    [[1, 2], "task.series.0: given 1; allowed: a list"],
  ])("that cannot be used are refused with a reason %#", (series, said) => {
    expect(mistakesOf({ series }).map(mistakeText)).toContain(said);
  });

  it("that can be used are (control)", () => {
    for (const series of [[[1, 2]], [[1, 2, 1, 9]], new Array(16).fill([1, 2]), [company(1, 100_000)]]) {
      expect(mistakesOf({ series })).toEqual([]);
    }
  });
});
