// An engine for programs: sweeps as promises, with the mistakes of a spec as an error. Page and terminal, which show a
// sweep while it runs, use the session itself.

import type { EngineChoice } from "../engine/engine.ts";
import type { ChunkStore, OpenStore } from "../store/chunkStore.ts";
import { MemoryStore } from "../store/memory.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import { type Mistake, mistakeText, type Parsed } from "../sweep/mistakes.ts";
import { planSweep, type SweepPlan } from "../sweep/plan.ts";
import { pointAt } from "../sweep/pointAt.ts";
import { parseSpec, type SweepSpec } from "../sweep/spec.ts";
import { chooseEngine, type EnginesAtHand } from "./choose.ts";
import type { EngineReport } from "./events.ts";
import { keepsNothing } from "./keeper.ts";
import { SweepSession } from "./session.ts";

/** Thrown where a spec or a point is wrong: all of its mistakes at once, each with its path, what was given, what is allowed. */
export class SpecError extends Error {
  override name = "SpecError";

  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(mistakeText).join("\n"));
  }
}

/** How far a run is, told about ten times a second. */
export interface RunProgress {
  /** Networks (points × replicates) that are done, of so many. */
  readonly done: number;
  readonly networks: number;
  /** The share of the whole work that is done, tiles under way counted in: 0 … 1. */
  readonly share: number;
  readonly networksPerSecond: number;
  readonly secondsElapsed: number;
  /** Infinity before there is anything to tell it by. */
  readonly secondsLeft: number;
}

/** How a sweep is run. */
export interface RunOptions<Store extends ChunkStore = MemoryStore> {
  /** Cancels the run, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /** Where the results stay; in memory where it is left out. */
  readonly store?: OpenStore<Store> | undefined;
}

/** A sweep that ran to its end. */
export interface FinishedRun<Store extends ChunkStore = MemoryStore> {
  readonly plan: SweepPlan;
  /** The engine that finished it: another than the one it began with where that one was lost. */
  readonly engine: EngineReport;
  readonly seconds: number;
  /** Where the results are: with the store in memory, `results.metrics.get("loss")` has the shape `plan.shape`. */
  readonly results: Store;
}

/** Which network of a sweep is inspected. */
export interface InspectOptions {
  /**
   * Indices on the sweep's axes, from 0, whose values replace the spec's own; a last index more is the replicate.
   * Left out, the spec's own values count, and its axes are ignored.
   */
  readonly point?: readonly number[] | undefined;
}

/** Engines that belong to whoever opened them, and with them their threads and devices. */
export interface OwnedEngines {
  readonly atHand: EnginesAtHand;
  /** Ends what threads are doing: a tile may train for minutes, and a thread at work hears nothing. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** An engine that was opened, with those that would take over if it were lost. */
export class OpenEngine {
  readonly name: EngineReport["name"];
  /** What computes: threads and precision, or the adapter. */
  readonly description: string;
  /** Why it is this one. */
  readonly reason: string;

  /** @throws Error where the engine was chosen by name and is not available here */
  constructor(
    private readonly choice: EngineChoice,
    private readonly engines: OwnedEngines,
  ) {
    const { engine, reason } = chooseEngine(choice, engines.atHand);
    this.name = engine.name;
    this.description = engine.description;
    this.reason = reason;
  }

  /** The plan of a sweep on this engine. @throws SpecError */
  plan(spec: unknown): SweepPlan {
    const { engine } = chooseEngine(this.choice, this.engines.atHand);
    return planSweep(checked(parseSpec(spec)), (at) => engine.limitsOf(at));
  }

  /**
   * Runs a sweep to its end; one at a time.
   * @param spec a sweep as a file has it: every blank has its default
   * @throws SpecError for a wrong spec; the signal's reason where it was cancelled; the store's error where that failed
   */
  async run<Store extends ChunkStore = MemoryStore>(
    spec: unknown,
    options: RunOptions<Store> = {},
  ): Promise<FinishedRun<Store>> {
    const { signal, onProgress } = options;
    const sweep = checked(parseSpec(spec));
    signal?.throwIfAborted();
    const open = options.store ?? ((plan: SweepPlan) => new MemoryStore(plan) as unknown as Store);
    const told: { plan?: SweepPlan; engine?: EngineReport; results?: Store; seconds?: number } = {};
    let failure: unknown = new Error("the run ended before it was done");
    const refused: unknown[] = [];
    const session = new SweepSession(
      (event) => {
        if (event.kind === "planned") told.plan = event.plan;
        if (event.kind === "planned" || event.kind === "engine") told.engine = event.engine;
        else if (event.kind === "progress") {
          const { kind, state, ...progress } = event;
          onProgress?.(progress);
        } else if (event.kind === "done") told.seconds = event.secondsElapsed;
        else if (event.kind === "cancelled") failure = signal?.reason;
        else if (event.kind === "failed") failure = refused[0] ?? new Error(event.message);
      },
      {
        keeper: async () => ({
          ...keepsNothing,
          async begin(plan, engine) {
            told.results = await open(plan, engine);
            return { tiles: [], read: null };
          },
          put: async (chunk) => {
            if (told.results !== undefined) await kept(told.results, chunk, refused);
          },
        }),
      },
    );
    const cancel = () => {
      session.cancel();
      // It ends threads and has nothing to report: what they were asked rejects, and with that the session ends.
      void this.engines.stop();
    };
    signal?.addEventListener("abort", cancel);
    try {
      await session.run(sweep, this.choice, this.engines.atHand);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
    const { plan, engine, results, seconds } = told;
    if (!plan || !engine || !results || seconds === undefined) throw failure;
    return { plan, engine, results, seconds };
  }

  /** Everything about one network. @throws SpecError for a wrong spec or point */
  async inspect(spec: unknown, { point }: InspectOptions = {}): Promise<Inspection> {
    const sweep = checked(parseSpec(spec));
    const { engine } = chooseEngine(this.choice, this.engines.atHand);
    if (point === undefined) return engine.inspect(sweep, 0);
    const at = checked(pointAt(sweep, point.map(String), "point"));
    return engine.inspect(at.spec, at.replicate);
  }

  /** Ends its threads and gives its device back. What runs on it fails. */
  close(): Promise<void> {
    return this.engines.close();
  }
}

/** Keeps a chunk; what the store has against it is kept as well, for a session tells no more than its message. */
async function kept(store: ChunkStore, chunk: Chunk, refused: unknown[]): Promise<void> {
  try {
    await store.put(chunk);
  } catch (error) {
    refused.push(error);
    throw error;
  }
}

/** @throws SpecError */
function checked<T extends SweepSpec | { readonly spec: SweepSpec }>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new SpecError(parsed.mistakes);
}
