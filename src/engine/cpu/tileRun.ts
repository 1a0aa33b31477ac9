// A tile of networks in the kernels: mode gradient network by network, mode training as many runs side by side as there
// are slots. In both the thread is given up to messages every few milliseconds.

import {
  type GradientMetricName,
  gradientMetrics,
  needJacobian,
  type TrainingMetricName,
  trainingMetrics,
} from "../../model/metrics/index.ts";
import type { Chunk } from "../../sweep/chunk.ts";
import type { TileNetworks } from "../../sweep/tile.ts";
import { copiedMetrics, PREVIEW_MS, type RunControl } from "../engine.ts";
import { orderByUnroll } from "../order.ts";
import { Turns } from "../turns.ts";
import type { KernelExports } from "./kernels.ts";
import { CpuMeasurement, RESULT_WORDS } from "./measurement.ts";
import { CpuRunMeasurement, RUN_WORDS } from "./runMeasurement.ts";
import { type CpuStructure, MOST_LISTED } from "./structure.ts";

/** What one call of the kernels should take: after it the thread looks at its clock and its messages. */
const CALL_MS = 8;

/** How much work a call is given, from the time that calls took. */
class Pace {
  private amount = 1;

  constructor(private readonly most: number) {}

  get next(): number {
    return Math.max(1, Math.min(this.most, Math.floor(this.amount)));
  }

  /** Takes in that `done` units took `ms`. */
  took(done: number, ms: number): void {
    const fitting = (done * CALL_MS) / Math.max(ms, 0.01);
    this.amount = Math.min(this.most, fitting, this.amount * 4);
  }
}

/** A tile on its way. */
export interface TileWork {
  readonly kernels: KernelExports;
  readonly structure: CpuStructure;
  readonly networks: TileNetworks;
  readonly chunk: Chunk;
  readonly control: RunControl;
}

/** Mode gradient: each network once, at its initial weights. */
export async function measureTile({ kernels, structure, networks, chunk, control }: TileWork): Promise<void> {
  const columns = Object.entries(chunk.metrics).map(
    ([name, values]) => [gradientMetrics[name as GradientMetricName], values] as const,
  );
  const withJacobian = needJacobian(Object.keys(chunk.metrics) as GradientMetricName[]);
  const order = orderByUnroll(networks.unroll);
  const turns = new Turns(control);
  const pace = new Pace(MOST_LISTED);
  for (let first = 0; first < order.length; ) {
    const unroll = networks.unroll[order[first]];
    structure.setUnroll(unroll);
    const started = performance.now();
    const most = Math.min(first + pace.next, order.length);
    const count = structure.listSome(networks, order, first, most);
    kernels.measure(structure.networksAt, structure.resultsAt, count, withJacobian);
    pace.took(count, performance.now() - started);
    const results = new Float64Array(kernels.memory.buffer, structure.resultsAt, count * RESULT_WORDS);
    const measurement = new CpuMeasurement(results, withJacobian);
    for (const [metric, values] of columns) {
      for (let n = 0; n < count; n++) values[order[first + n]] = metric.value(measurement.show(n, unroll));
    }
    first += count;
    if (turns.isOver) await turns.next();
  }
}

/** Mode training: whole runs, a new one in a slot where one has ended; longer unrolls wait for shorter ones. */
export async function trainTile(work: TileWork): Promise<void> {
  const { kernels, structure, networks, chunk, control } = work;
  const columns = Object.entries(chunk.metrics).map(
    ([name, values]) => [trainingMetrics[name as TrainingMetricName], values.fill(Number.NaN)] as const,
  );
  const { data } = structure.structure.problem;
  const order = orderByUnroll(networks.unroll);
  const turns = new Turns(control);
  const pace = new Pace(2 ** 20);
  /** The networks in the first slots. */
  const running: number[] = [];
  let next = 0;
  const told = (slot: number) => {
    const record = new Float64Array(kernels.memory.buffer, kernels.runAt(slot), RUN_WORDS);
    return new CpuRunMeasurement(record, networks.steps[running[slot]], data.test !== null);
  };
  const write = (slot: number) => {
    const measurement = told(slot);
    for (const [metric, values] of columns) values[running[slot]] = metric.value(measurement);
    return measurement;
  };
  let shown = performance.now();
  while (next < order.length || running.length > 0) {
    if (running.length === 0) structure.setUnroll(networks.unroll[order[next]]);
    const unroll = networks.unroll[running[0] ?? order[next]];
    while (running.length < structure.slots && next < order.length) {
      const n = order[next];
      if (networks.unroll[n] !== unroll) break;
      kernels.start(running.length, structure.listRun(networks, n));
      running.push(n);
      next++;
    }
    const started = performance.now();
    const made = kernels.train(running.length, pace.next);
    pace.took(made, performance.now() - started);
    for (let slot = running.length - 1; slot >= 0; slot--) {
      if (!told(slot).isOver) continue;
      write(slot);
      const last = running.length - 1;
      if (slot < last) kernels.move(last, slot);
      running[slot] = running[last];
      running.pop();
    }
    if (!turns.isOver) continue;
    await turns.next();
    if (performance.now() - shown <= PREVIEW_MS || control.preview === undefined) continue;
    let share = next - running.length;
    for (let slot = 0; slot < running.length; slot++) {
      const { step, steps } = write(slot);
      share += step / steps;
    }
    control.preview({
      chunk: { ...chunk, metrics: copiedMetrics(chunk.metrics) },
      share: share / networks.count,
    });
    shown = performance.now();
  }
}
