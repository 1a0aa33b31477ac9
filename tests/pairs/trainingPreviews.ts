// A training run under way: its state so far is shown and changes nothing, pausing and cancelling act within a slice.

import { beforeAll, expect, test } from "vitest";
import {
  alwaysRunning,
  type Engine,
  type Preview,
  RunCancelled,
  type RunControl,
} from "../../src/engine/engine.ts";
import { RunSwitch } from "../../src/lab/control.ts";
import { type TrainingMetricName, trainingMetrics } from "../../src/model/metrics/index.ts";
import { outcomes } from "../../src/model/training/outcome.ts";
import type { Chunk } from "../../src/sweep/chunk.ts";
import type { SweepPlan } from "../../src/sweep/plan.ts";
import { PREVIEW_COST, SWITCH_MS } from "./bounds.ts";
import { type Open, openedFor, planFor, wholeTile } from "./engines.ts";
import { scalarRun } from "./trainingRuns.ts";

/** Long enough for several previews. */
const RUN_MS = 2000;

/** Learning rates from calm to diverging in one tile of scalar networks. */
export function slowPlan(engine: Engine, steps: number): SweepPlan {
  const axes = [
    { param: "training.learningRate", from: 0.001, to: 3, count: 16, scale: "log" },
    { param: "init.recurrent.value", from: -1.5, to: 1.5, count: 64 },
  ];
  const spec = scalarRun(1, { steps, targetLoss: 0.02 }, { unroll: 5, activation: "tanh", axes });
  return planFor(engine, spec);
}

export async function watched(on: Engine, of: SweepPlan, control: RunControl = alwaysRunning) {
  const previews: Preview[] = [];
  const chunk = await on.run(of, wholeTile(of), {
    ...watching(control),
    preview: (p) => void previews.push(p),
  });
  return { previews, chunk };
}

const watching = (control: RunControl): RunControl => ({ ready: () => control.ready() });

/** What a chunk says of network n. */
function at({ metrics }: Chunk, n: number): Record<TrainingMetricName, number> {
  const entries = (Object.keys(trainingMetrics) as TrainingMetricName[]).map((name) => [
    name,
    metrics[name]?.[n],
  ]);
  return Object.fromEntries(entries);
}

/** Waits so many milliseconds. */
const passed = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param allAtOnce whether all networks of a tile train side by side; elsewhere some have not begun yet, and say nothing */
export function trainingPreviews(open: Open, allAtOnce: boolean): void {
  const engine = openedFor(open);
  /** So many steps that a run takes RUN_MS here, and half as many. */
  let plan: SweepPlan;
  let half: SweepPlan;
  beforeAll(async () => {
    const short = slowPlan(engine(), 500);
    await engine().run(short, wholeTile(short), alwaysRunning);
    const started = performance.now();
    await engine().run(short, wholeTile(short), alwaysRunning);
    const steps = Math.ceil((500 * RUN_MS) / (performance.now() - started));
    plan = slowPlan(engine(), Math.min(steps, 1_000_000));
    half = slowPlan(engine(), Math.ceil(plan.spec.training.steps / 2));
  });

  test("previews show the state so far, and the results are bit-equal with and without them", async () => {
    const { previews, chunk } = await watched(engine(), plan);
    const plain = await engine().run(plan, wholeTile(plan), alwaysRunning);
    expect(chunk.metrics).toEqual(plain.metrics);
    console.info(`${previews.length} previews of a run of ${plan.spec.training.steps} steps`);
    expect(previews.length).toBeGreaterThanOrEqual(3);
    const shares = previews.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(new Set(shares).size).toBe(shares.length);
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    const wrong: string[] = [];
    for (const [p, { chunk: shown }] of previews.entries()) {
      for (let n = 0; n < plan.networks; n++) {
        const [now, end] = [at(shown, n), at(chunk, n)];
        if (!allAtOnce && [now.outcome, now.finalLoss, now.bestLoss].every(Number.isNaN)) continue;
        // Undecided or final: no outcome is ever taken back, no target unreached, and the best loss only falls.
        const decided = now.outcome === outcomes.running.value || now.outcome === end.outcome;
        const reached = Number.isNaN(now.stepsToTarget) || now.stepsToTarget === end.stepsToTarget;
        if (!decided || !reached || !(now.bestLoss >= end.bestLoss) || Number.isNaN(now.finalLoss)) {
          wrong.push(`preview ${p}, network ${n}: ${JSON.stringify(now)} before ${JSON.stringify(end)}`);
        }
      }
    }
    expect(wrong.length, wrong.slice(0, 10).join("\n")).toBe(0);
    // Control: the first preview was one of a run under way, and the last one told more of its end.
    const undecided = previews.map(
      ({ chunk: shown }) =>
        (shown.metrics.outcome ?? []).filter((x) => x === outcomes.running.value || Number.isNaN(x)).length,
    );
    expect(undecided[0]).toBeGreaterThan(0);
    expect(undecided).toEqual(undecided.toSorted((a, b) => b - a));
  });

  test("previews cost next to nothing", async () => {
    const times: Record<"with" | "without", number[]> = { with: [], without: [] };
    const timed = async (kind: "with" | "without", run: () => Promise<unknown>) => {
      const started = performance.now();
      await run();
      times[kind].push(performance.now() - started);
    };
    // In turns, so that what else the machine does meets both alike.
    for (let round = 0; round < 3; round++) {
      await timed("without", () => engine().run(half, wholeTile(half), alwaysRunning));
      await timed("with", () => watched(engine(), half));
    }
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[1];
    const cost = median(times.with) / median(times.without);
    console.info(
      `a run of ${median(times.without).toFixed(0)} ms takes ${cost.toFixed(3)} times as long with previews`,
    );
    expect(cost).toBeLessThan(PREVIEW_COST);
  });

  test("a pause acts within a slice, and the run goes on where it stopped", async () => {
    const control = new RunSwitch();
    let slices = 0;
    const counted: RunControl = {
      async ready() {
        await control.ready();
        slices++;
      },
    };
    const run = engine().run(half, wholeTile(half), counted);
    await passed(300);
    control.pause();
    await passed(SWITCH_MS);
    const atPause = slices;
    expect(atPause).toBeGreaterThan(0);
    await passed(SWITCH_MS);
    expect(slices).toBe(atPause);
    control.resume();
    const { metrics } = await run;
    expect(slices).toBeGreaterThan(atPause);
    expect(metrics).toEqual((await engine().run(half, wholeTile(half), alwaysRunning)).metrics);
  });

  test.each(["running", "paused"])("a run is cancelled within a slice while %s", async (state) => {
    const control = new RunSwitch();
    const ended = engine()
      .run(half, wholeTile(half), control)
      .then(
        () => "done",
        (error: unknown) => error,
      );
    await passed(300);
    if (state === "paused") {
      control.pause();
      await passed(SWITCH_MS);
    }
    const started = performance.now();
    control.cancel();
    expect(await ended).toBeInstanceOf(RunCancelled);
    expect(performance.now() - started).toBeLessThan(SWITCH_MS);
    // Its buffers were given back: the next run finds them free.
    const short = slowPlan(engine(), 3);
    expect((await engine().run(short, wholeTile(short), alwaysRunning)).metrics.outcome).toHaveLength(1024);
  });
}
