// Keeping a run on the shelf: nothing acknowledged is lost, nothing is computed twice, one writes and the other reads.

import { describe, expect, it } from "vitest";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import type { Locks } from "../../src/lab/kept/locks.ts";
import { PageKeeper } from "../../src/lab/kept/pageKeeper.ts";
import { Shelf } from "../../src/lab/kept/shelf.ts";
import { SweepSession } from "../../src/lab/session.ts";
import type { Bytes } from "../../src/store/folder.ts";
import { readZarr } from "../../src/store/zarr/open.ts";
import { sound } from "./draw.ts";
import { onlyReference, settle } from "./fakeEngine.ts";
import { MemoryShelf, TestLocks } from "./keptShelf.ts";

const spec = sound({
  name: "kept",
  model: { hidden: 3 },
  task: { unroll: 6 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 2, count: 20 },
    { param: "init.bias", from: 0, to: 1, count: 10 },
  ],
});

/** Its tiles: blocks of 3 × 3 networks. */
const TILES = 7 * 4;

/** The reference in tiles of a few networks; it counts them, and may stop before one. */
class SmallTiles extends ReferenceEngine {
  ran = 0;

  constructor(private readonly stopAt = Number.POSITIVE_INFINITY) {
    super();
  }

  override limitsOf() {
    return { maxNetworks: 10, maxCost: 1e12, costPerNetwork: 1, costPerStep: 1 };
  }

  override async run(...call: Parameters<ReferenceEngine["run"]>) {
    if (this.ran >= this.stopAt) return new Promise<never>(() => {});
    this.ran++;
    return super.run(...call);
  }
}

function tab(
  shelf: MemoryShelf,
  locks: Locks,
  engine: ReferenceEngine,
  isWanted = true,
  now: () => number = Date.now,
) {
  const events: LabEvent[] = [];
  const tell = (event: LabEvent) => void events.push(event);
  const program = { name: "vanishing-point", version: "0" };
  const at = { shelf: new Shelf(shelf), locks, program, tell, now };
  const keeper = new PageKeeper(at, isWanted ? "always" : "long");
  const session = new SweepSession(tell, { keeper: async () => keeper });
  const ended = session.run(spec, "auto", onlyReference(engine));
  const kinds = () => events.map(({ kind }) => kind);
  return { events, session, ended, kinds, keeper };
}

async function whole() {
  const shelf = new MemoryShelf();
  await tab(shelf, new TestLocks(), new SmallTiles()).ended;
  return shelf.bytes();
}

describe("a run that is kept", () => {
  it("goes on after its end in mid-run with the missing tiles alone, to the bytes of an undisturbed one", async () => {
    const shelf = new MemoryShelf();
    // The process dies: nothing of it ends in order, but its locks are gone.
    void tab(shelf, new TestLocks(), new SmallTiles(9)).ended;
    await settle(40);
    const engine = new SmallTiles();
    const next = tab(shelf, new TestLocks(), engine);
    await next.ended;
    expect(next.events.at(-1)).toMatchObject({ kind: "done", networks: 200 });
    expect(next.events.filter(({ kind }) => kind === "chunk").length).toBe(TILES);
    expect(engine.ran).toBe(TILES - 9);
    expect(await shelf.bytes()).toEqual(await whole());
    // Once more: all is there.
    const idle = new SmallTiles();
    await tab(shelf, new TestLocks(), idle).ended;
    expect(idle.ran).toBe(0);
  });

  it("computes a torn and an altered chunk again, and no other", async () => {
    const shelf = new MemoryShelf();
    await tab(shelf, new TestLocks(), new SmallTiles()).ended;
    const expected = await shelf.bytes();
    const files = shelf.written.filter((path) => path.includes("loss/c/"));
    const torn = (await shelf.read(files[3])) as Bytes;
    await shelf.write(files[3], torn.slice(0, -5));
    const altered = (await shelf.read(files[7])) as Bytes;
    altered[2] ^= 1;
    await shelf.write(files[7], altered);
    expect(await shelf.bytes()).not.toEqual(expected);
    const engine = new SmallTiles();
    await tab(shelf, new TestLocks(), engine).ended;
    expect(engine.ran).toBe(2);
    expect(await shelf.bytes()).toEqual(expected);
  });

  it("is written only where it is long or wanted; a short one can still be kept when it is over", async () => {
    const shelf = new MemoryShelf();
    const { ended, keeper, kinds } = tab(shelf, new TestLocks(), new SmallTiles(), false);
    await ended;
    expect(kinds()).not.toContain("kept");
    expect(await shelf.list()).toEqual([]);
    await keeper.keepNow();
    expect(kinds()).toContain("kept");
    expect(await shelf.bytes()).toEqual(await whole());
    const [about] = await new Shelf(shelf).list();
    expect(about).toMatchObject({ name: "kept", engine: "reference", networks: 200, done: 200 });
  });

  it("is only read by a second tab, which goes on where the first is gone", async () => {
    const shelf = new MemoryShelf();
    const locks = new TestLocks();
    const first = tab(shelf, locks, new SmallTiles(12));
    await settle(40);
    const engine = new SmallTiles();
    const second = tab(shelf, locks, engine);
    await settle(40);
    expect(second.events).toContainEqual({ kind: "elsewhere", is: true });
    expect(engine.ran).toBe(0);
    await first.keeper.end();
    await second.ended;
    expect(engine.ran).toBe(TILES - 12);
    expect(second.events).toContainEqual({ kind: "elsewhere", is: false });
    expect(await shelf.bytes()).toEqual(await whole());
  });

  it("of a short sweep leaves the same one in another tab alone", async () => {
    const shelf = new MemoryShelf();
    const locks = new TestLocks();
    const [a, b] = [1, 2].map(() => tab(shelf, locks, new SmallTiles(), false));
    await Promise.all([a.ended, b.ended]);
    for (const { events, kinds } of [a, b]) {
      expect(events.at(-1)).toMatchObject({ kind: "done", networks: 200 });
      expect(kinds()).not.toContain("elsewhere");
    }
    await a.keeper.keepNow();
    await b.keeper.keepNow();
    expect(await shelf.bytes()).toEqual(await whole());
  });

  it("of two tabs that begin together is kept by one, and both come to their end", async () => {
    const shelf = new MemoryShelf();
    const locks = new TestLocks();
    const [a, b] = [1, 2].map(() => tab(shelf, locks, new SmallTiles()));
    await Promise.all([a.ended, b.ended]);
    for (const { events } of [a, b]) expect(events.at(-1)).toMatchObject({ kind: "done", networks: 200 });
    expect(await shelf.bytes()).toEqual(await whole());
  });

  it("stands still where there is no room, loses nothing, and goes on either way", async () => {
    for (const choice of ["try again", "go on unkept"] as const) {
      const shelf = new MemoryShelf();
      shelf.room = 9000;
      const { ended, session, events, kinds } = tab(shelf, new TestLocks(), new SmallTiles());
      for (let turn = 0; turn < 50 && !kinds().includes("full"); turn++) await settle(4);
      expect(kinds().filter((kind) => kind === "full")).toHaveLength(1);
      await settle(20);
      expect(kinds()).not.toContain("done");
      shelf.room = Number.POSITIVE_INFINITY;
      session.decide(choice);
      await ended;
      expect(events.at(-1)).toMatchObject({ kind: "done" });
      expect(events.filter(({ kind }) => kind === "chunk")).toHaveLength(TILES);
      const isWhole = (await shelf.bytes()).size === (await whole()).size;
      expect(isWhole).toBe(choice === "try again");
    }
  });
});

describe("what waited in memory", () => {
  it("is all written once there is room again, and so is the chunk that found none", async () => {
    const shelf = new MemoryShelf();
    shelf.room = 9000;
    const engine = new SmallTiles();
    // The sweep turns out to be long when twenty of its tiles are done.
    const now = () => (engine.ran < 20 ? 0 : 60_000);
    const { ended, session, events, kinds } = tab(shelf, new TestLocks(), engine, false, now);
    for (let turn = 0; turn < 50 && !kinds().includes("full"); turn++) await settle(4);
    expect(kinds()).toContain("full");
    shelf.room = Number.POSITIVE_INFINITY;
    session.decide("try again");
    await ended;
    expect(events.at(-1)).toMatchObject({ kind: "done" });
    expect(await shelf.bytes()).toEqual(await whole());
  });
});

describe("the engines of a kept sweep", () => {
  it("are noted by whoever goes on with it, those before it too; a finished sweep's stay as they are", async () => {
    const shelf = new MemoryShelf();
    void tab(shelf, new TestLocks(), new SmallTiles(9)).ended;
    await settle(40);
    const next = tab(shelf, new TestLocks(), new SmallTiles());
    const { keeper } = next;
    await next.ended;
    await keeper.engineChanged({ name: "cpu", description: "kernels", reason: "took over" });
    const read = async () => {
      const [about] = await new Shelf(shelf).list();
      const opened = await readZarr(new Shelf(shelf).resultsOf(about.id));
      return opened.ok ? opened.value.facts.engines.map(({ name }) => name) : opened.mistakes;
    };
    expect(await read()).toEqual(["reference", "cpu"]);
    await tab(shelf, new TestLocks(), new SmallTiles()).ended;
    expect(await read()).toEqual(["reference", "cpu"]);
  });
});
