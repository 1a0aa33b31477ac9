// The line: coarse to fine, a bounded number of tiles in flight, pause and cancel at once, and no failure lost.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alwaysRunning, RunCancelled } from "../../src/engine/engine.ts";
import { RunSwitch } from "../../src/lab/control.ts";
import { runPlan } from "../../src/lab/run.ts";
import { FakeEngine, planOf, settle } from "./fakeEngine.ts";

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on("unhandledRejection", note);
});
afterEach(async () => {
  await settle();
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

describe("the line", () => {
  it("runs every tile once, in the plan's order, and hands every chunk over", async () => {
    const engine = new FakeEngine(3, true);
    const got: number[] = [];
    await runPlan(planOf(20), engine, alwaysRunning, (chunk) => void got.push(chunk.tile.index));
    expect(engine.started.map((job) => job.tile)).toEqual([...Array(20).keys()]);
    expect(got.toSorted((a, b) => a - b)).toEqual([...Array(20).keys()]);
  });

  it.each([1, 2, 5])("keeps %i tiles in flight, no more and no fewer", async (bound) => {
    const engine = new FakeEngine(bound);
    const run = runPlan(planOf(12), engine, alwaysRunning, () => {});
    for (let next = 0; next < 12; next++) {
      await settle(3);
      expect(engine.active).toBe(Math.min(bound, 12 - next));
      engine.started[next].finish();
    }
    await run;
    expect(engine.most).toBe(bound);
  });

  it("waits for a slow receiver before it starts more: awaiting is the back-pressure", async () => {
    const engine = new FakeEngine(2, true);
    let release: () => void = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const run = runPlan(planOf(10), engine, alwaysRunning, () => blocked);
    await settle();
    expect(engine.started).toHaveLength(2);
    release();
    await run;
    expect(engine.started).toHaveLength(10);
  });

  it("starts nothing while paused and goes on when resumed", async () => {
    const engine = new FakeEngine(2, true);
    const control = new RunSwitch();
    const run = runPlan(planOf(30), engine, control, (chunk) => {
      if (chunk.tile.index === 4) control.pause();
    });
    await settle();
    const started = engine.started.length;
    expect(started).toBeLessThan(10);
    await settle();
    expect(engine.started).toHaveLength(started);
    expect([control.running, control.paused]).toEqual([false, true]);
    control.resume();
    await run;
    expect(engine.started).toHaveLength(30);
  });

  it.each(["running", "paused"])("ends by RunCancelled at once when cancelled while %s", async (state) => {
    const engine = new FakeEngine(4, true);
    const control = new RunSwitch();
    const run = runPlan(planOf(100), engine, control, (chunk) => {
      if (chunk.tile.index !== 3) return;
      if (state === "paused") control.pause();
      setTimeout(() => control.cancel(), 5);
    });
    await expect(run).rejects.toBeInstanceOf(RunCancelled);
    expect(engine.started.length).toBeLessThan(100);
    // A cancelled switch stays so.
    control.pause();
    control.resume();
    await expect(control.ready()).rejects.toBeInstanceOf(RunCancelled);
  });

  it("leaves no rejection unhandled where tiles fail after it was cancelled", async () => {
    const engine = new FakeEngine(8);
    let asked = 0;
    // Cancelled while fewer tiles are in flight than are allowed: nobody has waited for any of them yet.
    const control = {
      ready: () => (++asked > 3 ? Promise.reject(new RunCancelled()) : Promise.resolve()),
    };
    await expect(runPlan(planOf(10), engine, control, () => {})).rejects.toBeInstanceOf(RunCancelled);
    expect(engine.started).toHaveLength(3);
    for (const job of engine.started) job.fail(new Error("too late to matter"));
  });
});

describe("a failing tile", () => {
  it.each([0, 1, 2])("ends the line with its error, be it number %i of those in flight", async (which) => {
    const engine = new FakeEngine(3);
    const run = runPlan(planOf(9), engine, alwaysRunning, () => {});
    const ended = expect(run).rejects.toThrow("device lost");
    await settle();
    engine.started[which].fail(new Error("device lost"));
    await ended;
    // Those still in flight fail as well, and nobody is left to hear of it.
    for (const job of engine.started) job.fail(new Error("device lost, too"));
  });

  it("is not forgotten where it fails before anybody waits for it", async () => {
    const engine = new FakeEngine(8);
    const failing = { ...engine, run: (...given: Parameters<FakeEngine["run"]>) => failFirst(engine, given) };
    const run = runPlan(planOf(3), Object.assign(Object.create(engine), failing), alwaysRunning, () => {});
    const ended = expect(run).rejects.toThrow("failed early");
    await settle();
    for (const job of engine.started) job.finish();
    await ended;
  });

  it("is also one whose chunk the receiver refuses", async () => {
    const engine = new FakeEngine(2, true);
    const run = runPlan(planOf(5), engine, alwaysRunning, () => Promise.reject(new Error("disk full")));
    await expect(run).rejects.toThrow("disk full");
  });
});

function failFirst(engine: FakeEngine, given: Parameters<FakeEngine["run"]>) {
  return given[1].index === 0 ? Promise.reject(new Error("failed early")) : engine.run(...given);
}
