// `run` into a Zarr store: tile after tile goes to the disk, so that memory stays small however large the sweep is, and
// whatever ends the run, it goes on from there.

import program from "../../package.json" with { type: "json" };
import type { EngineChoice, EngineName } from "../engine/engine.ts";
import { chooseEngine, type EnginesAtHand } from "../lab/choose.ts";
import type { LabEvent } from "../lab/events.ts";
import { SweepSession } from "../lab/session.ts";
import { differences } from "../store/zarr/difference.ts";
import type { ZarrFacts } from "../store/zarr/metadata.ts";
import { openZarr } from "../store/zarr/open.ts";
import type { ZarrStore } from "../store/zarr/store.ts";
import { messageOf, mistakeText } from "../sweep/mistakes.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { DiskFolder } from "./diskFolder.ts";
import { openEngines } from "./engines.ts";
import { Exit, refuse } from "./exit.ts";
import { resumeCommand } from "./help.ts";
import { openFolder } from "./results.ts";
import type { RunTelling } from "./runTelling.ts";
import { runUntilStopped, signalCode } from "./stopping.ts";
import { type AtPath, lookAt } from "./storeAt.ts";
import { StoreLocked, takeLock } from "./storeLock.ts";
import { ZarrKeeper } from "./zarrKeeper.ts";

/** What a run into a store was asked for. */
export interface KeptRun {
  readonly out: string;
  readonly resume: boolean;
  /** Null where the store is to say what sweep it is. */
  readonly spec: SweepSpec | null;
  readonly choice: EngineChoice;
  /** What was read of standard input, for another process that may have to take over. */
  readonly stdin: string | undefined;
  readonly telling: (spec: SweepSpec) => RunTelling;
}

/** Runs a sweep into a store, or goes on with it. @throws Exit where it is refused, fails or is interrupted */
export async function runKept({ out, resume, spec: given, choice, stdin, telling: tellingFor }: KeptRun) {
  const found = await lookAt(out);
  if (!found.ok) return refuse(found.mistakes.map(mistakeText));
  const there = found.value;
  const facts = there.kind === "store" ? there.results.facts : null;
  const spec = sweepOf(out, there, given, resume);
  const telling = tellingFor(spec);
  const { wanted, reason, engines } = await enginesFor(out, choice, facts, stdin);
  await openFolder(out);
  const folder = await DiskFolder.open(out);
  const lock = await takeLock(folder.root).catch((error: unknown) => {
    throw error instanceof StoreLocked ? new Exit(1, [error.message]) : error;
  });
  try {
    if (lock.note !== null) telling.note(lock.note);
    await folder.clearLeftovers();
    const store = facts === null ? null : await reopened(folder, out);
    if (facts !== null && facts.version !== program.version) {
      telling.note(
        `${out} was begun by version ${facts.version} of this program, and version ${program.version} goes on with it`,
      );
    }
    await run({
      out,
      spec,
      wanted,
      reason,
      engines,
      telling,
      keeper: new ZarrKeeper(folder, store, telling),
    });
  } finally {
    lock.release();
  }
}

/** The sweep that is to run; refuses where what is at the path and what was asked for do not fit. */
function sweepOf(out: string, there: AtPath, given: SweepSpec | null, resume: boolean): SweepSpec {
  if (!resume && there.kind !== "nothing") {
    const what = there.kind === "store" ? "a sweep already" : `files already (${there.file})`;
    const allowed =
      there.kind === "store"
        ? "--resume beside it, which goes on with that sweep, or another folder"
        : "a folder that is empty or not there; --resume where they are a run's that was broken off as it began";
    return refuse([mistakeText({ path: "--out", given: `${out}, which holds ${what}`, allowed })]);
  }
  if (there.kind !== "store") {
    if (given !== null) return given;
    const allowed = `one JSON file with a sweep, for there is none in ${out} to go on with`;
    return refuse([mistakeText({ path: "FILE", given: "nothing", allowed })]);
  }
  const kept = there.results.spec;
  const apart = given === null ? [] : differences("", given, kept);
  if (apart.length > 0) {
    const lines = apart.map(({ path, given, allowed }) =>
      mistakeText({
        path: path.replace(/^\./, ""),
        given,
        allowed: `${allowed}, as in the sweep that ${out} keeps`,
      }),
    );
    return refuse([
      ...lines,
      `${out} keeps another sweep: leave FILE out to go on with that one, or take another folder`,
    ]);
  }
  return kept;
}

interface EngineWanted {
  readonly wanted: EngineChoice;
  /** Why this one, where nobody asked for it. */
  readonly reason: string | null;
  readonly engines: EnginesAtHand;
}

/** The engines at hand, and which one goes on: that of the results which are there, unless another one is asked for. */
async function enginesFor(
  out: string,
  choice: EngineChoice,
  facts: ZarrFacts | null,
  stdin: string | undefined,
): Promise<EngineWanted> {
  const before = facts?.engines.at(-1)?.name as EngineName | undefined;
  const wanted = choice === "auto" && before !== undefined ? before : choice;
  const engines = await openEngines(wanted, "every core", stdin);
  try {
    chooseEngine(wanted, engines);
  } catch (error) {
    if (wanted === choice) throw new Exit(1, [messageOf(error)]);
    throw new Exit(1, [
      `${messageOf(error)}. The results in ${out} are its work so far: go on where it is at hand, or with another engine, which is then noted in the store: ${resumeCommand(out)} --engine cpu`,
    ]);
  }
  const reason = wanted === choice ? null : "auto: the results that are there are its work";
  return { wanted, reason, engines };
}

async function reopened(folder: DiskFolder, out: string): Promise<ZarrStore> {
  const store = await openZarr(folder);
  if (!store.ok)
    return refuse(store.mistakes.map((each) => mistakeText({ ...each, path: `${out}/${each.path}` })));
  return store.value;
}

interface Started extends EngineWanted {
  readonly out: string;
  readonly spec: SweepSpec;
  readonly telling: RunTelling;
  readonly keeper: ZarrKeeper;
}

async function run({ out, spec, wanted, reason, engines, telling, keeper }: Started): Promise<void> {
  let failure: string | null = null;
  let full: string | null = null;
  let done: (LabEvent & { readonly kind: "done" }) | null = null;
  const session: SweepSession = new SweepSession(
    (event) => {
      if (event.kind === "planned")
        telling.planned(event.plan, reason === null ? event.engine : { ...event.engine, reason });
      else if (event.kind === "engine") telling.engine(event.engine);
      else if (event.kind === "progress") telling.progress(event);
      else if (event.kind === "failed") failure = event.message;
      else if (event.kind === "done") done = event;
      else if (event.kind === "full") {
        full = event.message;
        session.cancel();
      }
    },
    { keeper: async () => keeper },
  );
  const signal = await runUntilStopped(session, spec, wanted, engines);
  await keeper.end();
  telling.end();
  const { keptNetworks } = keeper;
  const networks = networksOf(spec);
  const kept =
    keptNetworks === null
      ? "nothing was written"
      : `${Math.floor(keptNetworks / spec.replicates)} of ${networks / spec.replicates} points are kept in ${out}; to go on: ${resumeCommand(out)}`;
  if (full !== null) throw new Exit(1, [full, `the run has stopped until there is room again; ${kept}`]);
  if (signal !== null) throw new Exit(signalCode(signal), [`interrupted; ${kept}`]);
  if (failure !== null) throw new Exit(1, [failure, kept]);
  const finished = done as (LabEvent & { readonly kind: "done" }) | null;
  if (finished === null || keptNetworks !== networks) {
    throw new Exit(1, [`the run ended before it was done; ${kept}`]);
  }
  const text = `all ${networks / spec.replicates} points are kept in ${out}`;
  telling.done({ networks, seconds: finished.secondsElapsed, text });
}

/** How many networks a sweep has. */
export function networksOf(spec: SweepSpec): number {
  return spec.axes.reduce((all, axis) => all * (axis.values?.length ?? axis.count ?? 1), spec.replicates);
}
