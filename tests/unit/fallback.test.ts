// Engines that are lost in mid-run: the next one goes on from the tiles that are done, and the user is told which and why.

import { describe, expect, it } from "vitest";
import { EngineLost } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { EnginesAtHand } from "../../src/lab/choose.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import { EnginePool, type TileWorker } from "../../src/lab/pool.ts";
import { SweepSession } from "../../src/lab/session.ts";
import { TileKeeper } from "../../src/lab/tileKeeper.ts";
import { sound } from "./draw.ts";
import { FakeEngine, settle } from "./fakeEngine.ts";

const TILES = 9;
const spec = sound({ axes: [{ param: "init.bias", from: 0, to: 1, count: TILES }] });

function start(engines: Partial<EnginesAtHand>, choice: "webgpu" | "cpu" | "reference") {
  const events: LabEvent[] = [];
  const session = new SweepSession((event) => events.push(event));
  const at = {
    reference: new FakeEngine(1, true),
    cpu: { missing: "no SIMD here" },
    webgpu: { missing: "no adapter" },
    ...engines,
  };
  const ended = session.run(spec, choice, at);
  return {
    events,
    ended,
    reports: () => events.flatMap((event) => ("engine" in event ? [event.engine] : [])),
    tiles: () => events.flatMap((event) => (event.kind === "chunk" ? [event.chunk.tile.index] : [])),
  };
}

/** Whether every tile came once. */
const isWhole = (tiles: readonly number[]) =>
  tiles.length === TILES && new Set(tiles).size === TILES && tiles.every((tile) => tile < TILES);

describe("a GPU lost for good", () => {
  it("leaves its finished tiles, and cpu runs those that are missing, each once", async () => {
    const gpu = new FakeEngine(3, false, "webgpu");
    const cpu = new FakeEngine(2, true, "cpu");
    const run = start({ cpu, webgpu: { engine: gpu, software: false } }, "webgpu");
    await settle();
    for (const job of gpu.started.slice(0, 2)) job.finish();
    await settle();
    // All that are in flight tell of the same loss: it is one takeover.
    const inFlight = gpu.started.slice(2);
    for (const job of inFlight) job.fail(new EngineLost("the GPU device was lost: unplugged"));
    await run.ended;
    expect(run.events.at(-1)).toMatchObject({ kind: "done", networks: TILES });
    expect(isWhole(run.tiles())).toBe(true);
    expect(cpu.started.map(({ tile }) => tile).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(inFlight).toHaveLength(3);
    expect(gpu.started).toHaveLength(5);
    expect(run.reports()).toEqual([
      { name: "webgpu", description: "fake, one thread", reason: "chosen by you" },
      {
        name: "cpu",
        description: "fake, one thread",
        reason: "took over: the GPU device was lost: unplugged",
      },
    ]);
    // The control: a tile that is done again, or forgotten, is noticed.
    expect(isWhole([...run.tiles(), 0])).toBe(false);
    expect(isWhole(run.tiles().slice(1))).toBe(false);
  });

  it("is followed by the reference where there is no cpu, which is said", async () => {
    const gpu = new FakeEngine(1, false, "webgpu");
    const run = start({ webgpu: { engine: gpu, software: true } }, "webgpu");
    await settle();
    gpu.started[0].fail(new EngineLost("the GPU device was lost: unplugged"));
    await run.ended;
    expect(isWhole(run.tiles())).toBe(true);
    expect(run.reports().at(-1)).toMatchObject({
      name: "reference",
      reason:
        "took over, as the engine cpu is not available (no SIMD here): the GPU device was lost: unplugged",
    });
  });

  it("may be followed by the loss of cpu as well: the reference ends the sweep", async () => {
    const [gpu, cpu] = [new FakeEngine(2, false, "webgpu"), new FakeEngine(2, false, "cpu")];
    const run = start({ cpu, webgpu: { engine: gpu, software: false } }, "webgpu");
    await settle();
    gpu.started[0].finish();
    gpu.started[1].fail(new EngineLost("gone"));
    await settle();
    // One is done on cpu, one fails there, and the last of the GPU's tells of its loss only now.
    const { length } = cpu.started;
    cpu.started[0].finish();
    for (const job of cpu.started.slice(1)) job.fail(new EngineLost("its memory cannot grow"));
    for (const job of gpu.started.slice(2)) job.fail(new EngineLost("gone, too"));
    await run.ended;
    expect(length).toBeGreaterThan(0);
    expect(isWhole(run.tiles())).toBe(true);
    expect(run.reports().map(({ name }) => name)).toEqual(["webgpu", "cpu", "reference"]);
    expect(run.reports().at(-1)?.reason).toBe("took over: its memory cannot grow");
  });
});

describe("an engine that cannot be replaced", () => {
  it("ends the sweep with its own words, and so does any error that is no loss", async () => {
    const reference = new FakeEngine(1);
    const last = start({ reference }, "reference");
    await settle();
    reference.started[0].fail(new EngineLost("not even the reference"));
    await last.ended;
    expect(last.events.at(-1)).toEqual({ kind: "failed", message: "not even the reference" });
    const cpu = new FakeEngine(1, false, "cpu");
    const failing = start({ cpu }, "cpu");
    await settle();
    cpu.started[0].fail(new Error("a mistake in the kernels"));
    await failing.ended;
    expect(failing.events.at(-1)).toEqual({ kind: "failed", message: "a mistake in the kernels" });
    expect(failing.reports()).toHaveLength(1);
  });
});

describe("a pool whose thread loses its engine", () => {
  /** A thread as messages reach it: errors arrive without their class. */
  const across = (thread: TileWorker): TileWorker => ({
    prepare: (...given) => thread.prepare(...given),
    runTile: (...given) =>
      thread.runTile(...given).catch((error: Error) => {
        throw Object.assign(new Error(error.message), { name: error.name });
      }),
  });

  it("gives way to the reference on the same threads, and the sweep ends whole", async () => {
    const weak = new FakeEngine(1, true, "cpu");
    const run = weak.run.bind(weak);
    weak.run = (plan, tile, control) =>
      tile.index === 4 ? Promise.reject(new EngineLost("its memory cannot grow")) : run(plan, tile, control);
    const threads = [0, 1].map(() => across(new TileKeeper(new ReferenceEngine(), weak)));
    const cpu = new EnginePool(new FakeEngine(1, true, "cpu"), threads);
    const reference = new EnginePool(new ReferenceEngine(), threads);
    const session = start({ cpu, reference }, "cpu");
    await session.ended;
    expect(isWhole(session.tiles())).toBe(true);
    expect(session.reports().map(({ name }) => name)).toEqual(["cpu", "reference"]);
    // The control: the tile that killed the engine was the reference's, the first ones were not.
    const losses = new Map(
      session.events.flatMap((event) =>
        event.kind === "chunk" ? [[event.chunk.tile.index, event.chunk.metrics.loss?.[0]] as const] : [],
      ),
    );
    expect(losses.get(0)).toBe(0);
    expect(losses.get(4)).not.toBe(4);
  });
});
