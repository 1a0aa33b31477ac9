// How far a run is: what is done, what is under way, and how fast it goes, pauses left out.

import type { Preview } from "../engine/engine.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { type Tile, tileSize } from "../sweep/tile.ts";
import type { LabEvent } from "./events.ts";

/** Progress is told at most this often. */
const PROGRESS_MS = 100;

/** The progress of one run. */
export class ProgressMeter {
  private done = 0;
  /** Networks that were there before this run began: done, but not by its speed. */
  before = 0;
  /** Networks of the sketch, which are computed again with their tiles. */
  private sketched = 0;
  /** How many networks' worth of work is done of tiles under way, by the tile's index and the part's place in it. */
  private readonly underWay = new Map<number, Map<string, number>>();
  /** Tiles that are done: a preview of one may still be on its way, for it comes through another port than the chunk. */
  private readonly finished = new Set<number>();
  private runningMs = 0;
  private runningSince: number | null = null;
  private toldAt = 0;

  constructor(private readonly plan: SweepPlan) {}

  /** Whether it is time to tell again. */
  get isDue(): boolean {
    return performance.now() - this.toldAt > PROGRESS_MS;
  }

  /** The clock runs. */
  start(): void {
    this.runningSince = performance.now();
  }

  /** The clock stands. */
  stop(): void {
    if (this.runningSince !== null) this.runningMs += performance.now() - this.runningSince;
    this.runningSince = null;
  }

  /** A tile was there already. */
  found(tile: Tile): void {
    this.before += tileSize(tile);
    this.finish(tile);
  }

  finish(tile: Tile): void {
    this.underWay.delete(tile.index);
    this.finished.add(tile.index);
    if (tile.index < 0) this.sketched += tileSize(tile);
    else this.done += tileSize(tile);
  }

  /** Takes note of a tile under way; returns whether it is of interest: a finished one is not. */
  preview({ chunk: { tile }, share }: Preview): boolean {
    if (this.finished.has(tile.index)) return false;
    if (tile.index < 0) return true;
    const parts = this.underWay.get(tile.index) ?? new Map<string, number>();
    this.underWay.set(tile.index, parts);
    // A tile that another engine took over starts again from nothing; a progress bar does not go back.
    const part = tile.start.join();
    parts.set(part, Math.max(parts.get(part) ?? 0, share * tileSize(tile)));
    return true;
  }

  get secondsElapsed(): number {
    const current = this.runningSince === null ? 0 : performance.now() - this.runningSince;
    return (this.runningMs + current) / 1000;
  }

  /** What is told of it now. */
  tell(state: "running" | "paused"): LabEvent & { readonly kind: "progress" } {
    this.toldAt = performance.now();
    const { networks } = this.plan;
    const seconds = this.secondsElapsed;
    const worked = this.done + this.halfDone();
    const rate = seconds > 0 ? (worked - this.before + this.sketched) / seconds : 0;
    return {
      kind: "progress",
      state,
      done: this.done,
      share: networks === 0 ? 0 : worked / networks,
      networks,
      networksPerSecond: rate,
      secondsLeft: rate > 0 ? (networks - worked) / rate : Number.POSITIVE_INFINITY,
      secondsElapsed: seconds,
    };
  }

  private halfDone(): number {
    let sum = 0;
    for (const parts of this.underWay.values()) for (const networks of parts.values()) sum += networks;
    return sum;
  }
}
