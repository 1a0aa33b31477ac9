// `run FILE --out DIR`: a whole sweep, its results as .npy files.

import { constants } from "node:os";
import type { EngineChoice } from "../engine/engine.ts";
import type { EnginesAtHand } from "../lab/choose.ts";
import type { EngineReport } from "../lab/events.ts";
import { SweepSession } from "../lab/session.ts";
import { MemoryStore } from "../store/memory.ts";
import { AUTO_DEFINITION, engineChoices } from "../sweep/engineChoice.ts";
import { mistakeText } from "../sweep/mistakes.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { type OptionKind, readArguments } from "./args.ts";
import { csvOptions, readSeries } from "./csv.ts";
import { openEngines } from "./engines.ts";
import { Exit, refuse } from "./exit.ts";
import { mistakeLines, readInput, STDIN } from "./input.ts";
import { ProgressLine } from "./progress.ts";
import { openFolder, writeResults } from "./results.ts";
import type { Verb } from "./verb.ts";

const options = {
  out: { value: "DIR", description: "The folder for the results; it is made where there is none. Required." },
  engine: {
    value: "ENGINE",
    description: `What computes; auto where it is left out: ${AUTO_DEFINITION}.`,
    choices: engineChoices,
  },
  ...csvOptions,
} satisfies Record<string, OptionKind>;

/** A run that was told to stop ends within this time, even in the middle of a very long tile: nothing of it is kept. */
const STOP_MS = 300;

/** The verb `run`. */
export const run: Verb = {
  operands: "FILE --out DIR",
  summary: "runs a sweep and writes one .npy file per metric",
  description: `FILE is a sweep as JSON (${STDIN} is standard input). DIR gets one METRIC.npy per metric of the sweep, in mode training one
per metric of that mode whichever it asks for (float64; its axes are the sweep's axes in their order, the last one fastest, and last of all a replicate axis where replicates > 1),
spec.json (the sweep with every blank filled; it runs again as it is) and run.json (what ran: engine, shape, the axes' values).
They are written when the whole sweep is done; until then older files of these names stay as they are.
All other files in DIR are left alone.
Progress is told on standard error.`,
  options,
  examples: [
    "run sweep.json --out results",
    "run sweep.json --out results --engine webgpu",
    "run sweep.json --out results --csv prices.csv --column Close",
  ],

  async run(words) {
    const { options: given, files, mistakes } = readArguments(options, words);
    const all = [...mistakes];
    if (files.length !== 1) {
      all.push({ path: "FILE", given: `${files.length} files`, allowed: "one JSON file with a sweep" });
    }
    if (given.out === undefined && !mistakes.some(({ path }) => path === "--out")) {
      all.push({ path: "--out", given: "nothing", allowed: "the folder for the results" });
    }
    const series = await readSeries(given);
    if (!series.ok) all.push(...series.mistakes);
    const inputs = await Promise.all(
      files.slice(0, 1).map((file) => readInput(file, series.ok ? series.value : null)),
    );
    const lines = all.map(mistakeText);
    for (const { file, spec } of inputs) {
      if (!spec.ok) lines.push(...mistakeLines(spec.mistakes, file, false));
    }
    const [input] = inputs;
    if (lines.length > 0 || !input.spec.ok || given.out === undefined) return refuse(lines);
    await openFolder(given.out);
    const choice = (given.engine ?? "auto") as EngineChoice;
    const stdin = input.file === STDIN ? input.text : undefined;
    const engines = await openEngines(choice, "every core", stdin);
    const started = new Date();
    const { store, engine, seconds } = await sweep(input.spec.value, choice, engines);
    await writeResults(given.out, store, { engine, started, seconds });
    const arrays = [...store.metrics.keys()].map((name) => `${name}.npy`).join(", ");
    process.stderr.write(`wrote ${arrays}, spec.json and run.json to ${given.out}\n`);
  },
};

interface Finished {
  readonly store: MemoryStore;
  readonly engine: EngineReport;
  readonly seconds: number;
}

/** Runs a sweep to its end; Ctrl-C cancels it. @throws Exit where it failed or was interrupted */
async function sweep(spec: SweepSpec, choice: EngineChoice, engines: EnginesAtHand): Promise<Finished> {
  const progress = new ProgressLine(spec.replicates);
  let store: MemoryStore | null = null;
  let engine: EngineReport | null = null;
  let finished: Finished | null = null;
  let failure: string | null = null;
  let interrupted: NodeJS.Signals | null = null;
  const session = new SweepSession((event) => {
    if (event.kind === "planned") store = new MemoryStore(event.plan);
    // Also where another engine takes over in mid-run: run.json is to name the one that finished.
    if (event.kind === "planned" || event.kind === "engine") {
      engine = event.engine;
      progress.say(`engine ${engine.name} (${engine.description}); ${engine.reason}`);
    } else if (event.kind === "chunk") store?.put(event.chunk);
    else if (event.kind === "progress") progress.tell(event);
    else if (event.kind === "failed") failure = event.message;
    else if (event.kind === "done" && store !== null && engine !== null) {
      finished = { store, engine, seconds: event.secondsElapsed };
    }
  });
  const stopped = new Promise<void>((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      interrupted ??= signal;
      session.cancel();
      setTimeout(resolve, STOP_MS);
    };
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  });
  await Promise.race([session.run(spec, choice, engines), stopped]);
  progress.end();
  return ended(finished, failure, interrupted);
}

function ended(
  finished: Finished | null,
  failure: string | null,
  interrupted: NodeJS.Signals | null,
): Finished {
  if (interrupted !== null) {
    throw new Exit(128 + constants.signals[interrupted], ["interrupted; nothing was written"]);
  }
  if (failure !== null) throw new Exit(1, [failure]);
  if (finished === null) throw new Exit(1, ["the run ended before it was done"]);
  if (finished.store.doneCount !== finished.store.plan.networks) {
    const { doneCount, plan } = finished.store;
    throw new Exit(1, [`the engine returned ${doneCount} of ${plan.networks} networks; nothing was written`]);
  }
  return finished;
}
