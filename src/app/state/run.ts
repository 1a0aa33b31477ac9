// The sweep that runs: what the lab tells is queued and taken in a few milliseconds per frame, so that the page never stalls.

import { signal } from "@preact/signals";
import type { EngineChoice } from "../../engine/engine.ts";
import type { Lab } from "../../lab/connect.ts";
import type { EngineReport, LabEvent } from "../../lab/events.ts";
import { MemoryStore } from "../../store/memory.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { Tile } from "../../sweep/tile.ts";

export interface RunStatus {
  readonly phase: "starting" | "running" | "paused" | "done" | "cancelled" | "failed";
  readonly done: number;
  readonly networks: number;
  readonly networksPerSecond: number;
  readonly secondsLeft: number;
  readonly secondsElapsed: number;
  readonly engine: EngineReport | null;
  /** What went wrong, where the run failed. */
  readonly message: string;
}

const STARTING: RunStatus = {
  phase: "starting",
  done: 0,
  networks: 0,
  networksPerSecond: 0,
  secondsLeft: Number.POSITIVE_INFINITY,
  secondsElapsed: 0,
  engine: null,
  message: "",
};

/** Chunks are taken in for at most this long per frame; what is left waits for the next one. */
const FRAME_MS = 4;

/** One sweep at a time, and its results so far. */
export class SweepRun {
  readonly status = signal<RunStatus>(STARTING);
  readonly store = signal<MemoryStore | null>(null);
  /** Counts the frames that brought new results. */
  readonly frame = signal(0);
  private readonly waiting: Chunk[] = [];
  private listener: (tile: Tile) => void = () => {};
  private scheduled = false;
  private current = 0;

  constructor(private readonly lab: Promise<Lab>) {}

  /** Starts a sweep; the one before is cancelled, and whatever still comes from it is dropped. */
  start(spec: SweepSpec, choice: EngineChoice): void {
    this.current++;
    const run = this.current;
    this.waiting.length = 0;
    this.status.value = STARTING;
    this.store.value = null;
    this.lab
      .then((lab) => (run === this.current ? lab.run(spec, choice, (event) => this.take(run, event)) : null))
      .catch((error: unknown) => this.take(run, { kind: "failed", message: messageOf(error) }));
  }

  /** Sets who is told of every tile that has been stored. */
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

  private take(run: number, event: LabEvent): void {
    if (run !== this.current) return;
    switch (event.kind) {
      case "planned":
        this.store.value = new MemoryStore(event.plan);
        this.tell({ phase: "running", networks: event.plan.networks, engine: event.engine });
        break;
      case "engine":
        this.tell({ engine: event.engine });
        break;
      case "chunk":
        this.waiting.push(event.chunk);
        this.schedule();
        break;
      case "progress": {
        const { state, done, networks, networksPerSecond, secondsLeft, secondsElapsed } = event;
        this.tell({ phase: state, done, networks, networksPerSecond, secondsLeft, secondsElapsed });
        break;
      }
      case "done":
        this.tell({
          phase: "done",
          done: event.networks,
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
    requestAnimationFrame(() => this.drain());
  }

  private drain(): void {
    this.scheduled = false;
    const store = this.store.value;
    if (store === null) return;
    const start = performance.now();
    while (performance.now() - start < FRAME_MS) {
      const chunk = this.waiting.shift();
      if (chunk === undefined) break;
      if (store.put(chunk)) this.listener(store.plan.tiles[chunk.tile]);
    }
    this.frame.value++;
    if (this.waiting.length > 0) this.schedule();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
