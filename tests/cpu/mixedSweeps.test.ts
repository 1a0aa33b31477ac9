// Sweeps whose neighbours have little in common, on one engine that must keep nothing of the one for the other: structures
// in turns, more replicates than base draws are kept, inspections in between, and a network that does not fit.

import { afterEach, expect, test, vi } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { differences, failures, report } from "../pairs/compare.ts";
import { limited, openedFor, planFor, resultsOf, reversed, specOf } from "../pairs/engines.ts";
import { metricFailures } from "../pairs/gradientFaults.ts";
import { trainingSpec } from "../pairs/trainingRuns.ts";
import { engineOn, openEngine, sources } from "./engine.ts";
import { openPool } from "./pool.ts";

const engine = openedFor(openEngine);
const reference = new ReferenceEngine();
afterEach(() => vi.restoreAllMocks());

/** Cells, sizes and unroll lengths that take turns from one tile to the next. */
const gradientMix = specOf({
  task: { kind: "adding", batch: 3 },
  init: { bias: 0.1 },
  axes: [
    { param: "model.cell", values: ["rnn", "lstm", "gru"] },
    { param: "model.hidden", values: [4, 1, 9] },
    { param: "task.unroll", values: [7, 1, 30, 2] },
    { param: "init.recurrent.gain", values: [0.3, 1.2] },
  ],
  replicates: 3,
  metrics: ["logLoss", "logGradientRatio", "logGradientNorm", "lyapunov", "saturation"],
});
const trainingMix = trainingSpec({
  task: { kind: "latch", batch: 6, testBatch: 5 },
  init: { bias: 0.1 },
  training: { steps: 7, momentum: 0.5, learningRate: 0.02 },
  axes: [
    { param: "model.cell", values: ["rnn", "gru", "lstm"] },
    { param: "training.optimizer", values: ["adam", "sgd", "momentum"] },
    { param: "model.hidden", values: [3, 1] },
    { param: "task.unroll", values: [5, 1, 12] },
    { param: "training.steps", values: [1, 6, 2] },
  ],
});

for (const [mode, spec] of [
  ["gradient", gradientMix],
  ["training", trainingMix],
] as const) {
  test(`${mode}: structures that take turns on one engine, or on three, agree with the reference and with themselves`, async () => {
    const plan = planFor(engine(), spec);
    const expected = await resultsOf(engine(), plan);
    const truth = await resultsOf(reference, plan);
    const wrong = metricFailures(expected, truth);
    expect(wrong.length, wrong.slice(0, 10).join("\n")).toBe(0);
    // Every tile once more, each followed by one from the other end of the sweep, which mostly has another structure.
    const { tiles } = limited(spec, 4);
    const turns = tiles.map((_, n) => tiles[n % 2 === 0 ? n / 2 : tiles.length - (n + 1) / 2]);
    const alternating = { ...limited(spec, 4), tiles: turns.map((tile, index) => ({ ...tile, index })) };
    expect(await resultsOf(engine(), alternating)).toEqual(expected);
    expect(await resultsOf(engine(), reversed(alternating))).toEqual(expected);
    const pool = await openPool();
    expect(await resultsOf(pool, alternating)).toEqual(expected);
    pool.close();
  });

  test(`${mode}: an inspection between two tiles of a sweep disturbs neither`, async () => {
    const plan = limited(spec, 7);
    const expected = await resultsOf(engine(), plan);
    const other = { ...spec, axes: [] };
    const alone = await engine().inspect(other, 1);
    const disturbed = await openEngine();
    for (const tile of plan.tiles.slice(0, 60)) {
      const quiet = await engine().run(plan, tile, alwaysRunning);
      expect(await disturbed.run(plan, tile, alwaysRunning)).toEqual(quiet);
      expect(await disturbed.inspect(other, 1)).toEqual(alone);
    }
    disturbed.close();
    expect(await resultsOf(engine(), plan)).toEqual(expected);
  });
}

test("tiles of two sweeps that come to one engine at once are computed one after the other", async () => {
  const [one, other] = [manyReplicates(3, 400), manyReplicates(5, 300)].map((spec) => limited(spec, 800));
  const alone = [await resultsOf(engine(), one), await resultsOf(engine(), other)];
  // Turns that are over at once: each tile waits for the host between its calls, and the other one would go on meanwhile.
  let clock = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (clock += 100));
  const shared = await openEngine();
  const together = await Promise.all([resultsOf(shared, one), resultsOf(shared, other)]);
  vi.restoreAllMocks();
  shared.close();
  expect(together).toEqual(alone);
});

/** A replicate's numbers must be its own: over more replicates than base draws are kept, however many go in one call. */
const manyReplicates = (hidden: number, replicates: number): SweepSpec =>
  specOf({
    model: { hidden },
    task: { unroll: 1 },
    init: { recurrent: { kind: "constant", value: 0.01 } },
    axes: [{ param: "init.bias", values: [0, 0.5] }],
    replicates,
    metrics: ["logLoss", "logGradientNorm"],
  });

test.each(["as the clock says", "by the thousand"])(
  "more replicates than base draws are kept are each measured with their own, in calls %s",
  async (calls) => {
    // Of 128 units some 120 base draws are kept. On a clock that stands still every call looks quick, as on a quick machine.
    if (calls === "by the thousand") vi.spyOn(performance, "now").mockReturnValue(1);
    const spec = manyReplicates(128, 400);
    const many = await resultsOf(engine(), limited(spec, 800));
    vi.restoreAllMocks();
    const alone = (await resultsOf(engine(), limited(spec, 1))).get("logLoss");
    const wrong = many.get("logLoss")?.filter((value, n) => value !== alone?.[n]) ?? [];
    expect(wrong.length, "networks with another replicate's weights").toBe(0);
    expect(new Set(many.get("logLoss")).size).toBeGreaterThan(700);
  },
);

test("every parameter given number by number is taken as it is, b_hn and c_0 too", async () => {
  const list = (count: number, from: number) => Array.from({ length: count }, (_, i) => Math.sin(from + i));
  const matrix = (rows: number, columns: number, from: number) =>
    Array.from({ length: rows }, (_, r) => list(columns, from + 7 * r));
  for (const [cell, gates] of [
    ["rnn", 1],
    ["gru", 3],
    ["lstm", 4],
  ] as const) {
    for (const hidden of [1, 2, 5]) {
      const parameters = {
        weight_ih: matrix(gates * hidden, 2, 1),
        weight_hh: matrix(gates * hidden, hidden, 2),
        bias: list(gates * hidden, 3),
        ...(cell === "gru" ? { bias_hn: list(hidden, 4) } : {}),
        weight_out: matrix(1, hidden, 5),
        bias_out: list(1, 6),
      };
      const spec = specOf({
        model: { cell, hidden },
        task: { kind: "adding", unroll: 6, batch: 5 },
        init: { kind: "explicit", parameters },
      });
      const failed = failures(differences(await engine().inspect(spec, 0), await reference.inspect(spec, 0)));
      expect(failed.length, `${cell}, H = ${hidden}\n${report(failed)}`).toBe(0);
    }
  }
});

test("a network that does not fit is refused in words, and leaves the tiles before and after it as they are", async () => {
  // Two and a half mebibytes of memory stand for the four gibibytes that a long unroll of a wide network does not fit into.
  const small = await engineOn(sources, ["--maximumMemory", "40"]);
  const spec = specOf({
    task: { unroll: 5 },
    model: { hidden: 2 },
    axes: [
      { param: "model.cell", values: ["rnn", "lstm"] },
      { param: "model.hidden", values: [2, 128] },
      { param: "task.unroll", values: [3, 30] },
    ],
    metrics: ["logLoss", "logGradientNorm"],
  });
  const plan = limited(spec, 100);
  const fits = plan.tiles.filter(({ start }) => start[1] === 0);
  const wide = plan.tiles.filter(({ start }) => start[0] === 1 && start[1] === 1);
  expect([fits.length, wide.length]).toEqual([2, 1]);
  const before = await small.run(plan, fits[0], alwaysRunning);
  expect(await engine().run(plan, fits[0], alwaysRunning)).toEqual(before);
  const refusal = /engine cpu: a network of 128 units over 30 steps needs more memory .* take fewer/;
  for (const tile of wide) await expect(small.run(plan, tile, alwaysRunning)).rejects.toThrow(refusal);
  expect(await small.run(plan, fits[0], alwaysRunning), "the structure before").toEqual(before);
  const inspected = { ...spec, axes: [], model: { ...spec.model, cell: "lstm", hidden: 128 } };
  await expect(
    small.inspect({ ...inspected, task: { ...spec.task, unroll: 300 } } as SweepSpec, 0),
  ).rejects.toThrow(/needs more memory/);
  expect(await small.run(plan, fits[1], alwaysRunning)).toEqual(
    await engine().run(plan, fits[1], alwaysRunning),
  );
  small.close();
});

test("limits of time are soft: a network that costs more than a tile should is a tile of its own", () => {
  const slow = trainingSpec({
    model: { cell: "lstm", hidden: 128 },
    task: { unroll: 500 },
    training: { steps: 100_000 },
    replicates: 3,
  });
  const limits = engine().limitsOf(slow);
  expect(limits.isSoft).toBe(true);
  expect(limits.costPerNetwork + limits.costPerStep * 500).toBeGreaterThan(limits.maxCost);
  expect(planFor(engine(), slow).tiles).toHaveLength(3);
  // A sweep too large to be listed network by network is cut into larger tiles, not refused.
  const axes = [{ param: "init.recurrent.gain", from: 0, to: 2, count: 1000 }];
  const plan = planFor(engine(), { ...slow, axes, replicates: 300 } as SweepSpec);
  expect(plan.networks / plan.tiles.length).toBeGreaterThan(1);
});
