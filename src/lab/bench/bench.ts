// The bench itself: every case on every engine, checked and then timed; at last speed against the number of networks.

import { type Engine, RunCancelled, type RunControl } from "../../engine/engine.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import { type BenchCase, type BenchChoice, casesOf, followedCases } from "./cases.ts";
import { type Truth, truthOf } from "./check.ts";
import type { BenchEngine, OpenedEngines } from "./engines.ts";
import type { BenchEvent } from "./events.ts";
import { type Bench, followCase, measureCase, patienceOf, type Stopwatch } from "./measure.ts";
import type { BenchReport, EngineEntry, Environment, Figure } from "./report.ts";

/** What a bench is told besides its engines. */
export interface BenchOrder {
  readonly choice: BenchChoice;
  /** What the others are checked against. */
  readonly reference: Engine;
  readonly environment: Omit<Environment, "adapter">;
}

/**
 * Runs a bench; every outcome, also that it was cancelled, is told as an event.
 * @param stopwatch tests have a clock and a patience of their own
 */
export async function runBench(
  { choice, reference, environment }: BenchOrder,
  { engines, adapter }: OpenedEngines,
  control: RunControl,
  tell: (event: BenchEvent) => void,
  { now = () => performance.now(), patience = patienceOf(choice.quick) }: Partial<Stopwatch> = {},
): Promise<void> {
  const started = now();
  const bench: Bench = { control, now, patience };
  const at = engines.filter((one): one is BenchEngine => "engine" in one);
  const report: BenchReport = {
    version: 1,
    kind: "vanishing-point bench",
    quick: choice.quick,
    complete: false,
    seconds: 0,
    environment: { ...environment, adapter: adapter && { ...adapter, limits: { ...adapter.limits } } },
    engines: engines.map(entryOf),
    figures: [],
    series: [],
  };
  tell({ kind: "started", report });
  const cases = casesOf(choice);
  const followed = followedCases(cases, choice.quick);
  const steps = (cases.length + followed.length) * at.length;
  let done = 0;
  const doing = (one: BenchCase, { id, label }: BenchEngine, what: DoingWhat) =>
    tell({ kind: "doing", what, engine: id, label, case: one, share: done / steps });
  const figures: Figure[] = [];
  try {
    for (const one of cases) {
      let truth: Truth | null = null;
      for (const engine of at) {
        const isChecked = engine.id !== "reference";
        if (isChecked) truth ??= await truthFor(one);
        const figure =
          skippedFor(one, engine, figures) ??
          (await measureCase(one, engine, isChecked ? truth : null, bench, (what) =>
            doing(one, engine, what),
          ));
        figures.push(figure);
        done++;
        tell({ kind: "figure", figure });
      }
    }
    for (const one of followed) {
      for (const engine of at) {
        doing(one, engine, "following");
        if (mayBeFollowed(one, engine, figures)) {
          tell({ kind: "series", series: await followCase(one, engine, bench) });
        }
        done++;
      }
    }
    tell({ kind: "ended", complete: true, seconds: seconds() });
  } catch (error) {
    // Another thread's RunCancelled arrives as a plain error; once cancelled, every error is only the way it ended.
    if (error instanceof RunCancelled || (await isCancelled(control))) {
      tell({ kind: "ended", complete: false, seconds: seconds() });
    } else tell({ kind: "failed", message: messageOf(error) });
  }

  function seconds(): number {
    return (now() - started) / 1000;
  }

  function truthFor(one: BenchCase): Promise<Truth> {
    const [first] = at.filter(({ id }) => id !== "reference");
    doing(one, first, "checking");
    return truthOf(one, reference, control);
  }
}

type DoingWhat = Extract<BenchEvent, { kind: "doing" }>["what"];

/** An engine whose first chunk took longer than this is not asked for larger networks of the kind. */
const MOST_FIRST_MS = 8000;

/** A figure that says why a case is left out, or null where it is not. */
function skippedFor(one: BenchCase, { id }: BenchEngine, figures: readonly Figure[]): Figure | null {
  const slow = figures.find(
    (f) =>
      f.engine === id &&
      f.mode === one.mode &&
      f.cell === one.cell &&
      f.hidden < one.hidden &&
      f.outcome === "timed" &&
      f.firstPixelMs > MOST_FIRST_MS,
  );
  if (slow?.outcome !== "timed") return null;
  const message = `left out: at H = ${slow.hidden} the first chunk took ${(slow.firstPixelMs / 1000).toFixed(0)} s`;
  return { ...one, engine: id, outcome: "skipped", message };
}

/** Whether a case was timed; an engine that is wrong for one hidden size is not praised at another. */
function mayBeFollowed({ mode, cell, hidden }: BenchCase, { id }: BenchEngine, figures: readonly Figure[]) {
  const alike = figures.filter((f) => f.engine === id && f.mode === mode && f.cell === cell);
  return (
    alike.some((f) => f.outcome === "timed" && f.hidden === hidden) &&
    alike.every(({ outcome }) => outcome !== "refused")
  );
}

function isCancelled(control: RunControl): Promise<boolean> {
  return control.ready().then(
    () => false,
    () => true,
  );
}

function entryOf(one: OpenedEngines["engines"][number]): EngineEntry {
  const { id, label, what } = one;
  return "missing" in one
    ? { id, label, what, missing: one.missing, threads: null, openMs: null }
    : { id, label, what, missing: null, threads: one.threads, openMs: one.openMs };
}
