// How fast does training run? Whole runs on each engine: checked step by step first, warmed up, then timed several times.

import type { Engine } from "../src/engine/engine.ts";
import { trainingMetrics } from "../src/model/metrics/index.ts";
import { checkTraining, type SizeCheck } from "./check.ts";
import { trainingBytesPerUpdate, trainingOperations } from "./cost.ts";
import { type BenchEngines, kernelEngines } from "./engines.ts";
import { BATCH, benchSpec, oneTilePlan, runStored } from "./networks.ts";
import { tableText } from "./table.ts";

const UNROLL = 10;

export interface TrainingOptions {
  readonly quick: boolean;
  readonly reference: boolean;
}

export interface TrainingFigure {
  readonly hidden: number;
  readonly unroll: number;
  readonly sequences: number;
  readonly optimizer: string;
  readonly engine: string;
  readonly networks: number;
  /** Updates per network. */
  readonly steps: number;
  readonly runs: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** Networks × updates per second. */
  readonly updatesPerSecond: number;
  /** Networks × updates × T × sequences per second, forward and backward counted as one. */
  readonly stepsPerSecond: number;
  /** Operations and bytes of one update of one network, as bench/README.md counts them; of webgpu only. */
  readonly kernelOperations: number | null;
  readonly kernelBytes: number | null;
  readonly timesReference: number | null;
}

export interface TrainingResult {
  readonly checks: SizeCheck[];
  readonly figures: TrainingFigure[];
}

/** Asks the question and prints the answer. */
export async function benchTraining(
  engines: BenchEngines,
  options: TrainingOptions,
): Promise<TrainingResult> {
  const { reference } = engines;
  const checks: SizeCheck[] = [];
  const figures: TrainingFigure[] = [];
  const sizes = options.quick ? [1, 32] : [1, 8, 32];
  for (const [hidden, optimizer] of sizes.flatMap((h) =>
    (["sgd", "adam"] as const).map((o) => [h, o] as const),
  )) {
    let base: TrainingFigure | null = null;
    if (options.reference) {
      base = await timeEngine(reference, hidden, optimizer, options, null);
      figures.push(base);
    }
    for (const engine of kernelEngines(engines)) {
      const check = await checkTraining(engine, reference, hidden, optimizer);
      checks.push(check);
      if (check.passed) figures.push(await timeEngine(engine, hidden, optimizer, options, base));
    }
  }
  if (figures.length > 0) console.log(`\n${trainingTable(figures)}\n`);
  return { checks, figures };
}

/** A map's worth of runs: recurrent gain × learning rate, none of which diverges, so that every update is made. */
function plan(engine: Engine, hidden: number, optimizer: string, side: number, steps: number) {
  const spec = benchSpec(hidden, UNROLL, {
    mode: "training",
    metrics: Object.keys(trainingMetrics),
    training: { optimizer, steps, learningRate: 0.01 },
    axes: [
      { param: "init.recurrent.gain", from: 0.2, to: 1.2, count: side },
      { param: "training.learningRate", from: 0.001, to: 0.02, count: side, scale: "log" },
    ],
  });
  return oneTilePlan(spec, engine);
}

async function timeRun(engine: Engine, hidden: number, optimizer: string, side: number, steps: number) {
  const tiles = plan(engine, hidden, optimizer, side, steps);
  const started = performance.now();
  const { metrics } = await runStored(tiles, engine);
  const ms = performance.now() - started;
  if (metrics.get("outcome")?.some((outcome) => outcome === 4)) {
    throw new Error("a benched network diverged: its updates were not made, and the figure would flatter");
  }
  return ms;
}

async function timeEngine(
  engine: Engine,
  hidden: number,
  optimizer: string,
  { quick }: TrainingOptions,
  base: TrainingFigure | null,
): Promise<TrainingFigure> {
  const { side, steps } = await fitRun(engine, hidden, optimizer, quick ? 400 : 1500);
  const times: number[] = [];
  for (let run = 0; run < (quick ? 3 : 5); run++) {
    times.push(await timeRun(engine, hidden, optimizer, side, steps));
  }
  times.sort((a, b) => a - b);
  const medianMs = times[times.length >> 1];
  const updatesPerSecond = (side * side * steps * 1000) / medianMs;
  const shape = { hidden, inputSize: 1, outputSize: 1, batch: BATCH, unroll: UNROLL };
  const isKernel = engine.name === "webgpu";
  return {
    hidden,
    unroll: UNROLL,
    sequences: BATCH,
    optimizer,
    engine: engine.name,
    networks: side * side,
    steps,
    runs: times.length,
    medianMs,
    minMs: times[0],
    maxMs: times[times.length - 1],
    updatesPerSecond,
    stepsPerSecond: updatesPerSecond * UNROLL * BATCH,
    kernelOperations: isKernel ? trainingOperations(shape) : null,
    kernelBytes: isKernel ? trainingBytesPerUpdate(shape) : null,
    timesReference: base === null ? null : updatesPerSecond / base.updatesPerSecond,
  };
}

/** As many networks as the engine takes at once, up to a map's coarse half, then as many steps as fill the time. */
async function fitRun(engine: Engine, hidden: number, optimizer: string, targetMs: number) {
  let side = 2;
  let steps = 8;
  await timeRun(engine, hidden, optimizer, side, steps);
  const limits = engine.limitsOf(plan(engine, hidden, optimizer, 1, 1).spec);
  const cost = limits.costPerNetwork + limits.costPerStep * UNROLL;
  const room = engine.name === "webgpu" ? Math.min(limits.maxNetworks, limits.maxCost / cost) : 64;
  const widest = Math.floor(Math.sqrt(room));
  while (side < widest && (await timeRun(engine, hidden, optimizer, side, steps)) < targetMs / 8) {
    side = Math.min(widest, side * 2);
  }
  for (let round = 0; round < 3; round++) {
    const ms = await timeRun(engine, hidden, optimizer, side, steps);
    steps = Math.max(4, Math.round(steps * Math.min(8, targetMs / ms)));
  }
  return { side, steps };
}

function trainingTable(figures: readonly TrainingFigure[]): string {
  const header = ["H", "optimizer", "engine", "networks", "steps", "median ms", "min", "max", "updates/s"];
  return tableText(
    [...header, "steps/s", "operations/s", "GB/s", "× reference"],
    figures.map((f) => [
      f.hidden,
      f.optimizer,
      f.engine,
      f.networks,
      f.steps,
      Math.round(f.medianMs),
      Math.round(f.minMs),
      Math.round(f.maxMs),
      f.updatesPerSecond,
      f.stepsPerSecond,
      f.kernelOperations === null ? null : f.kernelOperations * f.updatesPerSecond,
      f.kernelBytes === null ? null : (f.kernelBytes * f.updatesPerSecond) / 1e9,
      f.timesReference,
    ]),
  );
}
