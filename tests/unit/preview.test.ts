// Previews on their way to the page: a session tells those of its own run while it runs, whatever thread they come
// from and however late, and its progress never goes back.

import { describe, expect, it } from "vitest";
import {
  alwaysRunning,
  EngineLost,
  type EngineName,
  type Preview,
  type RunControl,
} from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { RunSwitch } from "../../src/lab/control.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import { EnginePool, type TileWorker } from "../../src/lab/pool.ts";
import { runPlan } from "../../src/lab/run.ts";
import { SweepSession } from "../../src/lab/session.ts";
import { TileKeeper } from "../../src/lab/tileKeeper.ts";
import type { SweepPlan } from "../../src/sweep/plan.ts";
import type { Tile } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";
import { FakeEngine, onlyReference, planOf, settle } from "./fakeEngine.ts";
import { scalarRun } from "./story.ts";

/** A fake engine that shows a tile's state when the test says so. */
class ShowingEngine extends FakeEngine {
  plan: SweepPlan | null = null;
  control: RunControl = alwaysRunning;

  override run(plan: SweepPlan, tile: Tile, control: RunControl) {
    this.plan = plan;
    this.control = control;
    return super.run(plan, tile, control);
  }

  show(tile: number, share: number): void {
    this.control.preview?.(previewOf(this.plan as SweepPlan, tile, share));
  }
}

function previewOf({ id, tiles }: SweepPlan, tile: number, share: number, value = -1): Preview {
  return { chunk: { planId: id, tile: tiles[tile], metrics: { outcome: Float64Array.of(value) } }, share };
}

const spec = sound({
  ...scalarRun(1, { steps: 10 }),
  axes: [{ param: "init.recurrent.value", from: 0, to: 1, count: 4 }],
});

function start(engine: ShowingEngine) {
  const events: LabEvent[] = [];
  const session = new SweepSession((event) => events.push(event));
  const ended = session.run(spec, "auto", onlyReference(engine));
  const kinds = () => events.map((event) => event.kind);
  const shares = () => events.flatMap((event) => (event.kind === "progress" ? [event.share] : []));
  // Progress is told once in a tenth of a second; pausing tells it at once.
  const shareNow = () => {
    session.pause();
    session.resume();
    return shares().at(-1);
  };
  return { events, session, ended, kinds, shares, shareNow };
}

describe("a session of a training sweep", () => {
  it("tells previews as they come, and counts the work of unfinished tiles", async () => {
    const engine = new ShowingEngine(2);
    const { events, ended, shareNow, shares } = start(engine);
    await settle();
    expect(shareNow()).toBe(0);
    engine.show(0, 0.5);
    expect(events).toContainEqual(previewEvent(engine, 0));
    expect(shareNow()).toBe(0.5 / 4);
    engine.show(1, 0.25);
    engine.show(0, 0.75);
    expect(shareNow()).toBe((0.75 + 0.25) / 4);
    engine.started[0].finish();
    await settle();
    expect(shareNow()).toBe((1 + 0.25) / 4);
    for (let next = 1; next < 4; next++) {
      await settle();
      engine.started[next].finish();
    }
    await ended;
    expect(shares().at(-1)).toBe(1);
    expect(shares()).toEqual(shares().toSorted((a, b) => a - b));
    expect(events.at(-1)?.kind).toBe("done");
  });

  it("tells none that comes after its tile's chunk: it came by a longer way", async () => {
    const engine = new ShowingEngine(2);
    const { session, ended, kinds, shareNow } = start(engine);
    await settle();
    engine.started[0].finish();
    await settle();
    const before = shareNow();
    engine.show(0, 0.9);
    expect(kinds()).not.toContain("preview");
    expect(shareNow()).toBe(before);
    // Control: one of a tile that is not done is told.
    engine.show(1, 0.9);
    expect(kinds()).toContain("preview");
    expect(shareNow()).toBeGreaterThan(before ?? 0);
    session.cancel();
    for (const job of engine.started) job.finish();
    await ended;
  });

  it("tells none while paused or once cancelled", async () => {
    const engine = new ShowingEngine(2);
    const { session, ended, kinds } = start(engine);
    await settle();
    session.pause();
    engine.show(0, 0.1);
    expect(kinds()).not.toContain("preview");
    session.resume();
    engine.show(0, 0.2);
    expect(kinds().filter((kind) => kind === "preview")).toHaveLength(1);
    session.cancel();
    engine.show(0, 0.3);
    for (const job of engine.started) job.finish();
    await ended;
    engine.show(1, 0.4);
    expect(kinds().filter((kind) => kind === "preview")).toHaveLength(1);
    expect(kinds().at(-1)).toBe("cancelled");
  });

  it("goes on where another engine has to take a tile from its start, and its progress does not go back", async () => {
    const [gpu, reference] = [new ShowingEngine(1, false, "webgpu"), new ShowingEngine(1)];
    const events: LabEvent[] = [];
    const session = new SweepSession((event) => events.push(event));
    const ended = session.run(spec, "webgpu", {
      ...onlyReference(reference),
      webgpu: { engine: gpu, software: false },
    });
    const share = () => {
      session.pause();
      session.resume();
      return events.flatMap((event) => (event.kind === "progress" ? [event.share] : [])).at(-1);
    };
    await settle();
    gpu.show(0, 0.8);
    expect(share()).toBe(0.8 / 4);
    gpu.started[0].fail(new EngineLost("device lost"));
    await settle();
    expect(events.some((event) => event.kind === "engine")).toBe(true);
    reference.show(0, 0.1);
    expect(share()).toBe(0.8 / 4);
    reference.show(0, 0.9);
    expect(share()).toBe(0.9 / 4);
    session.cancel();
    reference.started[0].finish();
    await ended;
  });

  it("of the reference itself shows a long run, in order and ever further", { timeout: 30_000 }, async () => {
    const events: LabEvent[] = [];
    const session = new SweepSession((event) => events.push(event));
    const long = sound(scalarRun(0.5, { steps: 60_000, learningRate: 0.01, targetLoss: 0 }, { unroll: 3 }));
    await session.run(long, "reference", onlyReference(new ReferenceEngine()));
    const kinds = events.map((event) => event.kind);
    expect([kinds[0], kinds.at(-1)]).toEqual(["planned", "done"]);
    expect(kinds).toContain("preview");
    expect(kinds.lastIndexOf("preview")).toBeLessThan(kinds.indexOf("chunk"));
    const shares = events.flatMap((event) => (event.kind === "progress" ? [event.share] : []));
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0] < 1, shares.at(-1)]).toEqual([true, 1]);
    expect(structuredClone(events)).toEqual(events);
  });
});

function previewEvent(engine: ShowingEngine, tile: number): LabEvent {
  return { kind: "preview", chunk: previewOf(engine.plan as SweepPlan, tile, 0).chunk };
}

describe("a pool of threads", { timeout: 30_000 }, () => {
  /** A thread that keeps the controls it was given, and shows a preview of every tile through the last of them. */
  class Thread implements TileWorker {
    readonly controls: RunControl[] = [];
    plan: SweepPlan | null = null;

    async prepare(_engine: EngineName, plan: SweepPlan, control: RunControl): Promise<void> {
      this.plan = plan;
      this.controls.push(control);
    }

    async runTile(_engine: EngineName, planId: string, tile: Tile) {
      this.controls.at(-1)?.preview?.(previewOf(this.plan as SweepPlan, tile.index, 0.5));
      return { planId, tile, metrics: {} };
    }
  }

  it("hands every run's own control to its threads, also where the same sweep is run again", async () => {
    const threads = [new Thread(), new Thread()];
    const pool = new EnginePool(new ReferenceEngine(), threads);
    const plan = planOf(6);
    const shown: Preview[][] = [[], []];
    for (const previews of shown) {
      const control = new RunSwitch();
      control.preview = (preview) => void previews.push(preview);
      await runPlan(plan, pool, control, () => {});
      control.cancel();
    }
    for (const { controls } of threads) expect(new Set(controls).size).toBe(2);
    expect(shown.map((previews) => previews.length)).toEqual([6, 6]);
  });

  it("cancels a tile in its midst, and runs the same sweep again from its start", async () => {
    const keeper = new TileKeeper(new ReferenceEngine());
    const pool = new EnginePool(new ReferenceEngine(), [keeper]);
    const endless = sound(
      scalarRun(0.5, { steps: 1_000_000, learningRate: 0.01, targetLoss: 0 }, { unroll: 3 }),
    );
    const session = new SweepSession(() => undefined);
    const ended = session.run(endless, "reference", onlyReference(pool));
    await settle(20);
    session.cancel();
    await ended;
    // The same sweep again: a thread that still held the cancelled control would refuse it.
    const events: LabEvent[] = [];
    const again = new SweepSession((event) => events.push(event));
    const second = again.run(endless, "reference", onlyReference(pool));
    while (!events.some((event) => event.kind === "progress")) await settle(1);
    expect(new Set(events.map((event) => event.kind))).toEqual(new Set(["planned", "preview", "progress"]));
    again.cancel();
    await second;
    expect(events.at(-1)?.kind).toBe("cancelled");
  });
});
