// Pools: the tiles of an engine go to threads, which two engines may share; what a thread threw keeps its meaning.

import { describe, expect, it } from "vitest";
import {
  alwaysRunning,
  EngineLost,
  type EngineName,
  RunCancelled,
  type RunControl,
} from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { RunSwitch } from "../../src/lab/control.ts";
import { EnginePool, type TileWorker } from "../../src/lab/pool.ts";
import { runPlan } from "../../src/lab/run.ts";
import { TileKeeper } from "../../src/lab/tileKeeper.ts";
import type { SweepPlan } from "../../src/sweep/plan.ts";
import type { Tile } from "../../src/sweep/tile.ts";
import { FakeEngine, planOf, settle } from "./fakeEngine.ts";

/** A thread that is not one: it refuses tiles of a plan it was not given, and two tiles of an engine at a time. */
class FakeWorker implements TileWorker {
  readonly plans = new Map<EngineName, SweepPlan>();
  readonly ran: number[] = [];
  private readonly busy = new Set<EngineName>();

  constructor(private readonly failsAt = -1) {}

  async prepare(engine: EngineName, plan: SweepPlan): Promise<void> {
    this.plans.set(engine, plan);
  }

  async runTile(engine: EngineName, planId: string, tile: Tile) {
    if (this.plans.get(engine)?.id !== planId) throw new Error("not prepared for this plan");
    if (this.busy.has(engine)) throw new Error("a thread was given two tiles at once");
    this.busy.add(engine);
    await settle(1);
    this.busy.delete(engine);
    this.ran.push(tile.index);
    if (tile.index === this.failsAt) throw new Error("thread died");
    return { planId, tile, metrics: {} };
  }
}

describe("a pool of threads", () => {
  it("gives every tile to one free thread, uses all of them, and takes up another plan", async () => {
    const workers = [new FakeWorker(), new FakeWorker(), new FakeWorker()];
    const pool = new EnginePool(new ReferenceEngine(), workers);
    expect(pool.description).toContain("3 threads");
    expect(new EnginePool(new ReferenceEngine(), [new FakeWorker()]).description).toContain("one thread");
    for (const seed of [0, 1]) {
      for (const worker of workers) worker.ran.length = 0;
      const got: number[] = [];
      await runPlan(planOf(30, seed), pool, alwaysRunning, (chunk) => void got.push(chunk.tile.index));
      expect(got.toSorted((a, b) => a - b)).toEqual([...Array(30).keys()]);
      for (const worker of workers) expect(worker.ran.length).toBeGreaterThan(3);
    }
  });

  it("takes a thread back after a failure and after a cancelled tile", async () => {
    const pool = new EnginePool(new ReferenceEngine(), [new FakeWorker(2)]);
    await expect(runPlan(planOf(9), pool, alwaysRunning, () => {})).rejects.toThrow("thread died");
    const control = new RunSwitch();
    control.cancel();
    const plan = planOf(1, 3);
    await expect(pool.run(plan, plan.tiles[0], control)).rejects.toBeInstanceOf(RunCancelled);
    await runPlan(planOf(2, 5), pool, alwaysRunning, () => {});
  });
});

describe("two pools over the same threads", () => {
  /** Threads with both engines each; an engine's chunks tell its name by their value. */
  const values = { reference: 1, cpu: 2 } as const;
  const namedEngine = (name: keyof typeof values) => {
    const engine = new FakeEngine(2, true, name);
    const run = engine.run.bind(engine);
    engine.run = async (plan, tile, control) => {
      const chunk = await run(plan, tile, control);
      return { ...chunk, metrics: { loss: Float64Array.of(values[name]) } };
    };
    return engine;
  };
  const pools = () => {
    const threads = [0, 1].map(() => new TileKeeper(namedEngine("reference"), namedEngine("cpu")));
    return [
      new EnginePool(new FakeEngine(1, true), threads),
      new EnginePool(new FakeEngine(1, true, "cpu"), threads),
    ];
  };
  const told = async (pool: EnginePool, seed: number, control: RunControl = alwaysRunning) => {
    const got: number[] = [];
    await runPlan(planOf(12, seed), pool, control, ({ metrics }) => void got.push(metrics.loss?.[0] ?? 0));
    return got;
  };

  it("have every tile computed by their own engine, one after the other and at once", async () => {
    const [reference, cpu] = pools();
    const ones = Array(12).fill(values.reference);
    const twos = Array(12).fill(values.cpu);
    for (const seed of [0, 1]) {
      expect(await told(reference, seed)).toEqual(ones);
      expect(await told(cpu, seed)).toEqual(twos);
    }
    // At once, on two plans and on the same one: as where one engine takes over from the other in the midst of a run.
    expect(await Promise.all([told(reference, 2), told(cpu, 3)])).toEqual([ones, twos]);
    expect(await Promise.all([told(reference, 4), told(cpu, 4)])).toEqual([ones, twos]);
  });

  it("are told apart where a thread takes one engine for the other (control)", async () => {
    const confused = new TileKeeper(namedEngine("reference"));
    confused.add(Object.assign(namedEngine("reference"), { name: "cpu" }));
    const cpu = new EnginePool(new FakeEngine(1, true, "cpu"), [confused]);
    expect(await told(cpu, 0)).toEqual(Array(12).fill(values.reference));
  });

  it("are refused by a thread without that engine", async () => {
    const cpu = new EnginePool(new FakeEngine(1, true, "cpu"), [new TileKeeper(namedEngine("reference"))]);
    await expect(told(cpu, 0)).rejects.toThrow("no engine cpu");
  });
});

describe("what a thread threw", () => {
  /** On its way between threads an error keeps its name and message, and loses its class. */
  const throwing = (thrown: Error): TileWorker => ({
    prepare: async () => {},
    runTile: () => Promise.reject(Object.assign(new Error(thrown.message), { name: thrown.name })),
  });
  const first = (thrown: Error) => {
    const plan = planOf(1);
    return new EnginePool(new ReferenceEngine(), [throwing(thrown)]).run(plan, plan.tiles[0], alwaysRunning);
  };

  it("is the loss of an engine again where it was one, and nothing else is", async () => {
    await expect(first(new EngineLost("out of memory"))).rejects.toBeInstanceOf(EngineLost);
    await expect(first(new EngineLost("out of memory"))).rejects.toThrow("out of memory");
    // Control: any other error stays what it is.
    await expect(first(new RangeError("out of range"))).rejects.not.toBeInstanceOf(EngineLost);
  });
});
