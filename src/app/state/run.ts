// The sweep that runs: what the lab tells is queued and taken in a few milliseconds per frame, so that the page never
// stalls; a hidden tab, which gets no frames, takes it in by a timer, so that nothing is lost and nothing piles up.

import { signal } from "@preact/signals";
import type { EngineChoice } from "../../engine/engine.ts";
import type { Lab } from "../../lab/connect.ts";
import type { EngineReport, LabEvent } from "../../lab/events.ts";
import { CellStore } from "../../store/cells.ts";
import { factorsOf, isMerged } from "../../store/figure/arrangement.ts";
import { MemoryStore } from "../../store/memory.ts";
import type { ShownGrid } from "../../store/shownGrid.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import type { SweepPlan } from "../../sweep/plan.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type Tile, tileKey } from "../../sweep/tile.ts";

export interface RunStatus {
  readonly phase: "starting" | "running" | "paused" | "done" | "cancelled" | "failed";
  /** Networks that are done … */
  readonly done: number;
  /** … and the share of the whole work that is, tiles in training counted in: 0 … 1. */
  readonly share: number;
  readonly networks: number;
  /** Once all is done: how many networks were kept from before. */
  readonly before: number;
  readonly networksPerSecond: number;
  readonly secondsLeft: number;
  readonly secondsElapsed: number;
  readonly engine: EngineReport | null;
  /** What went wrong, where the run failed or found no room. */
  readonly message: string;
  /** Under which name the sweep is kept, or null. */
  readonly keptId: string | null;
  /** Another tab runs this very sweep; this one shows what comes of it. */
  readonly isElsewhere: boolean;
  /** The run stands still, for there is no room left to keep its results. */
  readonly isFull: boolean;
  /** Why the sweep could not be kept when somebody asked for it. */
  readonly keepProblem: string;
}

const STARTING: RunStatus = {
  phase: "starting",
  done: 0,
  share: 0,
  networks: 0,
  before: 0,
  networksPerSecond: 0,
  secondsLeft: Number.POSITIVE_INFINITY,
  secondsElapsed: 0,
  engine: null,
  message: "",
  keptId: null,
  isElsewhere: false,
  isFull: false,
  keepProblem: "",
};

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

  constructor(private readonly lab: Promise<Lab>) {
    // A frame asked for just before the tab was hidden would come only when it is seen again.
    document.addEventListener("visibilitychange", () => {
      if (this.scheduled) setTimeout(() => this.drain());
    });
  }

  /**
   * Starts a sweep, or goes on with it where it is kept; the one before is cancelled, and whatever still comes from it dropped.
   * @param keep whether it is kept however short it is
   */
  start(spec: SweepSpec, choice: EngineChoice, keep = false): void {
    this.current++;
    const run = this.current;
    this.waiting.length = 0;
    this.previews.clear();
    this.status.value = STARTING;
    this.store.value = null;
    this.lab
      .then((lab) =>
        run === this.current ? lab.run(spec, choice, keep, (event) => this.take(run, event)) : null,
      )
      .catch((error: unknown) => this.take(run, { kind: "failed", message: messageOf(error) }));
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
        this.store.value = storeFor(event.plan);
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

/** Every network for itself where they find room, cells of several of them otherwise. */
function storeFor(plan: SweepPlan): ShownGrid {
  const factors = factorsOf(plan.spec);
  return isMerged(factors) ? new CellStore(plan, factors) : new MemoryStore(plan);
}
