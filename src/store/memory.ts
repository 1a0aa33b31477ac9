// Where a sweep's results stay while it runs: one array per metric, filled chunk by chunk.

import type { MetricName } from "../model/metrics/index.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { flatIndex, tileIndices } from "../sweep/tile.ts";

/** The results of one plan in memory. */
export class MemoryStore {
  /** One array per metric in the plan's shape, last dimension fastest; NaN until computed. */
  readonly metrics: ReadonlyMap<MetricName, Float64Array>;
  /** 1 where a network has been computed. */
  readonly done: Uint8Array;
  doneCount = 0;

  constructor(readonly plan: SweepPlan) {
    this.metrics = new Map(
      plan.spec.metrics.map((name) => [name, new Float64Array(plan.networks).fill(Number.NaN)]),
    );
    this.done = new Uint8Array(plan.networks);
  }

  /** Keeps a chunk; one of another plan, or one already kept, changes nothing. Returns whether it was kept. */
  put(chunk: Chunk): boolean {
    if (chunk.planId !== this.plan.id) return false;
    // Listed once per chunk: walking the map once per network would cost more than the copying.
    const columns = [...this.metrics].map(([name, values]) => ({ values, given: chunk.metrics[name] }));
    let n = 0;
    let fresh = false;
    for (const indices of tileIndices(this.plan.tiles[chunk.tile])) {
      const flat = flatIndex(this.plan.shape, indices);
      if (this.done[flat] === 0) {
        this.done[flat] = 1;
        this.doneCount++;
        fresh = true;
        for (const { values, given } of columns) values[flat] = given?.[n] ?? Number.NaN;
      }
      n++;
    }
    return fresh;
  }
}
