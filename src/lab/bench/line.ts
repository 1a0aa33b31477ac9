// The lab's own line as it is timed: plans of evenly cut tiles, run by `runPlan` into a store.

import { alwaysRunning, type Engine, type RunControl } from "../../engine/engine.ts";
import { MemoryStore } from "../../store/memory.ts";
import { mistakeText } from "../../sweep/mistakes.ts";
import { planSweep, type SweepPlan } from "../../sweep/plan.ts";
import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import { type Tile, tileSize } from "../../sweep/tile.ts";
import { runPlan } from "../run.ts";
import type { BenchCase } from "./cases.ts";

/** A spec of a case on the four price cases; what is given takes the place of its defaults. */
export function benchSpec({ mode, cell, hidden, unroll, training }: BenchCase, given: object): SweepSpec {
  const parsed = parseSpec({
    mode,
    model: { cell, activation: "tanh", hidden },
    task: { kind: "prices", unroll },
    // Without a bias the case (0, 0 → 0) has a gradient of exactly zero, and an engine may skip its way back.
    init: { bias: 0.1 },
    // No run ends before its last update, or engines would be praised for work that nobody did.
    ...(training && {
      training: { optimizer: training.optimizer, steps: training.updates, targetLoss: 0 },
    }),
    ...given,
  });
  if (!parsed.ok)
    throw new Error(`the bench's own spec is wrong: ${parsed.mistakes.map(mistakeText).join("; ")}`);
  return parsed.value;
}

/** The map of a case that is timed: recurrent gain × input gain, in training recurrent gain × learning rate. */
export function mapSpec(one: BenchCase, rows: number, columns: number): SweepSpec {
  if (one.mode === "gradient") {
    return benchSpec(one, {
      metrics: ["logGradientRatio", "loss"],
      axes: [
        { param: "init.recurrent.gain", from: 0.5, to: 1.5, count: rows },
        { param: "init.input.gain", from: 0.9, to: 1.1, count: columns },
      ],
    });
  }
  return benchSpec(one, {
    axes: [
      { param: "init.recurrent.gain", from: 0.2, to: 1.2, count: rows },
      { param: "training.learningRate", from: 0.0005, to: 0.005, count: columns, scale: "log" },
    ],
  });
}

/** The map of about so many networks, as square as may be. */
export function mapOf(one: BenchCase, networks: number): SweepSpec {
  const rows = Math.max(1, Math.round(Math.sqrt(networks)));
  return mapSpec(one, rows, Math.max(1, Math.round(networks / rows)));
}

/**
 * A plan without a coarse picture: as few tiles as the engine's limits and its threads allow, all of about one size, so that
 * every engine is given its work in the pieces that suit it.
 */
export function evenPlan(spec: SweepSpec, engine: Engine, threads: number): SweepPlan {
  const limits = engine.limitsOf(spec);
  const plan = planSweep(spec, (at) => engine.limitsOf(at));
  const unroll = "unroll" in spec.task ? spec.task.unroll : 1;
  const cost = limits.costPerNetwork + limits.costPerStep * unroll;
  const most = Math.min(
    limits.maxNetworks,
    Math.floor(limits.maxCost / cost),
    Math.ceil(plan.networks / threads),
  );
  const tiles: Tile[] = [];
  halve(wholeOf(plan), Math.max(1, most), tiles);
  return { ...plan, tiles: tiles.map((tile, index) => ({ ...tile, index })) };
}

/** A plan whose points are one tile, run `times` over: every tile is alike. */
export function oneTilePlan(spec: SweepSpec, engine: Engine, times = 1): SweepPlan {
  const plan = planSweep(spec, (at) => engine.limitsOf(at));
  return { ...plan, tiles: Array.from({ length: times }, (_, index) => ({ ...wholeOf(plan), index })) };
}

/** Runs a plan the way the lab does. @throws Error where networks were left out, RunCancelled */
export async function runStored(
  plan: SweepPlan,
  engine: Engine,
  control: RunControl = alwaysRunning,
  onChunk = (): void => undefined,
): Promise<MemoryStore> {
  const store = new MemoryStore(plan);
  await runPlan(plan, engine, control, (chunk) => {
    store.put(chunk);
    onChunk();
  });
  if (store.doneCount !== plan.networks) throw new Error("the run left networks out");
  return store;
}

function wholeOf({ shape }: SweepPlan): Tile {
  return { index: 0, start: shape.map(() => 0), stride: shape.map(() => 1), count: shape };
}

/** Halves a box along its longest side until no part holds more than `most` networks. */
function halve(box: Tile, most: number, out: Tile[]): void {
  if (tileSize(box) <= most) {
    out.push(box);
    return;
  }
  const d = box.count.indexOf(Math.max(...box.count));
  const first = Math.ceil(box.count[d] / 2);
  halve({ ...box, count: box.count.with(d, first) }, most, out);
  const rest = {
    start: box.start.with(d, box.start[d] + first),
    count: box.count.with(d, box.count[d] - first),
  };
  halve({ ...box, ...rest }, most, out);
}
