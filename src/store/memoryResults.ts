// A sweep's results in memory, read as any others are: only networks that are done have numbers, for what a training run
// shows on its way is no result.

import type { MetricName } from "../model/metrics/index.ts";
import { flatIndex, tileIndices } from "../sweep/tile.ts";
import type { MemoryStore } from "./memory.ts";
import type { Box, SweepResults } from "./results.ts";

/** The results of a plan in memory. */
export class MemoryResults implements SweepResults {
  readonly spec: SweepResults["spec"];
  readonly axes: SweepResults["axes"];
  readonly shape: SweepResults["shape"];
  readonly chunkShape: SweepResults["chunkShape"];
  readonly metrics: readonly MetricName[];

  constructor(private readonly store: Pick<MemoryStore, "plan" | "metrics" | "done">) {
    const { spec, axes, shape, chunkShape } = store.plan;
    this.spec = spec;
    this.axes = axes;
    this.shape = shape;
    this.chunkShape = chunkShape;
    this.metrics = [...store.metrics.keys()];
  }

  /** @throws RangeError for a metric that the sweep has not */
  async read(metric: MetricName, { start, count }: Box): Promise<Float64Array> {
    const { metrics, done } = this.store;
    const values = metrics.get(metric);
    if (values === undefined)
      throw new RangeError(`${metric}: the sweep's metrics are ${this.metrics.join(", ")}`);
    const box = { index: 0, start, count, stride: start.map(() => 1) };
    return Float64Array.from(tileIndices(box), (indices) => {
      const flat = flatIndex(this.shape, indices);
      return done[flat] === 1 ? values[flat] : Number.NaN;
    });
  }
}
