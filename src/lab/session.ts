// One sweep from spec to last chunk: planned, run, kept, reported on, paused, cancelled. Knows nothing of threads.

import { type Engine, type EngineChoice, RunCancelled } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { messageOf } from "../sweep/mistakes.ts";
import { planSweep, type SweepPlan } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";
import { AbsentEngine } from "./absent.ts";
import { chooseEngine, type EnginesAtHand, successorOf } from "./choose.ts";
import { RunSwitch } from "./control.ts";
import type { EngineReport, LabEvent } from "./events.ts";
import { FallbackEngine } from "./fallback.ts";
import { type Keeper, keepsNothing } from "./keeper.ts";
import type { Known } from "./known.ts";
import { ProgressMeter } from "./progress.ts";
import { runPlan } from "./run.ts";

/** How a session is told to run. */
export interface SessionOptions {
  /** Whether somebody looks on, who wants a coarse picture first. */
  readonly sketch?: boolean;
  /** Makes what keeps the chunks, beside whoever is told of them; null where nothing does. */
  readonly keeper?: () => Promise<Keeper | null>;
  /** What whoever looks on has already, and need not be told again. */
  readonly known?: Known | null;
  /** Whether what is known is handed to the keeper as well. */
  readonly keepsKnown?: boolean;
}

/** A sweep that runs. */
export class SweepSession {
  private readonly control = new RunSwitch();
  private readonly sketch: boolean;
  private readonly makeKeeper: () => Promise<Keeper | null>;
  private readonly known: Known | null;
  private readonly keepsKnown: boolean;
  private keeper = keepsNothing;
  private progress: ProgressMeter | null = null;
  /** Chunks that found no room wait here for somebody to decide. */
  private room: { readonly decided: Promise<void>; readonly decide: () => void } | null = null;

  constructor(
    private readonly tell: (event: LabEvent) => void,
    { sketch = false, keeper = async () => null, known = null, keepsKnown = false }: SessionOptions = {},
  ) {
    this.known = known;
    this.keepsKnown = keepsKnown;
    this.sketch = sketch;
    this.makeKeeper = keeper;
  }

  /** Runs to the end; every outcome, also a failure, is told as an event. */
  async run(spec: SweepSpec, choice: EngineChoice, engines: EnginesAtHand): Promise<void> {
    try {
      this.keeper = (await this.makeKeeper()) ?? keepsNothing;
      const { engine: chosen, reason } = await this.choose(spec, choice, engines);
      const engine = this.withFallback(chosen, engines);
      const report = { name: engine.name, description: engine.description, reason };
      const block = await this.keeper.find(spec, report);
      const plan = planSweep(spec, (at) => engine.limitsOf(at), block);
      await this.runPlanned(plan, engine, report);
    } catch (error) {
      // Another thread's RunCancelled arrives as a plain error; once cancelled, every error is only the way it ended.
      if (error instanceof RunCancelled || this.control.cancelled) this.tell({ kind: "cancelled" });
      else this.tell({ kind: "failed", message: messageOf(error) });
    } finally {
      await this.keeper.end();
    }
  }

  pause(): void {
    if (!this.control.running) return;
    this.control.pause();
    this.progress?.stop();
    this.tellProgress();
  }

  resume(): void {
    if (!this.control.paused || this.room !== null) return;
    this.progress?.start();
    this.control.resume();
    this.tellProgress();
  }

  cancel(): void {
    this.control.cancel();
    this.room?.decide();
  }

  /** After an event "full": tries again to keep what found no room, or goes on without keeping anything more. */
  decide(choice: "try again" | "go on unkept"): void {
    if (this.room === null) return;
    if (choice === "go on unkept") this.keeper = { ...keepsNothing, end: this.keeper.end.bind(this.keeper) };
    this.room.decide();
  }

  /** The engine; where the one asked for is not at hand, results of it that are all kept can still be looked at. */
  private async choose(spec: SweepSpec, choice: EngineChoice, engines: EnginesAtHand) {
    try {
      return chooseEngine(choice, engines);
    } catch (error) {
      const name = choice === "auto" ? "reference" : choice;
      const reason = messageOf(error);
      if ((await this.keeper.find(spec, { name, description: "" })) === undefined) throw error;
      return { engine: new AbsentEngine(name, reason), reason };
    }
  }

  private async runPlanned(plan: SweepPlan, engine: Engine, report: EngineReport): Promise<void> {
    const progress = new ProgressMeter(plan);
    this.progress = progress;
    this.tell({ kind: "planned", plan, engine: report });
    const missing = await this.missingOf(plan, report, progress);
    // What is there already makes a better picture than a sketch.
    const sketch = this.sketch && missing.length === plan.tiles.length ? plan.sketch : [];
    if (this.control.running) progress.start();
    this.control.preview = (preview) => {
      if (!this.control.running || !progress.preview(preview)) return;
      this.tell({ kind: "preview", chunk: preview.chunk });
      if (progress.isDue) this.tellProgress();
    };
    const take = async (chunk: Chunk) => {
      // Chunks that were under way when the user cancelled are no longer of interest to the page, but what is kept is kept.
      if (chunk.tile.index >= 0) await this.keep(chunk);
      if (this.control.cancelled) return;
      progress.finish(chunk.tile);
      this.tell({ kind: "chunk", chunk });
      if (progress.isDue) this.tellProgress();
    };
    await runPlan(plan, engine, this.control, take, [...sketch, ...missing]);
    // Cancelled while the last tiles were under way: their chunks were dropped, so the sweep is not done.
    if (this.control.cancelled) throw new RunCancelled();
    this.tellProgress();
    const { before, secondsElapsed } = progress;
    this.tell({ kind: "done", networks: plan.networks, before, secondsElapsed });
  }

  /** The tiles that are still to run; those that are there already are told as chunks where somebody looks on. */
  private async missingOf(plan: SweepPlan, report: EngineReport, progress: ProgressMeter) {
    const found = await this.keeper.begin(plan, report);
    const there = new Set<number>();
    const take = async (tiles: readonly Tile[]) => {
      for (const tile of tiles) {
        if (found.read !== null) {
          await this.control.ready();
          const chunk = await found.read(tile);
          if (chunk === null) continue;
          this.tell({ kind: "chunk", chunk });
        }
        there.add(tile.index);
        progress.found(tile);
        if (progress.isDue) this.tellProgress();
      }
    };
    await take(found.tiles);
    if (there.size > 0) this.tellProgress();
    if (found.follow !== undefined && there.size < plan.tiles.length) {
      this.tell({ kind: "elsewhere", is: true });
      for (let more = await found.follow(); more !== null; more = await found.follow()) {
        await take(more);
        await this.control.ready();
        if (there.size === plan.tiles.length) break;
      }
      this.tell({ kind: "elsewhere", is: false });
    }
    await this.takeKnown(plan, there, progress);
    return there.size === 0 ? plan.tiles : plan.tiles.filter(({ index }) => !there.has(index));
  }

  /** Counts the tiles that whoever looks on has already, as far as they are not among those that are there. */
  private async takeKnown(plan: SweepPlan, there: Set<number>, progress: ProgressMeter): Promise<void> {
    const { known } = this;
    if (known === null || known.planId !== plan.id) return;
    for (const index of known.tiles) {
      if (there.has(index) || plan.tiles[index] === undefined) continue;
      if (this.keepsKnown) {
        await this.control.ready();
        await this.keep(await known.read(index));
      }
      there.add(index);
      progress.found(plan.tiles[index]);
    }
    this.tellProgress();
  }

  /** Keeps a chunk; where there is no room, the run stands still until somebody has decided what to do. */
  private async keep(chunk: Chunk): Promise<void> {
    for (;;) {
      try {
        return await this.keeper.put(chunk);
      } catch (error) {
        if ((error as Error | null)?.name !== "FolderFull" || this.control.cancelled) throw error;
        await this.untilDecided(messageOf(error));
      }
    }
  }

  private async untilDecided(message: string): Promise<void> {
    if (this.room === null) {
      this.pause();
      let decide = () => {};
      const decided = new Promise<void>((resolve) => {
        decide = resolve;
      });
      this.room = { decided, decide };
      this.tell({ kind: "full", message });
    }
    const { room } = this;
    await room.decided;
    if (this.room !== room) return;
    this.room = null;
    this.resume();
  }

  private withFallback(first: Engine, engines: EnginesAtHand): Engine {
    return new FallbackEngine(first, (lost, loss) => {
      const next = successorOf(lost, engines);
      if (next === null) return null;
      const { name, description } = next.engine;
      const engine = { name, description, reason: `${next.reason}: ${loss.message}` };
      this.tell({ kind: "engine", engine });
      // Its failure is the next chunk's, which waits for it.
      this.keeper.engineChanged(engine).catch(() => undefined);
      return next.engine;
    });
  }

  private tellProgress(): void {
    if (this.progress !== null) this.tell(this.progress.tell(this.control.paused ? "paused" : "running"));
  }
}
