// One sweep from spec to last chunk: planned, run, reported on, paused, cancelled. Knows nothing of threads.

import { type Engine, type EngineChoice, RunCancelled } from "../engine/engine.ts";
import type { ChunkStore, OpenStore } from "../store/chunkStore.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { messageOf } from "../sweep/mistakes.ts";
import { planSweep } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { tileSize } from "../sweep/tile.ts";
import { chooseEngine, type EnginesAtHand, successorOf } from "./choose.ts";
import { RunSwitch } from "./control.ts";
import type { EngineReport, LabEvent } from "./events.ts";
import { FallbackEngine } from "./fallback.ts";
import { runPlan } from "./run.ts";

/** Progress is told at most this often. */
const PROGRESS_MS = 100;

/** A sweep that runs. */
export class SweepSession {
  private readonly control = new RunSwitch();
  private done = 0;
  /** Of tiles in training: how many networks' worth of work is done, by the tile's index. */
  private readonly underWay = new Map<number, number>();
  /** Tiles that are done: a preview of one may still be on its way, for it comes through another port than the chunk. */
  private readonly finished = new Set<number>();
  private networks = 0;
  private runningMs = 0;
  private runningSince: number | null = null;
  private toldAt = 0;

  /**
   * @param tell is told of everything
   * @param open where chunks are to be kept besides: a tile is done once its chunk is, and the run waits for a slow store
   */
  constructor(
    private readonly tell: (event: LabEvent) => void,
    private readonly open?: OpenStore<ChunkStore>,
  ) {}

  /** Runs to the end; every outcome, also a failure, is told as an event. */
  async run(spec: SweepSpec, choice: EngineChoice, engines: EnginesAtHand): Promise<void> {
    try {
      const { engine: chosen, reason } = chooseEngine(choice, engines);
      const engine = this.withFallback(chosen, engines);
      const plan = planSweep(spec, (at) => engine.limitsOf(at));
      this.networks = plan.networks;
      const report: EngineReport = { name: engine.name, description: engine.description, reason };
      const store = await this.open?.(plan, report);
      this.tell({ kind: "planned", plan, engine: report });
      this.runningSince = performance.now();
      this.control.preview = ({ chunk, share }) => {
        if (!this.control.running || this.finished.has(chunk.tile)) return;
        // A tile that another engine took over starts again from nothing; a progress bar does not go back.
        const before = this.underWay.get(chunk.tile) ?? 0;
        this.underWay.set(chunk.tile, Math.max(before, share * tileSize(plan.tiles[chunk.tile])));
        this.tell({ kind: "preview", chunk });
        if (performance.now() - this.toldAt > PROGRESS_MS) this.tellProgress();
      };
      await runPlan(plan, engine, this.control, async (chunk: Chunk) => {
        // Chunks that were under way when the user cancelled are no longer of interest.
        if (this.control.cancelled) return;
        if (store !== undefined) await store.put(chunk);
        this.underWay.delete(chunk.tile);
        this.finished.add(chunk.tile);
        this.done += tileSize(plan.tiles[chunk.tile]);
        this.tell({ kind: "chunk", chunk });
        if (performance.now() - this.toldAt > PROGRESS_MS) this.tellProgress();
      });
      // Cancelled while the last tiles were under way: their chunks were dropped, so the sweep is not done.
      if (this.control.cancelled) throw new RunCancelled();
      this.tellProgress();
      this.tell({ kind: "done", networks: this.networks, secondsElapsed: this.secondsElapsed() });
    } catch (error) {
      // Another thread's RunCancelled arrives as a plain error; once cancelled, every error is only the way it ended.
      if (error instanceof RunCancelled || this.control.cancelled) this.tell({ kind: "cancelled" });
      else this.tell({ kind: "failed", message: messageOf(error) });
    }
  }

  pause(): void {
    if (!this.control.running) return;
    this.control.pause();
    if (this.runningSince !== null) this.runningMs += performance.now() - this.runningSince;
    this.runningSince = null;
    this.tellProgress();
  }

  resume(): void {
    if (!this.control.paused) return;
    this.runningSince = performance.now();
    this.control.resume();
    this.tellProgress();
  }

  cancel(): void {
    this.control.cancel();
  }

  private withFallback(first: Engine, engines: EnginesAtHand): Engine {
    return new FallbackEngine(first, (lost, loss) => {
      const next = successorOf(lost, engines);
      if (next === null) return null;
      const { name, description } = next.engine;
      const reason = `${next.reason}: ${loss.message}`;
      this.tell({ kind: "engine", engine: { name, description, reason } });
      return next.engine;
    });
  }

  private secondsElapsed(): number {
    const current = this.runningSince === null ? 0 : performance.now() - this.runningSince;
    return (this.runningMs + current) / 1000;
  }

  private tellProgress(): void {
    this.toldAt = performance.now();
    const seconds = this.secondsElapsed();
    const worked = this.done + [...this.underWay.values()].reduce((sum, networks) => sum + networks, 0);
    const rate = seconds > 0 ? worked / seconds : 0;
    this.tell({
      kind: "progress",
      state: this.control.paused ? "paused" : "running",
      done: this.done,
      share: this.networks === 0 ? 0 : worked / this.networks,
      networks: this.networks,
      networksPerSecond: rate,
      secondsLeft: rate > 0 ? (this.networks - worked) / rate : Number.POSITIVE_INFINITY,
      secondsElapsed: seconds,
    });
  }
}
