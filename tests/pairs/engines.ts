// What the suites of pairs are given: how to open the engine that they hold against the reference, and sweeps to run on it.

import { afterAll, beforeAll, expect } from "vitest";
import { alwaysRunning, type Engine } from "../../src/engine/engine.ts";
import { runPlan } from "../../src/lab/run.ts";
import type { MetricName } from "../../src/model/metrics/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { planSweep, type SweepPlan } from "../../src/sweep/plan.ts";
import { parseSpec, type SweepSpec } from "../../src/sweep/spec.ts";
import type { Tile } from "../../src/sweep/tile.ts";

/** Opens an engine of the kind under test. */
export type Open = () => Promise<Engine>;

/** The engine of a test file, opened before its tests and closed after them. */
export function openedFor(open: Open): () => Engine {
  let engine: Engine | null = null;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine?.close());
  return () => {
    if (engine === null) throw new Error("the engine was not opened");
    return engine;
  };
}

/** A spec in mode gradient that must be sound. */
export function specOf(fields: object): SweepSpec {
  const parsed = parseSpec(fields);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

/** A plan in the tiles that an engine asks for. */
export function planFor(engine: Engine, spec: SweepSpec): SweepPlan {
  return planSweep(spec, (at) => engine.limitsOf(at));
}

/** A plan whose tiles hold at most so many networks, whatever they cost. */
export function limited(spec: SweepSpec, maxNetworks: number): SweepPlan {
  return planSweep(spec, () => ({ maxNetworks, maxCost: 1e12, costPerNetwork: 1, costPerStep: 1 }));
}

/** The same tiles, the last one first. */
export function reversed(plan: SweepPlan): SweepPlan {
  return { ...plan, tiles: plan.tiles.toReversed().map((tile, index) => ({ ...tile, index })) };
}

/** All networks of a plan as one tile, however many there are. */
export function wholeTile({ shape }: SweepPlan): Tile {
  return { index: 0, start: shape.map(() => 0), stride: shape.map(() => 1), count: [...shape] };
}

/** Every metric of every network of a sweep. */
export async function resultsOf(
  engine: Engine,
  plan: SweepPlan,
): Promise<ReadonlyMap<MetricName, Float64Array>> {
  const store = new MemoryStore(plan);
  await runPlan(plan, engine, alwaysRunning, (chunk) => void store.put(chunk));
  expect(store.doneCount).toBe(plan.networks);
  return store.metrics;
}

/** Irregular numbers in nested arrays of any shape, each call going on where the one before ended. */
export function irregular(): (...shape: number[]) => unknown {
  let at = 0;
  const fill = (...shape: number[]): unknown =>
    shape.length === 0
      ? Math.sin(12.9898 * at++) * 1.3
      : Array.from({ length: shape[0] }, () => fill(...shape.slice(1)));
  return fill;
}
