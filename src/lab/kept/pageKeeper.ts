// Keeps a run of the page on the shelf. Sweeps that are over in a moment are not kept unless somebody asks for it: their chunks
// wait in memory for a while, and are written once the sweep turns out to be long.

import { copiedMetrics } from "../../engine/engine.ts";
import type { EngineNote } from "../../store/zarr/metadata.ts";
import type { ZarrStore } from "../../store/zarr/store.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type Tile, tileSize } from "../../sweep/tile.ts";
import type { EngineReport, LabEvent } from "../events.ts";
import { fetched } from "../fetched.ts";
import type { Found, Keeper } from "../keeper.ts";
import type { Keeping } from "../known.ts";
import { keptId } from "./keptId.ts";
import { type HeldLock, type Locks, lockName } from "./locks.ts";
import type { Shelf } from "./shelf.ts";

/** A sweep that runs longer than this is kept by itself. */
const LONG_MS = 3000;
/** … and so is one whose results would fill more memory than this while they wait. */
const MOST_WAITING_BYTES = 64 * 2 ** 20;
/** The note of a sweep is brought up to date about this often. */
const NOTE_MS = 2000;
/** Whoever follows another tab's sweep looks for new results this often. */
const FOLLOW_MS = 1000;

/** What a keeper needs beside the run. */
export interface KeeperSurroundings {
  readonly shelf: Shelf;
  readonly locks: Locks;
  readonly program: { readonly name: string; readonly version: string };
  tell(event: LabEvent & { readonly kind: "kept" }): void;
  now(): number;
}

/** Keeps one run. */
export class PageKeeper implements Keeper {
  private id = "";
  private plan: SweepPlan | null = null;
  private engines: EngineNote[] = [];
  private store: ZarrStore | null = null;
  private opening: Promise<void> | null = null;
  private lock: HeldLock | null = null;
  private waiting: Chunk[] = [];
  private waitingBytes = 0;
  private done = 0;
  private begun = 0;
  private notedAt = 0;
  private ended = false;
  /** Another tab keeps this very sweep: this run is not kept. */
  private isOthers = false;

  private isWanted: boolean;
  private readonly longMs: number;

  /** @param keep when it is kept; one that only somebody's asking keeps is kept all the same where memory cannot hold it */
  constructor(
    private readonly at: KeeperSurroundings,
    keep: Keeping,
  ) {
    this.isWanted = keep === "always";
    this.longMs = keep === "asked" ? Number.POSITIVE_INFINITY : LONG_MS;
  }

  async find(spec: SweepSpec, engine: Pick<EngineReport, "name">): Promise<readonly number[] | undefined> {
    this.id = await keptId(spec, engine.name);
    if (await this.at.shelf.hasResults(this.id)) {
      const { openZarr } = await writing();
      const opened = await openZarr(this.at.shelf.resultsOf(this.id));
      if (opened.ok) this.store = opened.value;
    }
    return this.store?.chunkShape;
  }

  async begin(plan: SweepPlan, engine: EngineReport): Promise<Found> {
    this.plan = plan;
    const { name, description } = engine;
    this.engines = [{ name, description }];
    this.begun = this.at.now();
    const { store } = this;
    // What nobody keeps yet anybody may run: the first who turns out to take long keeps it.
    if (store === null) return { tiles: [], read: null };
    this.at.tell({ kind: "kept", id: this.id });
    this.lock = await this.at.locks.tryTake(lockName(this.id));
    const there = await store.listed(plan.tiles);
    // Who computed a finished sweep does not change because somebody looked at it.
    if (this.lock !== null && there.length < plan.tiles.length) await store.noteEngine(engine);
    const tiles = there.map((index) => plan.tiles[index]);
    const read = (tile: Tile) => this.read(tile);
    if (this.lock !== null) return { tiles, read };
    return { tiles, read, follow: this.follower(new Set(there)) };
  }

  async put(chunk: Chunk): Promise<void> {
    if (this.ended || this.isOthers) return;
    const isOpen = this.lock !== null && this.opening === null && this.waiting.length === 0;
    if (this.store !== null && isOpen) return this.write(this.store, chunk);
    // One that found no room comes again, and waits here already.
    if (!this.waiting.some(({ tile }) => tile.index === chunk.tile.index)) this.wait(chunk);
    const isLong = this.at.now() - this.begun > this.longMs || this.waitingBytes > MOST_WAITING_BYTES;
    if (isLong || this.isWanted) await this.keepNow();
  }

  /** Keeps the sweep from now on, and what has come of it so far; also one that is over. */
  async keepNow(): Promise<void> {
    this.isWanted = true;
    this.opening ??= this.writeWaiting().finally(() => {
      this.opening = null;
    });
    await this.opening;
    if (!this.ended || this.store === null) return;
    await this.note();
    this.letGo();
  }

  async engineChanged({ name, description }: EngineReport): Promise<void> {
    this.engines.push({ name, description });
    await this.store?.noteEngine({ name, description });
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.opening?.catch(() => undefined);
    if (this.store === null) return;
    if (this.lock !== null) await this.note().catch(() => undefined);
    // One that is not kept may still be asked for.
    this.letGo();
  }

  /** Another sweep takes its place: what was not kept is gone. */
  letGo(): void {
    this.waiting = [];
    this.lock?.release();
    this.lock = null;
  }

  /** The sweep of that name comes from elsewhere: where this run of it is over, it can no longer be kept. */
  giveUp(id: string): void {
    if (this.ended && this.id === id) this.letGo();
  }

  private wait({ planId, tile, metrics }: Chunk): void {
    this.waiting.push({ planId, tile, metrics: copiedMetrics(metrics) });
    this.waitingBytes += bytesOf(metrics);
  }

  private async writeWaiting(): Promise<void> {
    const { plan, at } = this;
    if (plan === null) return;
    this.lock ??= await at.locks.tryTake(lockName(this.id));
    if (this.lock === null) {
      // Another tab runs the same sweep, and was the first to keep it.
      this.isOthers = true;
      this.waiting = [];
      return;
    }
    this.store ??= await this.opened(plan);
    await this.note();
    at.tell({ kind: "kept", id: this.id });
    // One by one, so that what finds no room is still there when there is some.
    while (this.waiting.length > 0) {
      await this.write(this.store, this.waiting[0]);
      this.waitingBytes -= bytesOf(this.waiting.shift()?.metrics ?? {});
    }
  }

  /** The store: what another tab has left of the same blocks, or a new one. */
  private async opened(plan: SweepPlan): Promise<ZarrStore> {
    const { at, id } = this;
    const { createZarr, openZarr } = await writing();
    const folder = at.shelf.resultsOf(id);
    const there = await openZarr(folder);
    if (there.ok && there.value.chunkShape.join() === plan.chunkShape.join()) return there.value;
    // What is there and cannot be opened was broken off before anything was kept in it, or is another version's.
    await at.shelf.remove(id);
    const { name: program, version } = at.program;
    return createZarr(folder, plan, { program, version, engines: this.engines });
  }

  private async write(store: ZarrStore, { tile, metrics }: Chunk): Promise<void> {
    await store.put(tile, metrics);
    this.done += tileSize(tile);
    if (this.at.now() - this.notedAt > NOTE_MS) await this.note();
  }

  private async read(tile: Tile): Promise<Chunk | null> {
    const { plan, store } = this;
    const metrics = await store?.readTile(tile);
    if (plan === null || metrics === undefined || typeof metrics === "string") return null;
    this.done += tileSize(tile);
    return { planId: plan.id, tile, metrics };
  }

  private async note(): Promise<void> {
    const { plan, at, id } = this;
    if (plan === null) return;
    this.notedAt = at.now();
    const [engine] = this.engines;
    const { formatAddress } = await writing();
    const bytesPerNetwork = (this.store?.metrics.length ?? 0) * 4;
    const change = { done: this.done, changed: at.now(), bytes: this.done * bytesPerNetwork };
    await at.shelf.note(id, change, {
      ...change,
      id,
      name: plan.spec.name,
      link: formatAddress({ spec: plan.spec, view: { engine: engine.name } }),
      engine: engine.name,
      networks: plan.networks,
      begun: at.now(),
      picture: "",
    });
  }

  private follower(known: Set<number>): () => Promise<readonly Tile[] | null> {
    return async () => {
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
      const { plan } = this;
      if (plan === null || this.ended) return null;
      this.lock ??= await this.at.locks.tryTake(lockName(this.id));
      if (this.store === null) {
        const { openZarr } = await writing();
        const opened = await openZarr(this.at.shelf.resultsOf(this.id));
        // Only results in the same blocks can be followed; others are begun anew once the other tab is gone.
        if (opened.ok && opened.value.chunkShape.join() === plan.chunkShape.join()) this.store = opened.value;
      }
      const there = (await this.store?.listed(plan.tiles)) ?? [];
      const fresh = there.filter((index) => !known.has(index));
      for (const index of fresh) known.add(index);
      if (this.lock !== null && fresh.length === 0) return null;
      return fresh.map((index) => plan.tiles[index]);
    };
  }
}

function writing(): Promise<typeof import("./writing.ts")> {
  return fetched(() => import("./writing.ts"));
}

function bytesOf(metrics: Chunk["metrics"]): number {
  return Object.values(metrics).reduce((sum, values) => sum + values.byteLength, 0);
}
