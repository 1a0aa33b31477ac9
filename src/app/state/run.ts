// The sweep that runs: what the lab tells is queued and taken in a few milliseconds per frame, so that the page never
// stalls; a hidden tab, which gets no frames, takes it in by a timer, so that nothing is lost and nothing piles up.

import { batch, signal } from "@preact/signals";
import type { EngineChoice } from "../../engine/engine.ts";
import type { Lab } from "../../lab/connect.ts";
import type { LabEvent } from "../../lab/events.ts";
import type { Keeping } from "../../lab/known.ts";
import { MemoryStore } from "../../store/memory.ts";
import type { ShownGrid } from "../../store/shownGrid.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type Tile, tileKey } from "../../sweep/tile.ts";
import { RunCache, runKey } from "./runCache.ts";
import { type RunStatus, recalled, STARTING } from "./runStatus.ts";
import { knownOf, storeFor } from "./runStore.ts";

export type { RunStatus } from "./runStatus.ts";

/** Chunks are taken in for at most this long per frame; what is left waits for the next one. */
const FRAME_MS = 4;
/** A hidden tab is in no hurry. */
const HIDDEN_MS = 200;

/** One sweep at a time, and its results so far. */
export class SweepRun {
  readonly status = signal<RunStatus>(STARTING);
  readonly store = signal<ShownGrid | null>(null);
  /** Counts the frames that brought new values. */
  readonly frame = signal(0);
  private readonly waiting: Chunk[] = [];
  /** The latest state so far of each tile in training; an older one is of no interest any more. */
  private readonly previews = new Map<string, Chunk>();
  private listener: (tile: Tile) => void = () => {};
  private scheduled = false;
  private current = 0;
  private asked: { readonly spec: SweepSpec; readonly choice: EngineChoice } | null = null;
  /** Whether the results at hand came out of the cache, so that the lab knows nothing of them. */
  private isRecalled = false;
  private readonly cache = new RunCache();

  constructor(private readonly lab: Promise<Lab>) {
    // A frame asked for just before the tab was hidden would come only when it is seen again.
    document.addEventListener("visibilitychange", () => {
      if (this.scheduled) setTimeout(() => this.drain());
    });
  }

  /**
   * Starts a sweep, or goes on with it where it is kept; the one before is cancelled, and whatever still comes from it dropped.
   * @param keep when it is kept
   */
  start(spec: SweepSpec, choice: EngineChoice, keep: Keeping = "long"): void {
    this.leave();
    this.asked = { spec, choice };
    this.cache.forget(runKey(spec, choice));
    this.begin(keep, null);
  }

  /** Shows a sweep as it was left; what is missing of it is computed, as if it had been started. */
  show(spec: SweepSpec, choice: EngineChoice, keep: Keeping): void {
    const left = this.cache.get(runKey(spec, choice));
    if (left === null) {
      this.start(spec, choice, keep);
      return;
    }
    this.leave();
    this.asked = { spec, choice };
    const { store, status } = left;
    if (store.doneCount < store.plan.networks) {
      this.begin(keep, store);
      return;
    }
    this.cancel();
    batch(() => {
      this.isRecalled = true;
      this.status.value = recalled(status, store.plan.networks);
      this.store.value = store;
      this.frame.value++;
    });
    if (status.keptId !== null) this.lookFor(status.keptId);
  }

  /** @param store what is there of the sweep already */
  private begin(keep: Keeping, store: MemoryStore | null): void {
    const { current: run, asked } = this;
    if (asked === null) return;
    this.isRecalled = false;
    this.status.value = STARTING;
    this.store.value = store;
    const known = store === null ? null : knownOf(store);
    this.lab
      .then((lab) =>
        run === this.current
          ? lab.run(asked.spec, asked.choice, keep, (event) => this.take(run, event), known)
          : null,
      )
      .catch((error: unknown) => this.take(run, { kind: "failed", message: messageOf(error) }));
  }

  /** The sweep at hand gives way to another: what has come of it stays in the cache. */
  private leave(): void {
    const { asked, waiting } = this;
    const [store, status] = [this.store.peek(), this.status.peek()];
    for (const chunk of waiting.splice(0)) store?.put(chunk);
    this.previews.clear();
    this.current++;
    if (asked === null || !(store instanceof MemoryStore) || store.doneCount === 0) return;
    this.cache.put(runKey(asked.spec, asked.choice), { store, status });
  }

  /** Whether a sweep that comes out of the cache is still kept, the browser's files alone can tell. */
  private lookFor(id: string): void {
    const run = this.current;
    this.lab
      .then(({ kept }) => kept.list())
      .then((sweeps) => {
        if (run === this.current && !sweeps.some((sweep) => sweep.id === id)) this.tell({ keptId: null });
      })
      .catch(() => undefined);
  }

  /** Sets who is told of every tile that has new values, final ones or those of its training so far: its place on the map's grid. */
  onTile(listener: (tile: Tile) => void): void {
    this.listener = listener;
  }

  pause(): void {
    void this.lab.then((lab) => lab.pause());
  }

  resume(): void {
    void this.lab.then((lab) => lab.resume());
  }

  cancel(): void {
    void this.lab.then((lab) => lab.cancel());
  }

  /** Keeps the sweep at hand, also one that is done. */
  keep(): void {
    const run = this.current;
    this.tell({ keepProblem: "" });
    const { value: store } = this.store;
    // The lab has gone on to other sweeps since, and is given this one's results back.
    if (this.isRecalled && store instanceof MemoryStore) {
      this.begin("always", store);
      return;
    }
    this.lab
      .then((lab) => lab.keep())
      .catch((error: unknown) => {
        // While it runs, the next chunk finds no room either, and the run says so itself.
        if (run === this.current) this.tell({ keepProblem: messageOf(error) });
      });
  }

  /** Where there was no room: how the sweep goes on. */
  decide(choice: "try again" | "go on unkept"): void {
    this.tell({ isFull: false, message: "" });
    void this.lab.then((lab) => lab.decide(choice));
  }

  private take(run: number, event: LabEvent): void {
    if (run !== this.current) return;
    switch (event.kind) {
      case "planned":
        if (this.store.value?.plan.id !== event.plan.id) this.store.value = storeFor(event.plan);
        this.tell({ phase: "running", networks: event.plan.networks, engine: event.engine });
        break;
      case "engine":
        this.tell({ engine: event.engine });
        break;
      case "chunk":
        this.previews.delete(tileKey(event.chunk.tile));
        this.waiting.push(event.chunk);
        this.schedule();
        break;
      case "preview":
        this.previews.set(tileKey(event.chunk.tile), event.chunk);
        this.schedule();
        break;
      case "progress": {
        const { kind: _, state, ...numbers } = event;
        this.tell({ phase: state, ...numbers });
        break;
      }
      case "elsewhere":
        this.tell({ isElsewhere: event.is });
        break;
      case "kept":
        this.tell({ keptId: event.id });
        break;
      case "full":
        this.tell({ isFull: true, message: event.message });
        break;
      case "done":
        this.tell({
          phase: "done",
          done: event.networks,
          before: event.before,
          share: 1,
          secondsLeft: 0,
          secondsElapsed: event.secondsElapsed,
        });
        break;
      case "cancelled":
        this.tell({ phase: "cancelled" });
        break;
      case "failed":
        this.tell({ phase: "failed", message: event.message });
        break;
    }
  }

  private tell(change: Partial<RunStatus>): void {
    this.status.value = { ...this.status.value, ...change };
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    if (document.hidden) setTimeout(() => this.drain(), HIDDEN_MS);
    else requestAnimationFrame(() => this.drain());
  }

  private drain(): void {
    // The timer and the frame may both come; whatever they were for is done by the first.
    if (!this.scheduled) return;
    this.scheduled = false;
    const store = this.store.value;
    if (store === null) return;
    const start = performance.now();
    const inTime = () => document.hidden || performance.now() - start < FRAME_MS;
    while (this.waiting.length > 0 && inTime()) {
      const chunk = this.waiting.shift() as Chunk;
      if (store.put(chunk)) this.listener(store.placeOf(chunk.tile));
    }
    for (const [key, chunk] of this.previews) {
      if (this.waiting.length > 0 || !inTime()) break;
      this.previews.delete(key);
      if (store.preview(chunk)) this.listener(store.placeOf(chunk.tile));
    }
    this.frame.value++;
    if (this.waiting.length + this.previews.size > 0) this.schedule();
  }
}
