// Going back to a sweep: what was computed of it before is neither lost nor computed again.

import { describe, expect, it } from "vitest";
import { RunCache, runKey } from "../../src/app/state/runCache.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import type { Known } from "../../src/lab/known.ts";
import { SweepSession } from "../../src/lab/session.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { bytesOf, chunkOf, doneTilesOf } from "../../src/store/memoryChunks.ts";
import { sound } from "./draw.ts";
import { FakeEngine, onlyReference, planOf } from "./fakeEngine.ts";

const plan = planOf(6);
const filled = (...tiles: number[]) => {
  const store = new MemoryStore(plan);
  for (const index of tiles) {
    store.put({
      planId: plan.id,
      tile: plan.tiles[index],
      metrics: { loss: Float64Array.of(index), logGradientRatio: Float64Array.of(-index) },
    });
  }
  return store;
};

describe("what a store has of its tiles", () => {
  it("is listed tile by tile, and handed out as it came in", () => {
    const store = filled(4, 1);
    expect(doneTilesOf(store)).toEqual([1, 4]);
    const chunk = chunkOf(store, 4);
    expect(chunk.tile).toBe(plan.tiles[4]);
    expect(chunk.metrics.loss).toEqual(Float64Array.of(4));
    const copy = new MemoryStore(plan);
    copy.put(chunkOf(store, 1));
    copy.put(chunk);
    expect(copy.metrics).toEqual(store.metrics);
    // The control: a tile that is not done is no part of it.
    expect(doneTilesOf(filled(4))).toEqual([4]);
    expect(doneTilesOf(filled(0, 1, 2, 3, 4, 5))).toHaveLength(6);
  });
});

describe("a session that is told what is known", () => {
  async function ran(known: Known | null, keepsKnown = false) {
    const events: LabEvent[] = [];
    const kept: number[] = [];
    const engine = new FakeEngine(1, true);
    const keeper = {
      find: async () => undefined,
      begin: async () => ({ tiles: [], read: null }),
      put: async ({ tile }: { tile: { index: number } }) => void kept.push(tile.index),
      engineChanged: async () => {},
      end: async () => {},
    };
    const session = new SweepSession((event) => events.push(event), {
      known,
      keepsKnown,
      keeper: async () => keeper,
    });
    await session.run(plan.spec, "auto", onlyReference(engine));
    return { events, kept, ran: engine.started.map(({ tile }) => tile).toSorted() };
  }
  const knows = (planId: string): Known => {
    const store = filled(0, 3, 5);
    return { planId, tiles: doneTilesOf(store), read: async (index) => chunkOf(store, index) };
  };

  it("runs only what is missing, and says how much was there before", async () => {
    const { ran: tiles, events } = await ran(knows(plan.id));
    expect(tiles).toEqual([1, 2, 4]);
    expect(events.at(-1)).toMatchObject({ kind: "done", networks: 6, before: 3 });
  });

  it("hands what is known to the keeper where all is to be kept, and only there", async () => {
    expect((await ran(knows(plan.id), true)).kept.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await ran(knows(plan.id))).kept.toSorted()).toEqual([1, 2, 4]);
  });

  it("runs all where nothing is known, or only of another plan", async () => {
    expect((await ran(null)).ran).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await ran(knows(`${plan.id}0`))).ran).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("the cache of runs", () => {
  const status = {} as Parameters<RunCache["put"]>[1]["status"];
  it("has the runs that were left last, as many as find room", () => {
    const run = () => ({ store: filled(0), status });
    const cache = new RunCache(2.5 * bytesOf(run().store));
    cache.put("a", run());
    cache.put("b", run());
    cache.put("a", run());
    cache.put("c", run());
    expect(["a", "b", "c"].map((key) => cache.get(key) !== null)).toEqual([true, false, true]);
    cache.forget("a");
    cache.put("d", run());
    expect(["a", "c", "d"].map((key) => cache.get(key) !== null)).toEqual([false, true, true]);
  });

  it("tells sweeps and engines apart", () => {
    const spec = sound({ seed: 1 });
    expect(runKey(spec, "cpu")).toBe(runKey(sound({ seed: 1 }), "cpu"));
    expect(runKey(spec, "cpu")).not.toBe(runKey(spec, "reference"));
    expect(runKey(spec, "cpu")).not.toBe(runKey(sound({ seed: 2 }), "cpu"));
  });
});
