// What a run tells while it is under way: to people on standard error, to programs as one JSON object per line on standard
// output, or to nobody.

import type { EngineReport, LabEvent } from "../lab/events.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { Tile } from "../sweep/tile.ts";
import { jsonLine } from "./output.ts";
import { ProgressLine } from "./progress.ts";
import type { FoundTiles } from "./zarrKeeper.ts";

/** Who is told of a run. */
export interface RunTelling {
  planned(plan: SweepPlan, engine: EngineReport): void;
  /** Another engine took over. */
  engine(engine: EngineReport): void;
  /** What of the sweep is in the store already. */
  found(found: FoundTiles): void;
  /** How far the look at what is there already is. */
  surveyed(looked: number, all: number): void;
  /** A tile's results are in the store, and outlive the process. */
  kept(tile: Tile): void;
  progress(progress: LabEvent & { readonly kind: "progress" }): void;
  note(text: string): void;
  done(facts: { readonly networks: number; readonly seconds: number; readonly text: string }): void;
  /** Leaves the last state standing, before something else is said. */
  end(): void;
}

/** How a run is told of. */
export type TellingKind = "people" | "programs" | "nobody";

/** @param out where the results go, for those who are told what was written where */
export function runTelling(kind: TellingKind, replicates: number, out: string): RunTelling {
  if (kind === "people") return new ForPeople(replicates);
  return kind === "programs" ? new ForPrograms(out) : silent;
}

/** Nobody is told anything; errors come out all the same. */
const silent: RunTelling = {
  planned() {},
  engine() {},
  found() {},
  surveyed() {},
  kept() {},
  progress() {},
  note() {},
  done() {},
  end() {},
};

/** More damaged files than this are not named one by one. */
const MOST_NAMED = 20;

class ForPeople implements RunTelling {
  private readonly line: ProgressLine;

  constructor(replicates: number) {
    this.line = new ProgressLine(replicates);
  }

  planned(_plan: SweepPlan, engine: EngineReport): void {
    this.engine(engine);
  }

  engine({ name, description, reason }: EngineReport): void {
    this.line.say(`engine ${name} (${description}); ${reason}`);
  }

  found({ tiles, done, damaged }: FoundTiles): void {
    for (const { path, problem } of damaged.slice(0, MOST_NAMED)) {
      this.line.say(`${path} is damaged: ${problem}; it is computed again`);
    }
    if (damaged.length > MOST_NAMED) this.line.say(`and ${damaged.length - MOST_NAMED} more`);
    if (done > 0) this.line.say(`resumed: ${done} of ${tiles} tiles are there and sound`);
  }

  surveyed(looked: number, all: number): void {
    this.line.surveyed(looked, all);
  }

  kept(): void {}

  progress(progress: LabEvent & { readonly kind: "progress" }): void {
    this.line.tell(progress);
  }

  note(text: string): void {
    this.line.say(text);
  }

  done({ text }: { readonly text: string }): void {
    this.line.say(text);
  }

  end(): void {
    this.line.end();
  }
}

/** Programs are told of progress at most this often. */
const PROGRESS_MS = 500;

/** The lines' keys are a promise: the help of `run` lists them. */
class ForPrograms implements RunTelling {
  private toldAt = Number.NEGATIVE_INFINITY;
  private toldLast = false;

  constructor(private readonly out: string) {}

  planned({ networks, shape, chunkShape, spec, tiles }: SweepPlan, engine: EngineReport): void {
    const { out } = this;
    const { replicates } = spec;
    const points = networks / replicates;
    this.say("planned", { out, engine, points, replicates, shape, chunkShape, tiles: tiles.length });
  }

  engine(engine: EngineReport): void {
    this.say("engine", { engine });
  }

  found({ tiles, done, networks, damaged }: FoundTiles): void {
    this.say("found", { tiles, done, networks, damaged });
  }

  surveyed(): void {}

  kept({ index, start, count }: Tile): void {
    this.say("kept", { tile: index, start, count });
  }

  progress(progress: LabEvent & { readonly kind: "progress" }): void {
    const { done, share, networks, networksPerSecond, secondsLeft, secondsElapsed } = progress;
    const now = performance.now();
    if ((now - this.toldAt < PROGRESS_MS && done < networks) || this.toldLast) return;
    this.toldAt = now;
    this.toldLast = done >= networks;
    this.say("progress", { done, share, networks, networksPerSecond, secondsLeft, secondsElapsed });
  }

  note(text: string): void {
    this.say("note", { text });
  }

  done({ networks, seconds }: { readonly networks: number; readonly seconds: number }): void {
    this.say("done", { out: this.out, networks, seconds });
  }

  end(): void {}

  private say(event: string, facts: object): void {
    // A pipe takes it at once; who has stopped reading is no reason to stop the run.
    process.stdout.write(`${jsonLine({ event, ...facts })}\n`);
  }
}
