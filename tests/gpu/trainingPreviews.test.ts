// A training run under way on the GPU: its state so far is shown and changes nothing, pausing and cancelling act within a
// slice, and a device that is lost takes nothing with it but time.

import { afterAll, beforeAll, expect, test } from "vitest";
import { alwaysRunning, type Preview, RunCancelled, type RunControl } from "../../src/engine/engine.ts";
import { WebgpuEngine } from "../../src/engine/webgpu/webgpu.ts";
import { RunSwitch } from "../../src/lab/control.ts";
import { type TrainingMetricName, trainingMetrics } from "../../src/model/metrics/index.ts";
import { outcomes } from "../../src/model/training/outcome.ts";
import type { Chunk } from "../../src/sweep/chunk.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import { openEngine, recordingAdapter, shaders } from "./adapter.ts";
import { PREVIEW_COST, SWITCH_MS } from "./bounds.ts";
import { scalarRun, wholeTile } from "./trainingRuns.ts";

/** Long enough for several previews. */
const RUN_MS = 2000;

/** Learning rates from calm to diverging in one tile of scalar networks. */
function planOf(engine: WebgpuEngine, steps: number): SweepPlan {
  const axes = [
    { param: "training.learningRate", from: 0.001, to: 3, count: 16, scale: "log" },
    { param: "init.recurrent.value", from: -1.5, to: 1.5, count: 64 },
  ];
  const spec = scalarRun(1, { steps, targetLoss: 0.02 }, { unroll: 5, activation: "tanh", axes });
  return planSweep(spec, (at) => engine.limitsOf(at));
}

let engine: WebgpuEngine;
/** So many steps that a run takes RUN_MS here, and half as many. */
let plan: SweepPlan;
let half: SweepPlan;
beforeAll(async () => {
  engine = await openEngine();
  const short = planOf(engine, 500);
  await engine.run(short, wholeTile(short), alwaysRunning);
  const started = performance.now();
  await engine.run(short, wholeTile(short), alwaysRunning);
  const steps = Math.ceil((500 * RUN_MS) / (performance.now() - started));
  plan = planOf(engine, Math.min(steps, 1_000_000));
  half = planOf(engine, Math.ceil(plan.spec.training.steps / 2));
});
afterAll(() => engine.close());

async function watched(on: WebgpuEngine, of: SweepPlan, control: RunControl = alwaysRunning) {
  const previews: Preview[] = [];
  const chunk = await on.run(of, wholeTile(of), {
    ...watching(control),
    preview: (p) => void previews.push(p),
  });
  return { previews, chunk };
}

const watching = (control: RunControl): RunControl => ({ ready: () => control.ready() });

test("previews show the state so far, and the results are bit-equal with and without them", async () => {
  const { previews, chunk } = await watched(engine, plan);
  const plain = await engine.run(plan, wholeTile(plan), alwaysRunning);
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
      // Undecided or final: no outcome is ever taken back, no target unreached, and the best loss only falls.
      const decided = now.outcome === outcomes.running.value || now.outcome === end.outcome;
      const reached = Number.isNaN(now.stepsToTarget) || now.stepsToTarget === end.stepsToTarget;
      if (!decided || !reached || !(now.bestLoss >= end.bestLoss) || Number.isNaN(now.finalLoss)) {
        wrong.push(`preview ${p}, network ${n}: ${JSON.stringify(now)} before ${JSON.stringify(end)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  // Control: the first preview was one of a run under way, and the last one told more of its end.
  const undecided = previews.map(
    ({ chunk: shown }) => (shown.metrics.outcome ?? []).filter((x) => x === outcomes.running.value).length,
  );
  expect(undecided[0]).toBeGreaterThan(0);
  expect(undecided).toEqual(undecided.toSorted((a, b) => b - a));
});

/** What a chunk says of network n. */
function at({ metrics }: Chunk, n: number): Record<TrainingMetricName, number> {
  const entries = (Object.keys(trainingMetrics) as TrainingMetricName[]).map((name) => [
    name,
    metrics[name]?.[n],
  ]);
  return Object.fromEntries(entries);
}

test("previews cost next to nothing", async () => {
  const times: Record<"with" | "without", number[]> = { with: [], without: [] };
  const timed = async (kind: "with" | "without", run: () => Promise<unknown>) => {
    const started = performance.now();
    await run();
    times[kind].push(performance.now() - started);
  };
  // In turns, so that what else the machine does meets both alike.
  for (let round = 0; round < 3; round++) {
    await timed("without", () => engine.run(half, wholeTile(half), alwaysRunning));
    await timed("with", () => watched(engine, half));
  }
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[1];
  const cost = median(times.with) / median(times.without);
  console.info(
    `a run of ${median(times.without).toFixed(0)} ms takes ${cost.toFixed(3)} times as long with previews`,
  );
  expect(cost).toBeLessThan(PREVIEW_COST);
});

/** Waits so many milliseconds. */
const passed = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a pause acts within a slice, and the run goes on where it stopped", async () => {
  const control = new RunSwitch();
  let slices = 0;
  const counted: RunControl = {
    async ready() {
      await control.ready();
      slices++;
    },
  };
  const run = engine.run(half, wholeTile(half), counted);
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
  expect(metrics).toEqual((await engine.run(half, wholeTile(half), alwaysRunning)).metrics);
});

test.each(["running", "paused"])("a run is cancelled within a slice while %s", async (state) => {
  const control = new RunSwitch();
  const ended = engine.run(half, wholeTile(half), control).then(
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
  const short = planOf(engine, 3);
  expect((await engine.run(short, wholeTile(short), alwaysRunning)).metrics.outcome).toHaveLength(1024);
});

test("a device that is lost in mid-training takes the tile back to its start, and the end is the same", async () => {
  const devices: GPUDevice[] = [];
  const adapter = recordingAdapter(devices);
  const gpu = { requestAdapter: adapter } as unknown as GPU;
  const fragile = await WebgpuEngine.open(gpu, await adapter(), shaders, { fixedSteps: 40 });
  const short = planOf(fragile, 60);
  let asked = 0;
  const destroying: RunControl = {
    async ready() {
      if (++asked === 9) devices.at(-1)?.destroy();
    },
  };
  const { chunk } = await watched(fragile, short, destroying);
  expect(devices.length).toBe(2);
  const slices = Math.ceil((61 * (2 * 5 + 2)) / 40);
  // Eight slices were lost, the ninth was not begun; then all of them once more.
  expect(asked).toBeGreaterThan(slices);
  expect(chunk.metrics).toEqual((await engine.run(short, wholeTile(short), alwaysRunning)).metrics);
  fragile.close();
});
