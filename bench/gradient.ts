// How fast are gradients? Tiles of networks on each engine: checked first, warmed up, then timed several times over.

import type { Engine } from "../src/engine/engine.ts";
import { RESULT_WORDS } from "../src/engine/webgpu/layout.ts";
import { packNetworks } from "../src/engine/webgpu/pack.ts";
import { unpackMeasurement } from "../src/engine/webgpu/unpack.ts";
import { gradientCase, workloadOf } from "../src/lab/bench/cases.ts";
import { networkOperations } from "../src/lab/bench/cost.ts";
import { type GradientMetricName, gradientMetrics } from "../src/model/metrics/index.ts";
import { tileNetworks } from "../src/sweep/tile.ts";
import { checkGradient, type SizeCheck } from "./check.ts";
import { kernelBytes, kernelOperations } from "./cost.ts";
import { type BenchEngines, kernelEngines } from "./engines.ts";
import { BATCH, benchSpec, oneTilePlan, runStored } from "./networks.ts";
import { tableText } from "./table.ts";

const UNROLL = 50;

export interface GradientOptions {
  readonly quick: boolean;
  /** Whether the reference is timed beside webgpu. */
  readonly reference: boolean;
}

export interface GradientFigure {
  readonly hidden: number;
  readonly unroll: number;
  readonly sequences: number;
  readonly engine: string;
  /** A run is this many tiles of this many networks each, as many in flight as the engine asks for. */
  readonly tiles: number;
  readonly networksPerTile: number;
  /** The very first network on this engine and size: the kernels are compiled, base draws made, buffers uploaded. */
  readonly compileAndOneNetworkMs: number;
  readonly runs: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly networksPerSecond: number;
  /** Forward and backward counted as one: networks × T × sequences per second. */
  readonly stepsPerSecond: number;
  readonly gflopsPerSecond: number;
  /** Between kernels and the device's memory, by the count of bench/README.md; of webgpu only. */
  readonly gigabytesPerSecond: number | null;
  /** Of one network: see bench/README.md; the kernels' own counts are those of webgpu. */
  readonly flops: number;
  readonly kernelOperations: number | null;
  readonly kernelBytes: number | null;
  /** What this thread does per network beside evaluating it; 1e6 / this bounds networks/s whatever the GPU can do. */
  readonly hostMicrosecondsPerNetwork: number;
  /** Networks per second against the reference's, in this very session. */
  readonly timesReference: number | null;
}

export interface GradientResult {
  readonly checks: SizeCheck[];
  readonly figures: GradientFigure[];
}

/** Asks the question and prints the answer. */
export async function benchGradient(
  engines: BenchEngines,
  options: GradientOptions,
): Promise<GradientResult> {
  const checks: SizeCheck[] = [];
  const figures: GradientFigure[] = [];
  for (const hidden of options.quick ? [1, 32] : [1, 8, 32]) {
    const { reference } = engines;
    let base: GradientFigure | null = null;
    if (options.reference) {
      base = await timeEngine(reference, hidden, await firstRun(reference, hidden), options, null);
      figures.push(base);
    }
    for (const engine of kernelEngines(engines)) {
      const compileMs = await firstRun(engine, hidden);
      const check = await checkGradient(engine, reference, hidden, UNROLL);
      checks.push(check);
      if (check.passed) figures.push(await timeEngine(engine, hidden, compileMs, options, base));
    }
  }
  if (figures.length > 0) console.log(`\n${gradientTable(figures)}\n`);
  return { checks, figures };
}

function tilePlan(engine: Engine, hidden: number, networks: number, tiles: number) {
  // Two axes, as a map has, though all that differs is the gain: listing networks takes time for each axis.
  const axes = [
    { param: "init.recurrent.gain", from: 0.5, to: 1.5, count: networks },
    { param: "task.unroll", values: [UNROLL] },
  ];
  return oneTilePlan(benchSpec(hidden, UNROLL, { axes }), engine, tiles);
}

/** Milliseconds of one run. */
async function timeRun(engine: Engine, hidden: number, networks: number, tiles: number): Promise<number> {
  const plan = tilePlan(engine, hidden, networks, tiles);
  const started = performance.now();
  await runStored(plan, engine);
  return performance.now() - started;
}

function firstRun(engine: Engine, hidden: number): Promise<number> {
  return timeRun(engine, hidden, 1, 1);
}

async function timeEngine(
  engine: Engine,
  hidden: number,
  compileAndOneNetworkMs: number,
  { quick }: GradientOptions,
  base: GradientFigure | null,
): Promise<GradientFigure> {
  const { networks, tiles } = await fitRun(engine, hidden, quick ? 400 : 1000);
  await timeRun(engine, hidden, networks, tiles);
  const times: number[] = [];
  for (let run = 0; run < (quick ? 3 : 5); run++) times.push(await timeRun(engine, hidden, networks, tiles));
  times.sort((a, b) => a - b);
  const medianMs = times[times.length >> 1];
  const networksPerSecond = (networks * tiles * 1000) / medianMs;
  const shape = shapeOf(hidden);
  const flops = networkOperations(workloadOf({ ...gradientCase("rnn", hidden), unroll: UNROLL }));
  const isKernel = engine.name === "webgpu";
  return {
    hidden,
    unroll: UNROLL,
    sequences: BATCH,
    engine: engine.name,
    tiles,
    networksPerTile: networks,
    compileAndOneNetworkMs,
    runs: times.length,
    medianMs,
    minMs: times[0],
    maxMs: times[times.length - 1],
    networksPerSecond,
    stepsPerSecond: networksPerSecond * UNROLL * BATCH,
    gflopsPerSecond: (networksPerSecond * flops) / 1e9,
    gigabytesPerSecond: isKernel ? (networksPerSecond * kernelBytes(shape).all) / 1e9 : null,
    flops,
    kernelOperations: isKernel ? kernelOperations(shape) : null,
    kernelBytes: isKernel ? kernelBytes(shape).all : null,
    hostMicrosecondsPerNetwork: (1000 * hostMs(engine, hidden, networks)) / networks,
    timesReference: base === null ? null : networksPerSecond / base.networksPerSecond,
  };
}

/** Networks per tile, up to what the engine takes, then tiles, until a run takes about `targetMs`. */
async function fitRun(engine: Engine, hidden: number, targetMs: number) {
  const limits = engine.limitsOf(benchSpec(hidden, UNROLL, {}));
  const cost = limits.costPerNetwork + limits.costPerStep * UNROLL;
  const most = Math.max(1, Math.min(limits.maxNetworks, Math.floor(limits.maxCost / cost)));
  let networks = Math.min(64, most);
  for (let grows = true; grows; ) {
    const ms = await timeRun(engine, hidden, networks, 1);
    const wanted = Math.min(most, Math.round(networks * Math.min(8, targetMs / ms)));
    grows = wanted > networks * 1.5;
    if (grows) networks = wanted;
  }
  // The runs before were the first ones, which are slower: only now is it known what a tile takes.
  const ms = await timeRun(engine, hidden, networks, 1);
  return { networks, tiles: Math.max(1, Math.round(targetMs / ms)) };
}

/** What this thread does for a tile, beside evaluating it: listing its networks, and for webgpu packing and unpacking. */
function hostMs(engine: Engine, hidden: number, count: number): number {
  const plan = tilePlan(engine, hidden, count, 1);
  const results = new Uint32Array(count * RESULT_WORDS).fill(1);
  const started = performance.now();
  const networks = tileNetworks(plan, plan.tiles[0]);
  if (engine.name === "webgpu") {
    packNetworks(networks, 0);
    for (let n = 0; n < networks.count; n++) {
      const measured = unpackMeasurement(results, n, { ...shapeOf(hidden), cell: "rnn" }, UNROLL, false);
      for (const name of plan.spec.metrics as GradientMetricName[]) gradientMetrics[name].value(measured);
    }
  }
  return performance.now() - started;
}

function shapeOf(hidden: number) {
  return { hidden, inputSize: 1, outputSize: 1, batch: BATCH, unroll: UNROLL, lanczosSteps: 1 };
}

function gradientTable(figures: readonly GradientFigure[]): string {
  const header = [
    "H",
    "engine",
    "networks",
    "first ms",
    "median ms",
    "min",
    "max",
    "networks/s",
    "steps/s",
    "GFLOP/s",
    "GB/s",
    "host µs",
    "× reference",
  ];
  return tableText(
    header,
    figures.map((f) => [
      f.hidden,
      f.engine,
      `${f.tiles} × ${f.networksPerTile}`,
      Math.round(f.compileAndOneNetworkMs),
      Math.round(f.medianMs),
      Math.round(f.minMs),
      Math.round(f.maxMs),
      f.networksPerSecond,
      f.stepsPerSecond,
      f.gflopsPerSecond,
      f.gigabytesPerSecond,
      f.hostMicrosecondsPerNetwork,
      f.timesReference,
    ]),
  );
}
