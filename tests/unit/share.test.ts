// What an export is made of: results in memory, names of files, and zips that hold what is done and nothing else.

import { describe, expect, it } from "vitest";
import { blobFolder } from "../../src/lab/share/blobFolder.ts";
import { type ExportOrder, exported } from "../../src/lab/share/export.ts";
import { fileName, safeName } from "../../src/lab/share/fileName.ts";
import { blobSource } from "../../src/store/byteSource.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { memoryResults } from "../../src/store/memoryResults.ts";
import { readZarr } from "../../src/store/zarr/open.ts";
import { openZip } from "../../src/store/zip/open.ts";
import { metricsOf } from "../../src/sweep/metricsOf.ts";
import { planSweep } from "../../src/sweep/plan.ts";
import { type Tile, tileIndices, tileSize } from "../../src/sweep/tile.ts";
import { sound } from "./draw.ts";
import { placesIn } from "./gridResults.ts";
import { facts } from "./zarrSweeps.ts";

const spec = sound({
  name: "gain × unroll",
  replicates: 2,
  axes: [
    { param: "init.recurrent.gain", from: 0.5, to: 3, count: 5 },
    { param: "task.unroll", from: 1, to: 7, count: 7 },
  ],
  metrics: ["logGradientRatio", "loss"],
});
const limits = { maxNetworks: 1, maxCost: 1e9, costPerNetwork: 1, costPerStep: 0 };
const plan = planSweep(spec, () => limits, [2, 3, 2]);

/** A number that a float32 holds, for every place. */
const valueAt = (indices: readonly number[]) => indices.reduce((sum, k) => sum * 16 + k, 1) / 4;

function put(store: MemoryStore, tile: Tile): void {
  const values = () => Float64Array.from(tileIndices(tile), valueAt);
  store.put({
    planId: plan.id,
    tile,
    metrics: Object.fromEntries(metricsOf(spec).map((name) => [name, values()])),
  });
}

/** A store in which some of the tiles are done. */
function storeWith(tiles: readonly Tile[]): MemoryStore {
  const store = new MemoryStore(plan);
  for (const tile of tiles) put(store, tile);
  return store;
}

describe("results in memory", () => {
  const missing = plan.tiles[3];
  const store = storeWith(plan.tiles.filter((tile) => tile !== missing));
  // The state so far of a training is on the map, and no result.
  store.preview({
    planId: plan.id,
    tile: missing,
    metrics: { loss: new Float64Array(tileSize(missing)).fill(9) },
  });
  const results = memoryResults(store);

  it("are read box by box, NaN where nothing is done", async () => {
    const undone = new Set(Array.from(tileIndices(missing), String));
    const box = { start: [0, 1, 0], count: [5, 6, 2] };
    const expectedAt = (at: number[]) => (undone.has(String(at)) ? Number.NaN : valueAt(at));
    const expected = placesIn(box).map(expectedAt);
    expect(Array.from(await results.read("loss", box))).toEqual(expected);
    expect(expected.some(Number.isNaN)).toBe(true);
    const one = { start: [4, 6, 1], count: [1, 1, 1] };
    expect(Array.from(await results.read("loss", one))).toEqual([expectedAt([4, 6, 1])]);
  });

  it("know which blocks are done", async () => {
    const held = await Promise.all(plan.tiles.map((tile) => results.holds(tile)));
    expect(held).toEqual(plan.tiles.map((tile) => tile !== missing));
  });

  it("refuse a box that is not inside the grid, and a metric that is not there", async () => {
    await expect(results.read("loss", { start: [4, 0, 0], count: [2, 7, 2] })).rejects.toThrow(
      "inside the grid",
    );
    await expect(results.read("saturation", { start: [0, 0, 0], count: [1, 1, 1] })).rejects.toThrow(
      "given saturation",
    );
  });
});

const order = (kind: ExportOrder["kind"]): ExportOrder => ({
  kind,
  view: { metric: "loss", slice: [1] },
  isPartial: false,
  precision: "float64",
  keptId: null,
  facts,
});

describe("an export", () => {
  it("as a zip has the blocks that are done, and no others", async () => {
    const missing = plan.tiles[2];
    const store = storeWith(plan.tiles.filter((tile) => tile !== missing));
    const zip = await openZip(blobSource(await exported(memoryResults(store), order("zarr.zip"), () => {})));
    if (!zip.ok) throw new Error(JSON.stringify(zip.mistakes));
    expect(await zip.value.read("zarr.json")).not.toBeNull();
    const read = await readZarr(zip.value);
    if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
    const survey = await read.value.survey(plan.tiles);
    expect(survey.missing).toEqual([2]);
    expect(survey.damaged).toEqual([]);
    const tile = plan.tiles[0];
    expect(await read.value.readTile(tile)).toMatchObject({
      loss: Float64Array.from(tileIndices(tile), valueAt),
    });
  });

  it("as a table of the view has the shown slice and metric alone", async () => {
    const store = storeWith(plan.tiles);
    const rows = (await (await exported(memoryResults(store), order("view.csv"), () => {})).text())
      .trimEnd()
      .split("\r\n");
    expect(rows[0]).toBe("init.recurrent.gain,task.unroll,replicate,loss");
    const shown = rows.slice(1).map((row) => row.split(",")[2]);
    // Two panels of replicates where nothing else is compared: both are shown.
    expect(new Set(shown)).toEqual(new Set(["0", "1"]));
    expect(rows.length).toBe(1 + 5 * 7 * 2);
  });

  it("as a table that no program opens is refused before it is made, with what to do instead", async () => {
    const store = storeWith([]);
    const huge = { ...memoryResults(store), shape: [20_000, 5_000, 2] };
    await expect(exported(huge, order("csv"), () => {})).rejects.toThrow(/allowed: 2 GB. Export Zarr or NPY/);
  });
});

describe("the name of a file", () => {
  it.each([
    ["gain × unroll", "gain-unroll"],
    ["../../etc/passwd", "etc-passwd"],
    ["CON", "CON-sweep"],
    ["  …", "sweep"],
    ["Größe: 1/2", "Größe-1-2"],
    ["a".repeat(500), "a".repeat(48)],
    ['\u0000<>|?*"\\', "sweep"],
  ])("made of %j is safe on every system", (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });

  it("says what is in it, and whether something is missing", () => {
    expect(fileName(spec, ["logGradientRatio", "png"])).toBe("gain-unroll.logGradientRatio.png");
    expect(fileName(spec, ["csv"], true)).toBe("gain-unroll.partial.csv");
  });
});

describe("a folder of files", () => {
  const file = new Blob(["{}"]);

  it("is read without the folders around it", async () => {
    const folder = blobFolder([
      { path: "Downloads/x.zarr/zarr.json", file },
      { path: "Downloads/x.zarr/loss/zarr.json", file },
      { path: "Downloads/x.zarr/.DS_Store", file },
    ]);
    if (!folder.ok) throw new Error("refused");
    expect((await folder.value.list()).map(({ path }) => path)).toEqual(["zarr.json", "loss/zarr.json"]);
    expect(await folder.value.read("zarr.json")).toEqual(new TextEncoder().encode("{}"));
  });

  it("is refused with every path that would lead out of it or is there twice", () => {
    const folder = blobFolder([
      { path: "x/../zarr.json", file },
      { path: "x/a", file },
      { path: "x/A", file },
    ]);
    expect(folder.ok ? [] : folder.mistakes.map(({ path }) => path)).toEqual([
      'file "x/../zarr.json"',
      'file "x/A"',
    ]);
  });
});
