// Training in the reference engine: every axis means what its field means, tiles change nothing, a run shows its state and can be paused.

import { describe, expect, it } from "vitest";
import { alwaysRunning, type Preview, RunCancelled } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { RunSwitch } from "../../src/lab/control.ts";
import type { TrainingMetricName } from "../../src/model/metrics/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { specAt } from "../../src/sweep/axis.ts";
import { metricsOf } from "../../src/sweep/metricsOf.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { flatIndex } from "../../src/sweep/tile.ts";
import { CANCEL_MS } from "./bounds.ts";
import { sound } from "./draw.ts";
import { settle } from "./fakeEngine.ts";
import { scalarRun } from "./story.ts";

const names = metricsOf(sound({ mode: "training" })) as TrainingMetricName[];

/** A small network whose outcome depends on everything that can be an axis. */
const base = {
  mode: "training",
  model: { hidden: 2, activation: "tanh" },
  task: { unroll: 4 },
  training: {
    optimizer: "momentum",
    learningRate: 0.2,
    momentum: 0.5,
    clipNorm: 0.3,
    steps: 30,
    targetLoss: 0.1,
  },
};

const planOf = (spec: SweepSpec, maxNetworks = 4096): SweepPlan => {
  const engine = new ReferenceEngine();
  return planSweep(spec, (at) => ({ ...engine.limitsOf(at), maxNetworks }));
};

async function results(spec: SweepSpec, maxNetworks = 4096): Promise<MemoryStore> {
  const engine = new ReferenceEngine();
  const plan = planOf(spec, maxNetworks);
  const store = new MemoryStore(plan);
  for (const tile of plan.tiles) store.put(await engine.run(plan, tile, alwaysRunning));
  expect(store.doneCount).toBe(plan.networks);
  return store;
}

const columnOf = (store: MemoryStore, name: TrainingMetricName) => [...(store.metrics.get(name) ?? [])];

describe("an axis of a training sweep", { timeout: 30_000 }, () => {
  const axes: object[] = [
    { param: "training.learningRate", from: 0.01, to: 1, count: 5, scale: "log" },
    { param: "training.momentum", from: 0, to: 0.95, count: 4 },
    { param: "training.clipNorm", values: [0, 0.005, 0.012, 1e6] },
    { param: "training.steps", values: [1, 2, 17, 60] },
    { param: "training.targetLoss", values: [0, 0.003, 0.0042, 0.5] },
    { param: "training.optimizer", values: ["sgd", "momentum", "adam"] },
    { param: "init.recurrent.gain", from: 0, to: 3, count: 4 },
    { param: "init.bias", from: -1, to: 1, count: 3 },
    { param: "task.unroll", from: 1, to: 12, count: 4 },
    { param: "model.hidden", values: [1, 3] },
    { param: "seed", values: [3, 4] },
  ];

  it.each(axes.map((axis) => [(axis as { param: string }).param, axis] as const))(
    "over %s gives at every position what a spec with that value gives",
    async (_param, axis) => {
      const store = await results(sound({ ...base, axes: [axis], replicates: 2 }));
      const [count] = store.plan.shape;
      const seen = new Set<string>();
      for (let i = 0; i < count; i++) {
        const { metrics } = await new ReferenceEngine().inspect(specAt(store.plan.spec, [i]), 1);
        for (const name of names) {
          expect(
            Object.is(columnOf(store, name)[flatIndex(store.plan.shape, [i, 1])], metrics[name]),
            name,
          ).toBe(true);
        }
        seen.add(JSON.stringify(names.map((name) => String(metrics[name]))));
      }
      // Control: the axis changes something at every position, so the right one was compared.
      expect(seen.size).toBe(count);
    },
  );
});

describe("a training sweep", { timeout: 30_000 }, () => {
  const spec = sound({
    ...base,
    axes: [
      { param: "training.learningRate", from: 0.05, to: 2, count: 6, scale: "log" },
      { param: "task.unroll", from: 1, to: 9, count: 4 },
      { param: "training.optimizer", values: ["sgd", "adam"] },
    ],
    replicates: 2,
    metrics: ["finalLoss"],
  });

  it("computes all training metrics whichever it asks for, bit-equal in tiles of any size", async () => {
    const whole = await results(spec);
    expect([...whole.metrics.keys()].toSorted()).toEqual(names.toSorted());
    for (const size of [1, 5]) {
      const cut = await results(spec, size);
      for (const name of names) expect(columnOf(cut, name), name).toEqual(columnOf(whole, name));
    }
    // Control: another seed is told apart.
    expect(columnOf(await results({ ...spec, seed: 9 }), "finalLoss")).not.toEqual(
      columnOf(whole, "finalLoss"),
    );
  });

  it("without clipping trains its networks so: none is the same as infinite, and not as 0", async () => {
    const free = { ...base, training: { ...base.training, clipNorm: null } };
    const axes = [{ param: "training.learningRate", values: [0.1, 0.5] }];
    const store = await results(sound({ ...free, axes }));
    for (const i of [0, 1]) {
      const { metrics } = await new ReferenceEngine().inspect(specAt(store.plan.spec, [i]), 0);
      expect(columnOf(store, "finalLoss")[i]).toBe(metrics.finalLoss);
    }
    const clipped = await results(sound({ ...base, axes }));
    expect(columnOf(clipped, "finalLoss")).not.toEqual(columnOf(store, "finalLoss"));
  });

  it("is cut into finer tiles the more updates its longest runs make", () => {
    const engine = new ReferenceEngine();
    const costOf = (training: object, axes: object[] = []) =>
      engine.limitsOf(sound({ mode: "training", training, axes })).costPerStep;
    expect(costOf({ steps: 1000 })).toBe(2 * costOf({ steps: 500 }));
    expect(costOf({ steps: 1 }, [{ param: "training.steps", values: [10, 1000, 3] }])).toBe(
      costOf({ steps: 1000 }),
    );
  });
});

describe("a long training run", { timeout: 30_000 }, () => {
  const endless = sound(
    scalarRun(0.5, { learningRate: 0.01, steps: 1_000_000, targetLoss: 0 }, { unroll: 3 }),
  );
  const start = (preview?: (preview: Preview) => void) => {
    const control = new RunSwitch();
    control.preview = preview;
    const plan = planOf(endless);
    expect(plan.tiles).toHaveLength(1);
    return { control, run: new ReferenceEngine().run(plan, plan.tiles[0], control) };
  };

  it.each(["running", "paused"])("is cancelled in the midst of its one network, while %s", async (state) => {
    const { control, run } = start();
    const ended = run.then(
      () => "done",
      (error: unknown) => error,
    );
    await settle(30);
    if (state === "paused") {
      control.pause();
      await settle(30);
    }
    const before = performance.now();
    control.cancel();
    expect(await ended).toBeInstanceOf(RunCancelled);
    expect(performance.now() - before).toBeLessThan(CANCEL_MS);
  });

  it("stands still while paused, and goes on from where it was", async () => {
    const shares: number[] = [];
    const { control, run } = start(({ share }) => void shares.push(share));
    const ended = expect(run).rejects.toBeInstanceOf(RunCancelled);
    const until = async (count: number) => {
      while (shares.length < count) await settle(5);
    };
    await until(2);
    control.pause();
    await settle(60);
    const paused = shares.length;
    await settle(300);
    expect(shares).toHaveLength(paused);
    control.resume();
    await until(paused + 2);
    control.cancel();
    await ended;
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(new Set(shares).size).toBe(shares.length);
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
  });

  it("is cancelled as soon where one network is looked at in full", async () => {
    const control = new RunSwitch();
    const inspected = new ReferenceEngine().inspect(endless, 0, control).catch((error: unknown) => error);
    await settle(50);
    const before = performance.now();
    control.cancel();
    expect(await inspected).toBeInstanceOf(RunCancelled);
    expect(performance.now() - before).toBeLessThan(CANCEL_MS);
  });
});

describe("the previews of a tile in training", { timeout: 60_000 }, () => {
  it("tell the networks done, the one under way so far, and nothing yet of the others", async () => {
    const run = { learningRate: 0.01, steps: 10_000, targetLoss: 0 };
    const axes = [{ param: "init.recurrent.value", from: 0.1, to: 0.9, count: 5 }];
    const spec = sound({ ...scalarRun(0.5, run, { unroll: 3, activation: "tanh" }), axes });
    const plan = planSweep(spec, () => ({
      maxNetworks: 5,
      maxCost: 1e18,
      costPerNetwork: 1,
      costPerStep: 1,
    }));
    const previews: Preview[] = [];
    const preview = (next: Preview) => {
      previews.push(structuredClone(next));
      // They are given away: the receiver may move their arrays to another thread.
      structuredClone(next.chunk, {
        transfer: Object.values(next.chunk.metrics).map((values) => values.buffer),
      });
    };
    const final = await new ReferenceEngine().run(plan, plan.tiles[0], { ...alwaysRunning, preview });
    expect(final).toEqual(await new ReferenceEngine().run(plan, plan.tiles[0], alwaysRunning));
    expect(previews.length).toBeGreaterThan(1);
    let share = 0;
    for (const { chunk, share: now } of previews) {
      expect(now).toBeGreaterThan(share);
      expect(now).toBeLessThan(1);
      share = now;
      expect([chunk.planId, chunk.tile.index]).toEqual([plan.id, 0]);
      expect(Object.keys(chunk.metrics).toSorted()).toEqual(names.toSorted());
      const outcome = [...(chunk.metrics.outcome ?? [])];
      const under = outcome.indexOf(-1);
      expect(under).toBe(Math.floor(now * 5));
      outcome.forEach((value, n) => {
        if (n < under) expect(value).toBe(final.metrics.outcome?.[n]);
        if (n > under) expect(value).toBeNaN();
        if (n > under) expect(chunk.metrics.finalLoss?.[n]).toBeNaN();
      });
      expect(chunk.metrics.bestLoss?.[under]).toBeGreaterThan(0);
      expect(chunk.metrics.bestLoss?.[under]).toBeGreaterThanOrEqual(
        final.metrics.bestLoss?.[under] ?? Number.NaN,
      );
    }
  });

  it("are not asked for where nobody looks, nor come of what is done in a moment", async () => {
    const previews: Preview[] = [];
    const plan = planOf(sound({ ...base, axes: [{ param: "init.bias", values: [0, 1] }] }));
    const control = { ...alwaysRunning, preview: (next: Preview) => void previews.push(next) };
    await new ReferenceEngine().run(plan, plan.tiles[0], control);
    expect(previews).toEqual([]);
  });
});
