// Keeps a run in a Zarr store on the disk, tile by tile, and goes on where an earlier run of the same sweep left off: what is
// there is believed only as far as its checksums are right.

import program from "../../package.json" with { type: "json" };
import type { EngineReport } from "../lab/events.ts";
import type { Found, Keeper } from "../lab/keeper.ts";
import type { Folder } from "../store/folder.ts";
import { chunkPath, metadataPath } from "../store/zarr/layout.ts";
import { arraysOf, type EngineNote } from "../store/zarr/metadata.ts";
import { createZarr, type ZarrStore } from "../store/zarr/store.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { type Tile, tileSize } from "../sweep/tile.ts";

/** What a keeper asks of its folder beyond reading and writing. */
export interface KeptFolder extends Folder {
  /** Forces to the disk what was written. */
  settle(): Promise<void>;
}

/** What a keeper has to say of what it found. */
export interface FoundTiles {
  readonly tiles: number;
  readonly done: number;
  /** Networks of the tiles that are done. */
  readonly networks: number;
  /** Files that were there and not whole; their tiles are computed again. */
  readonly damaged: readonly { readonly path: string; readonly problem: string }[];
}

/** Who is told of what a keeper finds and does. */
export interface KeeperListener {
  found(found: FoundTiles): void;
  /** A tile is kept: it outlives the process from now on. */
  kept(tile: Tile): void;
  note(text: string): void;
  surveyed(looked: number, all: number): void;
}

/** Keeps one run in a folder. */
export class ZarrKeeper implements Keeper {
  private readonly underWay = new Set<Promise<void>>();
  private stopped = false;
  /** Networks whose results are in the store; null where there is no store yet. */
  keptNetworks: number | null = null;

  /** @param store what is there already; null for a new store, for which the folder is empty or broken off while it was made */
  constructor(
    private readonly folder: KeptFolder,
    private store: ZarrStore | null,
    private readonly listener: KeeperListener,
  ) {}

  async find(): Promise<readonly number[] | undefined> {
    return this.store?.chunkShape;
  }

  async begin(plan: SweepPlan, engine: EngineReport): Promise<Found> {
    if (this.store === null) {
      await removeBegun(this.folder, plan);
      const { name, version } = program;
      this.store = await createZarr(this.folder, plan, { program: name, version, engines: [noteOf(engine)] });
      await this.folder.settle();
      this.keptNetworks = 0;
      this.listener.found({ tiles: plan.tiles.length, done: 0, networks: 0, damaged: [] });
      return { tiles: [], read: null };
    }
    const survey = await this.store.survey(plan.tiles, (looked, all) => this.listener.surveyed(looked, all));
    const done = survey.done.map((index) => plan.tiles[index]);
    const networks = done.reduce((sum, tile) => sum + tileSize(tile), 0);
    this.keptNetworks = networks;
    const { damaged } = survey;
    this.listener.found({ tiles: plan.tiles.length, done: done.length, networks, damaged });
    // Who computed a finished sweep does not change because somebody looked at it.
    if (done.length < plan.tiles.length) await this.engineChanged(engine);
    return { tiles: done, read: null };
  }

  async put(chunk: Chunk): Promise<void> {
    const { store } = this;
    if (store === null || this.stopped)
      throw new Error(`tile ${chunk.tile.index} came after the run had ended`);
    const writing = store.put(chunk.tile, chunk.metrics);
    const settled = writing.catch(() => undefined).then(() => void this.underWay.delete(settled));
    this.underWay.add(settled);
    await writing;
    this.keptNetworks = (this.keptNetworks ?? 0) + tileSize(chunk.tile);
    this.listener.kept(chunk.tile);
  }

  async engineChanged(engine: EngineReport): Promise<void> {
    if (!(await this.store?.noteEngine(engine))) return;
    this.listener.note(`${engine.name} is noted in the store as another engine of this sweep`);
  }

  /** Lets what is being written be written, and nothing more. */
  async end(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.underWay);
    await this.folder.settle();
  }
}

function noteOf({ name, description }: EngineReport): EngineNote {
  return { name, description };
}

/**
 * Removes what a run left that was killed while it made its store: a group's own file comes last, and without it there are no
 * results. Files that no such run writes are left alone, and the store is then refused as not empty.
 */
async function removeBegun(folder: Folder, plan: SweepPlan): Promise<void> {
  const files = (await folder.list()).map(({ path }) => path);
  if (files.length === 0) return;
  const { coordinates, metadata } = arraysOf(plan);
  const begun = new Set([
    ...coordinates.map(({ name }) => chunkPath(name, [0])),
    ...[...metadata.keys()].map((name) => metadataPath(name)),
  ]);
  if (!files.every((path) => begun.has(path))) return;
  for (const path of files) await folder.remove(path);
}
