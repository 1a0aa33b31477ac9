// A sweep's results for the exports' tests: every number tells where it stands, and every box that is read is remembered.

import type { MetricName } from "../../src/model/metrics/index.ts";
import type { Box, SweepResults } from "../../src/store/results.ts";
import { axisValues } from "../../src/sweep/axis.ts";
import { metricsOf } from "../../src/sweep/metricsOf.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { sound } from "./draw.ts";

/** A metric's number at grid indices (the axes, then replicate). */
export type ValueAt = (metric: MetricName, indices: readonly number[]) => number;

/** Its digits are the indices, from left to right: 1.234 at [2, 3, 4]. */
export const placeValue: ValueAt = (_, indices) =>
  indices.reduce((value, index, d) => value + index / 10 ** (d + 1), 1);

export class GridResults implements SweepResults {
  readonly spec: SweepSpec;
  readonly axes: SweepResults["axes"];
  readonly shape: readonly number[];
  readonly chunkShape: readonly number[];
  readonly metrics: readonly MetricName[];
  readonly boxes: Box[] = [];

  constructor(
    spec: Parameters<typeof sound>[0],
    private readonly valueAt: ValueAt = placeValue,
    /** The chunks' length along every dimension. */
    chunk = 2,
  ) {
    this.spec = sound(spec);
    this.axes = this.spec.axes.map((axis) => ({
      param: axis.param,
      values: axisValues(this.spec, axis),
      structural: false,
      scale: "linear",
    }));
    this.shape = [...this.axes.map(({ values }) => values.length), this.spec.replicates];
    this.chunkShape = this.shape.map(() => chunk);
    this.metrics = metricsOf(this.spec);
  }

  async read(metric: MetricName, box: Box): Promise<Float64Array> {
    this.boxes.push(box);
    return Float64Array.from(placesIn(box), (at) => this.valueAt(metric, at));
  }
}

/** The grid indices of a box, last dimension fastest. */
export function placesIn({ start, count }: Box): number[][] {
  return count.reduce<number[][]>(
    (places, positions, d) =>
      places.flatMap((place) => Array.from({ length: positions }, (_, k) => [...place, start[d] + k])),
    [[]],
  );
}
