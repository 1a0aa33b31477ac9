// The controls of the killed runs: the same judgement on stores whose writers cheat, and on a disk that is full.

import { describe, expect, it } from "vitest";
import { ZarrKeeper } from "../../../src/cli/zarrKeeper.ts";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import type { LabEvent } from "../../../src/lab/events.ts";
import { SweepSession } from "../../../src/lab/session.ts";
import { type Bytes, FolderFull } from "../../../src/store/folder.ts";
import { MemoryFolder } from "../../../src/store/memoryFolder.ts";
import { chunkAt, chunkPath } from "../../../src/store/zarr/layout.ts";
import type { Chunk } from "../../../src/sweep/chunk.ts";
import { parseSpec } from "../../../src/sweep/spec.ts";
import { killMistakes, surveyed, tilesOfStore } from "./keptTiles.ts";

const parsed = parseSpec({
  model: { hidden: 2 },
  axes: [
    { param: "seed", from: 0, to: 9, count: 10 },
    { param: "task.unroll", from: 1, to: 10, count: 4 },
  ],
  metrics: ["logGradientRatio", "loss"],
});
if (!parsed.ok) throw new Error("the sweep of this test is none");
const spec = parsed.value;
const missing = { missing: "not in this test" };

/** A folder that remembers what it held, and what was acknowledged, at each moment at which a kill could have come. */
class FilmedFolder extends MemoryFolder {
  readonly moments: { folder: MemoryFolder; acknowledged: ReadonlySet<number> }[] = [];
  readonly acknowledged = new Set<number>();
  inPlace = false;

  override async write(path: string, bytes: Bytes): Promise<void> {
    await this.film();
    if (this.inPlace) {
      await super.write(path, bytes.slice(0, bytes.length / 2));
      await this.film();
    }
    await super.write(path, bytes);
    await this.film();
  }

  async settle(): Promise<void> {}

  private async film(): Promise<void> {
    const files = await Promise.all(
      (await this.list()).map(
        async ({ path }) => [path, (await this.read(path)) ?? new Uint8Array()] as const,
      ),
    );
    this.moments.push({ folder: new MemoryFolder(files), acknowledged: new Set(this.acknowledged) });
  }
}

/** Says that a tile is kept before it is written. */
class HastyKeeper extends ZarrKeeper {
  hasty: (tile: number) => void = () => {};

  override async put(chunk: Chunk): Promise<void> {
    this.hasty(chunk.tile.index);
    await super.put(chunk);
  }
}

async function filmed({ hasty = false, inPlace = false } = {}): Promise<FilmedFolder> {
  const folder = new FilmedFolder();
  const keeper = new HastyKeeper(folder, null, {
    found() {
      folder.inPlace = inPlace;
    },
    kept: ({ index }) => void folder.acknowledged.add(index),
    note() {},
    surveyed() {},
  });
  if (hasty) keeper.hasty = (tile) => void folder.acknowledged.add(tile);
  const session = new SweepSession(() => {}, { keeper: async () => keeper });
  await session.run(spec, "reference", { reference: new ReferenceEngine(), cpu: missing, webgpu: missing });
  return folder;
}

/** What is wrong at any moment of a run, each kind of mistake once. */
async function mistakesOf(film: FilmedFolder, looks: "at checksums" | "at files alone") {
  const undisturbed = await filmed();
  const kinds = new Set<string>();
  for (const { folder, acknowledged } of film.moments) {
    const after = await surveyed(folder);
    if (after === null) continue;
    const { store, damaged } = after;
    const listed = new Set((await folder.list()).map(({ path }) => path));
    const done =
      looks === "at checksums"
        ? after.done
        : new Set(
            tilesOfStore(store)
              .filter((tile) => {
                const position = chunkAt(store, tile).slice(0, -1);
                return store.metrics.every((metric) => listed.has(chunkPath(metric, position)));
              })
              .map(({ index }) => index),
          );
    if (damaged.length > 0) kinds.add("damaged");
    const told = {
      folder,
      store,
      done,
      before: new Set<number>(),
      acknowledged,
      tilesInFlight: 1,
      undisturbed,
    };
    for (const mistake of await killMistakes(told)) kinds.add(mistake.split(":")[0]);
  }
  return [...kinds];
}

describe("what must hold of a killed run", () => {
  it("holds at every moment of an honest one", async () => {
    expect(await mistakesOf(await filmed(), "at checksums")).toEqual([]);
  });

  it("does not where tiles are acknowledged before they are written", async () => {
    expect(await mistakesOf(await filmed({ hasty: true }), "at checksums")).toEqual(["lost"]);
  });

  it("does not where files are written in place and believed without a checksum, which would see it", async () => {
    const film = await filmed({ inPlace: true });
    expect(await mistakesOf(film, "at files alone")).toContain("torn");
    expect(await mistakesOf(film, "at checksums")).toEqual(["damaged"]);
  });

  it("does not where more is computed again than was under way", async () => {
    const whole = await filmed();
    const after = await surveyed(whole);
    if (after === null) throw new Error("there is no store");
    const last = tilesOfStore(after.store).length - 1;
    const none = new Set<number>();
    const told = { folder: whole, store: after.store, before: none, acknowledged: none, undisturbed: whole };
    expect(await killMistakes({ ...told, done: new Set([last]), tilesInFlight: last })).toEqual([]);
    expect(await killMistakes({ ...told, done: new Set([last]), tilesInFlight: last - 1 })).toEqual([
      `computed again: ${last} of ${last - 1} in flight`,
    ]);
  });

  it("stands still on a full disk, keeps what was there before, and goes on once there is room", async () => {
    let room = 20;
    class SmallFolder extends MemoryFolder {
      async settle(): Promise<void> {}
      override async write(path: string, bytes: Bytes): Promise<void> {
        if (room-- <= 0) throw new FolderFull(`there is no room left for ${path} (ENOSPC)`);
        await super.write(path, bytes);
      }
    }
    const folder = new SmallFolder();
    const told: LabEvent["kind"][] = [];
    const quiet = { found() {}, kept() {}, note() {}, surveyed() {} };
    const keeper = new ZarrKeeper(folder, null, quiet);
    const session = new SweepSession(
      ({ kind }) => {
        told.push(kind);
        if (kind !== "full") return;
        room = 100;
        session.decide("try again");
      },
      { keeper: async () => keeper },
    );
    await session.run(spec, "reference", { reference: new ReferenceEngine(), cpu: missing, webgpu: missing });
    expect(told.filter((kind) => kind === "full")).toEqual(["full"]);
    expect(told.at(-1)).toBe("done");
    expect(keeper.keptNetworks).toBe(40);
    expect((await surveyed(folder))?.done.size).toBe(10);
  });
});
