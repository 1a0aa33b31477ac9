// Around the line: the pool of threads, the choice of an engine, and a session's events from plan to end.

import { describe, expect, it } from "vitest";
import { alwaysRunning, type Engine, RunCancelled } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { chooseEngine } from "../../src/lab/choose.ts";
import { RunSwitch } from "../../src/lab/control.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import { EnginePool, type TileWorker } from "../../src/lab/pool.ts";
import { runPlan } from "../../src/lab/run.ts";
import { SweepSession } from "../../src/lab/session.ts";
import type { SweepPlan } from "../../src/sweep/plan.ts";
import { sound } from "./draw.ts";
import { FakeEngine, planOf, settle } from "./fakeEngine.ts";

/** A thread that is not one: it refuses tiles of a plan it was not given, and two tiles at a time. */
class FakeWorker implements TileWorker {
  plan: SweepPlan | null = null;
  readonly ran: number[] = [];
  private busy = false;

  constructor(private readonly failsAt = -1) {}

  async prepare(plan: SweepPlan): Promise<void> {
    this.plan = plan;
  }

  async runTile(planId: string, tile: number) {
    if (this.plan?.id !== planId) throw new Error("not prepared for this plan");
    if (this.busy) throw new Error("a thread was given two tiles at once");
    this.busy = true;
    await settle(1);
    this.busy = false;
    this.ran.push(tile);
    if (tile === this.failsAt) throw new Error("thread died");
    return { planId, tile, metrics: {} };
  }
}

describe("a pool of threads", () => {
  it("gives every tile to one free thread, uses all of them, and takes up another plan", async () => {
    const workers = [new FakeWorker(), new FakeWorker(), new FakeWorker()];
    const pool = new EnginePool(new ReferenceEngine(), workers);
    expect(pool.description).toContain("3 threads");
    for (const seed of [0, 1]) {
      for (const worker of workers) worker.ran.length = 0;
      const got: number[] = [];
      await runPlan(planOf(30, seed), pool, alwaysRunning, (chunk) => void got.push(chunk.tile));
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

describe("the choice of an engine", () => {
  const reference = new ReferenceEngine();
  const gpu = { ...reference, name: "webgpu" } as unknown as Engine;
  const real = { reference, webgpu: { engine: gpu, software: false } };
  const software = { reference, webgpu: { engine: gpu, software: true } };
  const none = { reference, webgpu: { missing: "this browser has no WebGPU" } };
  const sweep = sound({});

  it("is webgpu on a real adapter and the reference otherwise, with the reason in a sentence", () => {
    expect(chooseEngine("auto", real, sweep)).toEqual({
      engine: gpu,
      reason: expect.stringContaining("real GPU"),
    });
    expect(chooseEngine("auto", software, sweep)).toEqual({
      engine: reference,
      reason: expect.stringContaining("software"),
    });
    expect(chooseEngine("auto", none, sweep)).toEqual({
      engine: reference,
      reason: expect.stringContaining("this browser has no WebGPU"),
    });
  });

  it("is a software adapter only for what it does faster: scalar networks in training", () => {
    const scalar = sound({ mode: "training", model: { hidden: 1 } });
    expect(chooseEngine("auto", software, scalar).engine).toBe(gpu);
    for (const slower of [
      sound({ model: { hidden: 1 } }),
      sound({ mode: "training", model: { hidden: 2 } }),
      sound({ ...scalar, axes: [{ param: "model.hidden", values: [1, 2] }] }),
    ]) {
      expect(chooseEngine("auto", software, slower).engine).toBe(reference);
    }
  });

  it("is what the user says, and an error with the reason where that is not there", () => {
    for (const at of [real, software, none])
      expect(chooseEngine("reference", at, sweep).engine).toBe(reference);
    for (const at of [real, software]) expect(chooseEngine("webgpu", at, sweep).engine).toBe(gpu);
    expect(() => chooseEngine("webgpu", none, sweep)).toThrow("this browser has no WebGPU");
  });
});

describe("a session", () => {
  const spec = sound({ axes: [{ param: "init.bias", from: 0, to: 1, count: 12 }] });
  const start = (engine: Engine, choice: "auto" | "webgpu" = "auto") => {
    const events: LabEvent[] = [];
    const session = new SweepSession((event) => events.push(event));
    const ended = session.run(spec, choice, { reference: engine, webgpu: { missing: "none here" } });
    const kinds = () => events.map((event) => event.kind);
    return { events, session, ended, kinds };
  };

  it("tells its plan, every chunk, its progress and its end, all of it plain data", async () => {
    const { events, ended, kinds } = start(new FakeEngine(2, true));
    await ended;
    expect(kinds()[0]).toBe("planned");
    expect(kinds().filter((kind) => kind === "chunk")).toHaveLength(12);
    expect(kinds().at(-1)).toBe("done");
    expect(events.findLast((event) => event.kind === "progress")).toMatchObject({ done: 12, networks: 12 });
    expect(structuredClone(events)).toEqual(events);
  });

  it("pauses, resumes and is cancelled, and says so each time", async () => {
    const engine = new FakeEngine(1);
    const { events, session, ended, kinds } = start(engine);
    await settle();
    session.pause();
    expect(events.at(-1)).toMatchObject({ kind: "progress", state: "paused" });
    engine.started[0].finish();
    await settle();
    expect(engine.started).toHaveLength(1);
    session.resume();
    expect(events.at(-1)).toMatchObject({ kind: "progress", state: "running" });
    await settle();
    expect(engine.started).toHaveLength(2);
    session.cancel();
    engine.started[1].finish();
    await ended;
    expect(kinds().at(-1)).toBe("cancelled");
    // What was under way when the user cancelled is of no interest any more.
    expect(kinds().filter((kind) => kind === "chunk")).toHaveLength(1);
  });

  it("is cancelled, not done, where only its last tile was left", async () => {
    const engine = new FakeEngine(12);
    const { session, ended, kinds } = start(engine);
    await settle();
    for (const job of engine.started.slice(0, 11)) job.finish();
    await settle();
    session.cancel();
    engine.started[11].finish();
    await ended;
    expect(kinds()).not.toContain("done");
    expect(kinds().at(-1)).toBe("cancelled");
  });

  it("tells a failure as an event, be it of a tile or of the choice of an engine", async () => {
    const engine = new FakeEngine(1);
    const failing = start(engine);
    await settle();
    engine.started[0].fail(new Error("device lost"));
    await failing.ended;
    expect(failing.events.at(-1)).toEqual({ kind: "failed", message: "device lost" });
    const refused = start(engine, "webgpu");
    await refused.ended;
    expect(refused.events).toEqual([{ kind: "failed", message: expect.stringContaining("none here") }]);
  });
});
