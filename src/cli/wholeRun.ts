// `run` into .npy files: the whole sweep in memory, and written when it is done.

import type { EngineChoice } from "../engine/engine.ts";
import type { EngineReport } from "../lab/events.ts";
import { SweepSession } from "../lab/session.ts";
import { MemoryStore } from "../store/memory.ts";
import { metricsOf } from "../sweep/metricsOf.ts";
import { mistakeText } from "../sweep/mistakes.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { openEngines } from "./engines.ts";
import { Exit, refuse } from "./exit.ts";
import { networksOf } from "./keptRun.ts";
import { openFolder, writeResults } from "./results.ts";
import type { RunTelling } from "./runTelling.ts";
import { runUntilStopped, signalCode } from "./stopping.ts";

/** What a run into .npy files was asked for. */
export interface WholeRun {
  readonly out: string;
  readonly spec: SweepSpec;
  readonly choice: EngineChoice;
  /** What was read of standard input, for another process that may have to take over. */
  readonly stdin: string | undefined;
  readonly telling: RunTelling;
}

/** A gigabyte per metric: what is larger is for a store that needs no memory. */
const MOST_NETWORKS = 2 ** 27;

/** Runs a sweep and writes its results. @throws Exit where it is refused, fails or is interrupted */
export async function runWhole(job: WholeRun): Promise<void> {
  const { out, spec, choice, stdin, telling } = job;
  const networks = networksOf(spec);
  if (networks > MOST_NETWORKS) {
    const given = `${out}, for a sweep of ${networks} networks`;
    const allowed = `a folder whose name ends in .zarr, which is written while the sweep runs; .npy files of at most ${MOST_NETWORKS} networks are held in memory as a whole`;
    refuse([mistakeText({ path: "--out", given, allowed })]);
  }
  await openFolder(out);
  const started = new Date();
  const { store, engine, seconds } = await sweep(
    spec,
    choice,
    await openEngines(choice, "every core", stdin),
    telling,
  );
  await writeResults(out, store, { engine, started, seconds });
  const arrays = metricsOf(spec)
    .map((name) => `${name}.npy`)
    .join(", ");
  telling.done({ networks, seconds, text: `wrote ${arrays}, spec.json and run.json to ${out}` });
}

interface Finished {
  readonly store: MemoryStore;
  readonly engine: EngineReport;
  readonly seconds: number;
}

async function sweep(
  spec: SweepSpec,
  choice: EngineChoice,
  engines: Awaited<ReturnType<typeof openEngines>>,
  telling: RunTelling,
): Promise<Finished> {
  let store: MemoryStore | null = null;
  let engine: EngineReport | null = null;
  let finished: Finished | null = null;
  let failure: string | null = null;
  const session = new SweepSession((event) => {
    if (event.kind === "planned") {
      store = new MemoryStore(event.plan);
      engine = event.engine;
      telling.planned(event.plan, engine);
    } else if (event.kind === "engine") {
      // Another engine took over in mid-run: run.json is to name the one that finished.
      engine = event.engine;
      telling.engine(engine);
    } else if (event.kind === "chunk") store?.put(event.chunk);
    else if (event.kind === "progress") telling.progress(event);
    else if (event.kind === "failed") failure = event.message;
    else if (event.kind === "done" && store !== null && engine !== null) {
      finished = { store, engine, seconds: event.secondsElapsed };
    }
  });
  const signal = await runUntilStopped(session, spec, choice, engines);
  telling.end();
  if (signal !== null) throw new Exit(signalCode(signal), ["interrupted; nothing was written"]);
  return ended(finished, failure);
}

function ended(finished: Finished | null, failure: string | null): Finished {
  if (failure !== null) throw new Exit(1, [failure]);
  if (finished === null) throw new Exit(1, ["the run ended before it was done"]);
  const { doneCount, plan } = finished.store;
  if (doneCount !== plan.networks) {
    throw new Exit(1, [`the engine returned ${doneCount} of ${plan.networks} networks; nothing was written`]);
  }
  return finished;
}
