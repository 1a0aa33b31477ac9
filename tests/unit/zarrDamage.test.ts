// Damaged files of a Zarr store: whatever happened to a chunk's bytes, it is never taken for a result, and whoever asks hears
// which file it is and what to do. A number altered together with its checksum is none of this store's business: to find
// that out, the point has to be computed again.

import { beforeAll, describe, expect, it } from "vitest";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import { seal } from "../../src/store/zarr/chunkFile.ts";
import { DamagedChunk } from "../../src/store/zarr/damagedChunk.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import type { ZarrStore } from "../../src/store/zarr/store.ts";
import { boxesOf, filesOf, filled, metricsOfBox, sweeps } from "./zarrSweeps.ts";

type File = Uint8Array<ArrayBuffer>;

const sweep = sweeps["names, seeds and training"];
const boxes = boxesOf(sweep);
/** The tile whose files are damaged, and where they are. */
const TILE = 1;
const paths = { outcome: "outcome/c/0/0/1", finalLoss: "finalLoss/c/0/0/1" } as const;

const flipped = (at: (length: number) => number) => (file: File) => {
  const copy = file.slice();
  copy[at(file.length)] ^= 0x10;
  return copy;
};

/** What can happen to a file, each at a place of its own. */
const damages: Readonly<Record<string, (file: File) => File>> = {
  "its first byte flipped": flipped(() => 0),
  "a byte in its middle flipped": flipped((length) => length >> 1),
  "its last number flipped": flipped((length) => length - 5),
  "the first byte of its checksum flipped": flipped((length) => length - 4),
  "the last byte of its checksum flipped": flipped((length) => length - 1),
  "its last byte lost": (file) => file.slice(0, -1),
  "its first byte lost": (file) => file.slice(1),
  "a byte too many": (file) => Uint8Array.of(...file, 0),
  "its checksum lost": (file) => file.slice(0, -4),
  "nothing in it": () => new Uint8Array(),
  "zeros in it": (file) => new Uint8Array(file.length),
  "two numbers swapped": (file) => {
    const copy = file.slice();
    const at = copy.findIndex((byte) => byte !== copy[0]);
    [copy[0], copy[at]] = [copy[at], copy[0]];
    return copy;
  },
};

let whole: ReadonlyMap<string, File>;
beforeAll(async () => {
  whole = await filesOf((await filled(sweep)).folder);
});

async function opened(files: Iterable<readonly [string, File]>): Promise<ZarrStore> {
  const store = await openZarr(new MemoryFolder(files));
  if (!store.ok) throw new Error(JSON.stringify(store.mistakes));
  return store.value;
}

async function damagedStore(path: string, damage: (file: File) => File): Promise<ZarrStore> {
  const file = whole.get(path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return opened(new Map(whole).set(path, damage(file)));
}

describe.each(Object.entries(paths))("a chunk of %s", (metric, path) => {
  it.each(Object.entries(damages))(
    "with %s is damaged for the survey, for its tile and for a box",
    async (_, damage) => {
      const store = await damagedStore(path, damage);
      const survey = await store.survey(boxes);
      expect(survey.damaged).toEqual([
        { tile: TILE, path, problem: expect.stringMatching(/checksum|bytes in place/) },
      ]);
      expect(survey.done).toEqual([...boxes.keys()].filter((tile) => tile !== TILE));
      expect(survey.missing).toEqual([]);
      expect(await store.readTile(boxes[TILE])).toBe("damaged");
      const read = store.read(metric as keyof typeof paths, boxes[TILE]);
      await expect(read).rejects.toBeInstanceOf(DamagedChunk);
      await expect(read).rejects.toThrow(new RegExp(`^${path} is damaged: .*; resume the sweep`));
      expect(await store.readTile(boxes[0])).toEqual(metricsOfKept(store, 0));
    },
  );

  it("is done again once its tile was computed anew", async () => {
    const store = await damagedStore(path, damages["a byte too many"]);
    await store.put(boxes[TILE], metricsOfBox(store.metrics, boxes[TILE]));
    expect((await store.survey(boxes)).done).toEqual([...boxes.keys()]);
    expect(await store.readTile(boxes[TILE])).toEqual(metricsOfKept(store, TILE));
  });

  it("is whole as it was written, and with another number under a right checksum (control)", async () => {
    const untouched = await damagedStore(path, (file) => file);
    expect((await untouched.survey(boxes)).done).toEqual([...boxes.keys()]);
    const altered = await damagedStore(path, (file) => {
      const copy = file.slice();
      copy[0] = copy[0] === 1 ? 2 : 1;
      return seal(copy);
    });
    expect((await altered.survey(boxes)).done).toEqual([...boxes.keys()]);
    expect(await altered.readTile(boxes[TILE])).not.toEqual(metricsOfKept(altered, TILE));
  });
});

describe("a store", () => {
  it("takes the code of no outcome for damage, whatever its checksum", async () => {
    const store = await damagedStore(paths.outcome, (file) => seal(file.slice().fill(9, 0, 1)));
    expect((await store.survey(boxes)).damaged[0].problem).toBe("9 is the code of no outcome");
    expect(await store.readTile(boxes[TILE])).toBe("damaged");
  });

  it("takes a file that cannot be read for damage", async () => {
    const folder = new MemoryFolder(whole);
    const store = await openZarr({
      read: (path) => (path === paths.outcome ? Promise.reject(new Error("bad sector")) : folder.read(path)),
      list: () => folder.list(),
      write: (path, bytes) => folder.write(path, bytes),
      remove: (path) => folder.remove(path),
    });
    if (!store.ok) throw new Error("not opened");
    const { damaged } = await store.value.survey(boxes);
    expect(damaged).toEqual([{ tile: TILE, path: paths.outcome, problem: "it cannot be read (bad sector)" }]);
    expect(await store.value.readTile(boxes[TILE])).toBe("damaged");
  });

  it("finds a tile missing of which a metric has no file, and one damaged and missing damaged", async () => {
    const files = new Map(whole);
    files.delete(paths.finalLoss);
    const store = await opened(files);
    expect((await store.survey(boxes)).missing).toEqual([TILE]);
    expect(await store.readTile(boxes[TILE])).toBe("missing");
    files.set(paths.outcome, new Uint8Array(1));
    const both = await opened(files);
    expect((await both.survey(boxes)).damaged).toHaveLength(1);
    expect(await both.readTile(boxes[TILE])).toBe("damaged");
  });

  it("reads no file for the survey that is missing or of a wrong length, and never one longer than any chunk", async () => {
    const files = new Map(whole);
    files.delete(paths.finalLoss);
    files.set("outcome/c/0/0/0", new Uint8Array(3));
    const folder = new MemoryFolder(files);
    const asked: string[] = [];
    const huge = "finalLoss/c/1/0/1";
    const store = await openZarr({
      read: (path) => {
        asked.push(path);
        return folder.read(path);
      },
      list: async () =>
        (await folder.list()).map((entry) => (entry.path === huge ? { ...entry, bytes: 2 ** 40 } : entry)),
      write: (path, bytes) => folder.write(path, bytes),
      remove: (path) => folder.remove(path),
    });
    if (!store.ok) throw new Error("not opened");
    asked.length = 0;
    const survey = await store.value.survey(boxes);
    const hugeTile = boxes.findIndex(({ start }) => start.join("/") === "1/0/1/0");
    expect(survey.missing).toEqual([TILE]);
    expect(survey.damaged.map(({ tile }) => tile)).toEqual([0, hugeTile]);
    expect(await store.value.readTile(boxes[hugeTile])).toBe("damaged");
    await expect(store.value.read("finalLoss", boxes[hugeTile])).rejects.toThrow("1099511627776 bytes");
    for (const path of [paths.finalLoss, "outcome/c/0/0/0", huge]) expect(asked).not.toContain(path);
  });
});

/** What a tile's metrics are once they were float32. */
function metricsOfKept(store: ZarrStore, tile: number) {
  const metrics = metricsOfBox(store.metrics, boxes[tile]);
  return Object.fromEntries(Object.entries(metrics).map(([name, values]) => [name, values.map(Math.fround)]));
}
