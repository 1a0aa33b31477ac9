// Results from outside become a kept sweep: judged as a whole first, every byte of them, then copied; what is refused leaves
// nothing behind. They are shown as they came, whatever this machine's engines would compute.

import { blobSource } from "../../store/byteSource.ts";
import type { ReadableFolder } from "../../store/folder.ts";
import { readZarr } from "../../store/zarr/open.ts";
import type { ZarrResults } from "../../store/zarr/results.ts";
import { createZarr, type ZarrStore } from "../../store/zarr/store.ts";
import { openZip } from "../../store/zip/open.ts";
import { formatAddress } from "../../sweep/address.ts";
import { blocksOf } from "../../sweep/blocks.ts";
import { FewMistakes } from "../../sweep/csv/fewMistakes.ts";
import { type EngineName, engineNames } from "../../sweep/engineChoice.ts";
import { type Mistake, messageOf, type Parsed, showGiven } from "../../sweep/mistakes.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type Tile, tileSize } from "../../sweep/tile.ts";
import { keptId } from "../kept/keptId.ts";
import type { HeldLock } from "../kept/locks.ts";
import type { Shelf } from "../kept/shelf.ts";
import { blobFolder, type PlacedFile } from "./blobFolder.ts";

/** Where results come from. */
export type ImportSource = { readonly zip: Blob } | { readonly files: readonly PlacedFile[] };

/** What was imported. */
export interface Imported {
  readonly id: string;
  readonly spec: SweepSpec;
  /** The engine that computed it, and what it was then. */
  readonly engine: EngineName;
  readonly description: string;
  readonly networks: number;
  readonly done: number;
  /** Whether the very same results were kept here already. */
  readonly wasThere: boolean;
}

/** Where results go. */
export interface ImportPlace {
  readonly shelf: Shelf;
  /** The right to write a kept sweep, or null where one that runs has it. */
  lock(id: string): Promise<HeldLock | null>;
  now(): number;
}

/**
 * Copies results onto the shelf. All mistakes of them at once; then nothing is copied.
 * @param told the share that is done: 0 … 1
 */
export async function importResults(
  source: ImportSource,
  place: ImportPlace | null,
  told: (share: number) => void,
): Promise<Parsed<Imported>> {
  try {
    const folder = "zip" in source ? await openZip(blobSource(source.zip)) : blobFolder(source.files);
    if (!folder.ok) return folder;
    const judged = await judge(folder.value, (share) => told(share / 2));
    if (!judged.ok) return judged;
    if (place === null) {
      const given = "a browser that gives the page no files of its own (a private window, or no https)";
      return refused({ path: "browser", given, allowed: "one that does, as results are kept there" });
    }
    return await copy(judged.value, place, (share) => told(0.5 + share / 2));
  } catch (error) {
    // A file that was moved or changed since it was chosen, a disk that is full, an entry that is not whole.
    return refused({ path: "file", given: messageOf(error), allowed: "sound results, and room for them" });
  }
}

interface Judged {
  readonly results: ZarrResults;
  readonly engine: EngineName;
  readonly tiles: readonly Tile[];
}

/** Every chunk is read and its checksum computed. */
async function judge(folder: ReadableFolder, told: (share: number) => void): Promise<Parsed<Judged>> {
  const opened = await readZarr(folder);
  if (!opened.ok) return opened;
  const results = opened.value;
  const name = results.facts.engines[0]?.name;
  const engine = engineNames.find((each) => each === name);
  if (engine === undefined) {
    const path = "zarr.json#attributes.vanishing_point.engines.0.name";
    return refused({ path, given: showGiven(name), allowed: engineNames.join(", ") });
  }
  const { shape, axes, chunkShape } = results;
  const tiles = blocksOf(shape, axes, chunkShape);
  const { done, damaged } = await results.survey(tiles, (looked, all) => told(looked / all));
  const mistakes = new FewMistakes("further chunks");
  for (const { path, problem } of damaged) {
    mistakes.add(() => ({ path, given: problem, allowed: "a chunk as it was written; get the file again" }));
  }
  if (damaged.length > 0) return { ok: false, mistakes: mistakes.list() };
  if (done.length === 0) {
    const allowed = "at least one finished block; to run the sweep itself, open its spec (JSON)";
    return refused({ path: "results", given: "none", allowed });
  }
  return { ok: true, value: { results, engine, tiles: done.map((index) => tiles[index]) } };
}

async function copy(
  { results, engine, tiles }: Judged,
  { shelf, lock, now }: ImportPlace,
  told: (share: number) => void,
): Promise<Parsed<Imported>> {
  const { spec, shape, facts } = results;
  const id = await keptId(spec, engine);
  const done = tiles.reduce((sum, tile) => sum + tileSize(tile), 0);
  const networks = shape.reduce((a, b) => a * b, 1);
  const { description } = facts.engines[0];
  const imported = { id, spec, engine, description, networks, done, wasThere: false };
  const held = await lock(id);
  if (held === null) {
    const given = "a sweep that runs, here or in another tab";
    return refused({ path: "results", given, allowed: "one that does not: cancel it there first" });
  }
  try {
    const there = await readZarr(shelf.resultsOf(id));
    if (there.ok && (await shelf.about(id)) !== null) {
      if (await isWithin(results, there.value, tiles))
        return { ok: true, value: { ...imported, wasThere: true } };
      const given = "a sweep that this browser keeps with other results (the same spec and engine)";
      const allowed = "one that it does not: export and delete that one first, under “Kept”";
      return refused({ path: "results", given, allowed });
    }
    // What is there without a note was broken off, and is in no list.
    await shelf.remove(id);
    try {
      const store = await createZarr(shelf.resultsOf(id), results, facts);
      await copyTiles(results, store, tiles, told);
      const bytes = done * results.metrics.length * 4;
      const link = formatAddress({ spec, view: { engine } });
      const times = { begun: now(), changed: now() };
      const about = { id, name: spec.name, link, engine, networks, done, bytes, ...times, picture: "" };
      await shelf.note(id, {}, about);
    } catch (error) {
      await shelf.remove(id);
      throw error;
    }
    return { ok: true, value: imported };
  } finally {
    held.release();
  }
}

async function copyTiles(
  from: ZarrResults,
  to: ZarrStore,
  tiles: readonly Tile[],
  told: (share: number) => void,
): Promise<void> {
  for (const [n, tile] of tiles.entries()) {
    told(n / tiles.length);
    const metrics = await from.readTile(tile);
    if (typeof metrics === "string") throw new Error(`a block is ${metrics}: the file changed meanwhile`);
    await to.put(tile, metrics);
  }
}

/** Whether some results are all among others, number for number. */
async function isWithin(some: ZarrResults, others: ZarrResults, tiles: readonly Tile[]): Promise<boolean> {
  for (const tile of tiles) {
    for (const metric of some.metrics) {
      const [a, b] = await Promise.all([some.read(metric, tile), others.read(metric, tile)]);
      if (!a.every((value, i) => Object.is(value, b[i]))) return false;
    }
  }
  return true;
}

function refused(mistake: Mistake): { readonly ok: false; readonly mistakes: readonly Mistake[] } {
  return { ok: false, mistakes: [mistake] };
}
