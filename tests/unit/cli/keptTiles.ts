// What must hold of a store whenever its program was killed: nothing that was acknowledged is lost, nothing torn passes for
// whole, and no more is computed again than was under way.

import type { Folder, ReadableFolder } from "../../../src/store/folder.ts";
import { chunkAt, chunkPath } from "../../../src/store/zarr/layout.ts";
import { openZarr } from "../../../src/store/zarr/open.ts";
import type { ZarrStore } from "../../../src/store/zarr/store.ts";
import { blocksOf } from "../../../src/sweep/blocks.ts";
import type { Tile } from "../../../src/sweep/tile.ts";

/** A store as it was found after a kill. */
export interface AfterKill {
  readonly folder: ReadableFolder;
  readonly store: Pick<ZarrStore, "spec" | "axes" | "shape" | "chunkShape" | "metrics">;
  /** Tiles that count as done now, and those that did before the run that was killed. */
  readonly done: ReadonlySet<number>;
  readonly before: ReadonlySet<number>;
  /** Tiles that were told to be kept. */
  readonly acknowledged: ReadonlySet<number>;
  readonly tilesInFlight: number;
  /** The same sweep's store of a run that nobody disturbed. */
  readonly undisturbed: ReadableFolder;
}

/** What is wrong after a kill, one line each; nothing where all three promises were kept. */
export async function killMistakes(after: AfterKill): Promise<string[]> {
  const { done, before, acknowledged, tilesInFlight } = after;
  const lost = [...before, ...acknowledged].filter((tile) => !done.has(tile));
  const torn: number[] = [];
  const tiles = tilesOfStore(after.store);
  for (const tile of tiles) if (done.has(tile.index) && !(await isEqual(after, tile))) torn.push(tile.index);
  // Tiles start in the plan's order: every one before the last that is done was started, and is computed again if it is not.
  const pending = tiles.map(({ index }) => index).filter((index) => !before.has(index));
  const started = pending.findLastIndex((index) => done.has(index)) + 1;
  const again = pending.slice(0, started).filter((index) => !done.has(index));
  return [
    ...(lost.length > 0 ? [`lost: ${lost}`] : []),
    ...(torn.length > 0 ? [`torn: ${torn}`] : []),
    ...(again.length > tilesInFlight
      ? [`computed again: ${again.length} of ${tilesInFlight} in flight`]
      : []),
  ];
}

/** The tiles of a store in the order in which they run. */
export function tilesOfStore({ shape, axes, chunkShape }: AfterKill["store"]): Tile[] {
  return blocksOf(shape, axes, chunkShape);
}

/** Opens a store and looks at every checksum; null where there is no store yet. */
export async function surveyed(folder: Folder) {
  if ((await folder.read("zarr.json")) === null) return null;
  const store = await openZarr(folder);
  if (!store.ok) throw new Error(JSON.stringify(store.mistakes));
  const { done, damaged } = await store.value.survey(tilesOfStore(store.value));
  return { store: store.value, done: new Set(done), damaged };
}

/** Whether a tile's files are those of the undisturbed run, byte by byte. */
async function isEqual({ folder, store, undisturbed }: AfterKill, tile: Tile): Promise<boolean> {
  const position = chunkAt(store, tile).slice(0, store.spec.replicates > 1 ? undefined : -1);
  for (const metric of store.metrics) {
    const path = chunkPath(metric, position);
    const [found, expected] = [await folder.read(path), await undisturbed.read(path)];
    if (found === null || expected === null || Buffer.compare(found, expected) !== 0) return false;
  }
  return true;
}

/** Every file of a folder with its content, to compare two of them as a whole. */
export async function filesOf(folder: ReadableFolder): Promise<[string, string][]> {
  const paths = (await folder.list()).map(({ path }) => path).sort();
  const files: [string, string][] = [];
  for (const path of paths) {
    files.push([path, Buffer.from((await folder.read(path)) ?? []).toString("base64")]);
  }
  return files;
}
