// Where a sweep's results stay while it runs: one array per metric, filled chunk by chunk.

import type { MetricName } from "../model/metrics/index.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { metricsOf } from "../sweep/spec.ts";
import { eachFlatIndex } from "../sweep/tile.ts";

/** The results of one plan in memory. */
export class MemoryStore {
  /** One array per metric in the plan's shape, last dimension fastest; NaN until computed. */
  readonly metrics: ReadonlyMap<MetricName, Float64Array>;
  /** 1 where a network has been computed. */
  readonly done: Uint8Array;
  doneCount = 0;
  /** 1 where there is a value: the network's own, or that of its training so far. */
  readonly shown: Uint8Array;

  constructor(readonly plan: SweepPlan) {
    this.metrics = new Map(
      metricsOf(plan.spec).map((name) => [name, new Float64Array(plan.networks).fill(Number.NaN)]),
    );
    this.done = new Uint8Array(plan.networks);
    this.shown = new Uint8Array(plan.networks);
  }

  /** Keeps a chunk; one of another plan, or of points that are all there, changes nothing. Returns whether it was kept. */
  put(chunk: Chunk): boolean {
    return this.write(chunk, true);
  }

  /** Shows the state so far of a tile in training; what is done already is left alone. Returns whether it was shown. */
  preview(chunk: Chunk): boolean {
    return this.write(chunk, false);
  }

  private write(chunk: Chunk, final: boolean): boolean {
    if (chunk.planId !== this.plan.id) return false;
    // Listed once per chunk: walking the map once per network would cost more than the copying.
    const columns = [...this.metrics].map(([name, values]) => ({ values, given: chunk.metrics[name] }));
    let fresh = false;
    eachFlatIndex(this.plan.shape, chunk.tile, (flat, n) => {
      if (this.done[flat] !== 0) return;
      if (final) {
        this.done[flat] = 1;
        this.doneCount++;
      }
      this.shown[flat] = 1;
      fresh = true;
      for (const { values, given } of columns) values[flat] = given?.[n] ?? Number.NaN;
    });
    return fresh;
  }
}
