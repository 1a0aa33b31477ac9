// One case on one engine: the first run, the check, then the stopwatch. What fails its check is refused and never timed.

import { RunCancelled, type RunControl } from "../../engine/engine.ts";
import { outcomes } from "../../model/training/outcome.ts";
import { MemoryStore } from "../../store/memory.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import { planSweep } from "../../sweep/plan.ts";
import { runPlan } from "../run.ts";
import { type BenchCase, workloadOf } from "./cases.ts";
import { checkEngine, type Truth } from "./check.ts";
import { networkBytes, networkOperations } from "./cost.ts";
import type { BenchEngine } from "./engines.ts";
import { evenPlan, mapOf, mapSpec, runStored } from "./line.ts";
import type { Figure, SpeedSeries } from "./report.ts";
import { type Clock, fitNetworks, timeRuns } from "./timer.ts";

/** How long and how often things are timed. */
export interface Patience {
  /** A run is made about this long. */
  readonly targetMs: number;
  /** How long work is repeated before it is timed: compilers that watch a program make it fast only after a while. */
  readonly warmMs: number;
  /** Runs of which the median counts. */
  readonly runs: number;
  /** A series ends where the next size would take longer than this. */
  readonly seriesMs: number;
}

/** At least five runs each, also where it is to be quick. */
export function patienceOf(quick: boolean): Patience {
  return quick
    ? { targetMs: 120, warmMs: 400, runs: 5, seriesMs: 250 }
    : { targetMs: 300, warmMs: 1000, runs: 5, seriesMs: 500 };
}

/** How time is taken. */
export interface Stopwatch {
  readonly now: Clock;
  readonly patience: Patience;
}

/** What every measurement needs. */
export interface Bench extends Stopwatch {
  readonly control: RunControl;
}

/** A map's side; its first chunk is the first thing that a user sees. */
const MAP_SIDE = 64;
/** More networks than this are never taken at once: a run has to fit the memory of an ordinary machine. */
const MOST_NETWORKS = 2 ** 20;

/**
 * The figure of one case on one engine. An engine that throws makes a figure that says so.
 * @param truth null for the reference itself
 * @param doing told what begins
 */
export async function measureCase(
  one: BenchCase,
  engine: BenchEngine,
  truth: Truth | null,
  bench: Bench,
  doing: (what: "compiling" | "checking" | "timing") => void,
): Promise<Figure> {
  const about = { ...one, engine: engine.id };
  try {
    doing("compiling");
    engine.meter?.takeCompileMs();
    // The very first run cannot come after the check; it is thrown away with the rest where the check fails.
    const firstPixelMs = await firstPixel(one, engine, bench);
    const compileMs = engine.meter?.takeCompileMs() ?? null;
    let check = null;
    if (truth !== null) {
      doing("checking");
      check = await checkEngine(engine.engine, engine.threads, truth, bench.control);
      if (!check.passed) return { ...about, outcome: "refused", check };
    }
    doing("timing");
    return {
      ...about,
      outcome: "timed",
      check,
      compileMs,
      firstPixelMs,
      ...(await speedOf(one, engine, bench)),
    };
  } catch (error) {
    await orCancelled(error, bench.control);
    return { ...about, outcome: "failed", message: messageOf(error) };
  }
}

/** Speed against the number of networks: 1, 4, 16, … as far as the patience goes. */
export async function followCase(one: BenchCase, engine: BenchEngine, bench: Bench): Promise<SpeedSeries> {
  const points: SpeedSeries["points"] = [];
  try {
    for (let networks = 1; networks <= MOST_NETWORKS; networks *= 4) {
      const { run } = runOf(one, networks, engine, bench);
      const { runs, medianMs, minMs, maxMs } = await timeRuns(run, bench.patience.runs, bench.now);
      points.push({
        networks,
        runs,
        medianMs,
        minMs,
        maxMs,
        networksPerSecond: perSecond(networks, medianMs),
      });
      if (medianMs * 4 > bench.patience.seriesMs) break;
    }
  } catch (error) {
    // A size that an engine cannot do ends its series; the sizes before it stand.
    await orCancelled(error, bench.control);
  }
  return { ...one, engine: engine.id, points };
}

/** From planning a map to its first chunk in a store. */
async function firstPixel(one: BenchCase, { engine }: BenchEngine, { control, now }: Bench): Promise<number> {
  const started = now();
  const whole = planSweep(mapSpec(one, MAP_SIDE, MAP_SIDE), (at) => engine.limitsOf(at));
  // What somebody sees first is the sketch, where the map has one.
  const plan = { ...whole, tiles: [whole.sketch[0] ?? whole.tiles[0]] };
  const store = new MemoryStore(plan);
  await runPlan(plan, engine, control, (chunk) => void store.put(chunk));
  const ms = now() - started;
  if (store.doneCount === 0) throw new Error("the first chunk of a map was of another plan");
  return ms;
}

/** Repeats work until it has been done for a while. */
async function warmUp(
  networks: number,
  msOf: (networks: number) => Promise<number>,
  { now, patience }: Bench,
): Promise<void> {
  const started = now();
  do await msOf(networks);
  while (now() - started < patience.warmMs);
}

async function speedOf(one: BenchCase, engine: BenchEngine, bench: Bench) {
  const msOf = async (networks: number) => {
    const { run } = runOf(one, networks, engine, bench);
    const started = bench.now();
    await run();
    return bench.now() - started;
  };
  const sized = () => fitNetworks(msOf, bench.patience.targetMs, MOST_NETWORKS);
  await warmUp(await sized(), msOf, bench);
  const wanted = await sized();
  const { run, plan } = runOf(one, wanted, engine, bench);
  const { meter } = engine;
  const busy = meter === undefined ? undefined : () => meter.takeDeviceMs();
  const { deviceMs, ...timing } = await timeRuns(run, bench.patience.runs, bench.now, busy);
  const work = workloadOf(one);
  const [operationsPerNetwork, bytesPerNetwork] = [networkOperations(work), networkBytes(work)];
  const networksPerSecond = perSecond(plan.networks, timing.medianMs);
  return {
    ...timing,
    networks: plan.networks,
    tiles: plan.tiles.length,
    gpuMs: deviceMs,
    networksPerSecond,
    stepsPerSecond: networksPerSecond * one.unroll * one.sequences * (one.training?.updates ?? 1),
    operationsPerNetwork,
    bytesPerNetwork,
    gflopsPerSecond: (networksPerSecond * operationsPerNetwork) / 1e9,
    bytesPerSecond: networksPerSecond * bytesPerNetwork,
  };
}

/** A run of about so many networks from plan to store. Planning is not in it: a plan is made once, whoever computes. */
function runOf(one: BenchCase, networks: number, { engine, threads }: BenchEngine, { control }: Bench) {
  const plan = evenPlan(mapOf(one, networks), engine, threads);
  const run = async () => {
    const { metrics } = await runStored(plan, engine, control);
    const diverged = outcomes.diverged.value;
    if (metrics.get("outcome")?.some((outcome) => outcome === diverged)) {
      throw new Error("a benched network diverged: its updates were not made, and the figure would flatter");
    }
  };
  return { plan, run };
}

function perSecond(networks: number, ms: number): number {
  return (networks * 1000) / Math.max(ms, 1e-6);
}

/** Goes on where an engine failed; once cancelled, every error is only the way it ended. */
async function orCancelled(error: unknown, control: RunControl): Promise<void> {
  if (error instanceof RunCancelled) throw error;
  await control.ready();
}
