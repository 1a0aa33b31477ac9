// How long does a whole map take? The two maps that the lab promises, through the lab's own line, tile by tile.

import { alwaysRunning, type Engine } from "../src/engine/engine.ts";
import { planSweep } from "../src/sweep/plan.ts";
import { checkGradient, type SizeCheck } from "./check.ts";
import type { BenchEngines } from "./engines.ts";
import { benchSpec, runStored } from "./networks.ts";
import { tableText } from "./table.ts";

interface BenchMap {
  readonly name: string;
  readonly hidden: number;
  readonly gains: number;
  readonly unrolls: number;
}

const maps: readonly BenchMap[] = [
  { name: "512 × 256 scalar, T up to 256", hidden: 1, gains: 512, unrolls: 256 },
  { name: "128 × 64 at H = 32, T up to 64", hidden: 32, gains: 128, unrolls: 64 },
];

export interface MapFigure {
  readonly map: string;
  readonly engine: string;
  readonly networks: number;
  readonly tiles: number;
  readonly firstChunkSeconds: number;
  readonly seconds: number;
  readonly networksPerSecond: number;
}

export interface MapResult {
  readonly checks: SizeCheck[];
  readonly figures: MapFigure[];
}

/** Asks the question for each engine and prints the answer; an engine that fails its check is left out. */
export async function benchMaps(engines: BenchEngines, chosen: readonly Engine[]): Promise<MapResult> {
  const checks: SizeCheck[] = [];
  const figures: MapFigure[] = [];
  for (const map of maps) {
    for (const engine of chosen) {
      if (engine !== engines.reference) {
        const check = await checkGradient(engine, engines.reference, map.hidden, map.unrolls);
        checks.push(check);
        if (!check.passed) continue;
      }
      figures.push(await timeMap(map, engine));
    }
  }
  const header = ["map", "engine", "networks", "tiles", "first chunk s", "whole map s", "networks/s"];
  const rows = figures.map((f) => [
    f.map,
    f.engine,
    f.networks,
    f.tiles,
    f.firstChunkSeconds,
    f.seconds,
    f.networksPerSecond,
  ]);
  console.log(`\n${tableText(header, rows)}\n`);
  return { checks, figures };
}

async function timeMap({ name, hidden, gains, unrolls }: BenchMap, engine: Engine): Promise<MapFigure> {
  const axes = [
    { param: "init.recurrent.gain", from: 0, to: 3, count: gains },
    { param: "task.unroll", from: 1, to: unrolls, count: unrolls },
  ];
  const started = performance.now();
  let firstChunkMs = 0;
  const plan = planSweep(benchSpec(hidden, unrolls, { axes }), (at) => engine.limitsOf(at));
  await runStored(plan, engine, alwaysRunning, () => {
    if (firstChunkMs === 0) firstChunkMs = performance.now() - started;
  });
  const seconds = (performance.now() - started) / 1000;
  return {
    map: name,
    engine: engine.name,
    networks: plan.networks,
    tiles: plan.tiles.length,
    firstChunkSeconds: firstChunkMs / 1000,
    seconds,
    networksPerSecond: plan.networks / seconds,
  };
}
