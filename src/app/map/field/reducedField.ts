// A metric with the replicates of each point reduced to one number, computed when it is asked for and kept until new
// replicates of that point come in.

import type { MetricName } from "../../../model/metrics/index.ts";
import { nearestReplicate, type Reduction, reduced } from "../../../store/figure/reduction.ts";
import type { MemoryStore } from "../../../store/memory.ts";
import type { Tile } from "../../../sweep/tile.ts";
import type { Field, ShownValue } from "./field.ts";

export class ReducedField implements Field {
  private readonly values: ArrayLike<number>;
  private readonly outcomes: ArrayLike<number> | null;
  private readonly replicates: number;
  private readonly points: Float64Array;
  /** 1 where a point's number is to be computed anew. */
  private readonly stale: Uint8Array;
  /** How many replicates of each point are there. */
  private readonly there: Uint32Array;
  /** 1 for each replicate, of the point at hand, that is there. */
  private readonly present: Uint8Array;
  private readonly own: Float64Array;
  private readonly scratch: Float64Array;

  constructor(
    readonly store: MemoryStore,
    metric: MetricName,
    readonly reduction: Reduction,
  ) {
    const { plan } = store;
    this.values = store.metrics.get(metric) ?? new Float64Array(plan.networks).fill(Number.NaN);
    this.outcomes = store.metrics.get("outcome") ?? null;
    this.replicates = plan.spec.replicates;
    const points = plan.networks / this.replicates;
    this.points = new Float64Array(points);
    this.there = new Uint32Array(points);
    this.stale = new Uint8Array(points).fill(1);
    this.present = new Uint8Array(this.replicates);
    this.own = new Float64Array(this.replicates);
    this.scratch = new Float64Array(this.replicates);
  }

  has(flat: number): boolean {
    return this.there[this.fresh(flat)] > 0;
  }

  at(flat: number): number {
    return this.points[this.fresh(flat)];
  }

  read(flat: number): ShownValue | null {
    const point = this.fresh(flat);
    if (this.there[point] === 0) return null;
    this.load(point);
    let numbers = 0;
    let done = 0;
    for (let r = 0; r < this.replicates; r++) {
      if (this.present[r] === 1 && !Number.isNaN(this.own[r])) numbers++;
      done += this.store.done[point * this.replicates + r];
    }
    return {
      value: this.points[point],
      isFinal: done === this.replicates,
      there: this.there[point],
      of: this.replicates,
      numbers,
    };
  }

  /** The replicate that stands best for what is shown of a point. */
  nearest(flat: number): number {
    const point = this.fresh(flat);
    this.load(point);
    const { reduction, own, present, replicates, points } = this;
    return nearestReplicate(reduction, own, present, 0, replicates, points[point]);
  }

  mark(tile: Tile): void {
    const { shape } = this.store.plan;
    // An odometer over the tile's points; their replicates make no difference.
    const axes = shape.length - 1;
    const steps = new Array<number>(axes).fill(0);
    for (;;) {
      let point = 0;
      for (let d = 0; d < axes; d++) {
        point = point * shape[d] + tile.start[d] + steps[d] * tile.stride[d];
      }
      this.stale[point] = 1;
      let d = axes - 1;
      while (d >= 0 && ++steps[d] === tile.count[d]) steps[d--] = 0;
      if (d < 0) return;
    }
  }

  /** The point of a network, its number up to date. */
  private fresh(flat: number): number {
    const point = Math.floor(flat / this.replicates);
    if (this.stale[point] === 1) {
      this.stale[point] = 0;
      this.there[point] = this.load(point);
      this.points[point] = reduced(this.reduction, this.own, this.present, 0, this.replicates, this.scratch);
    }
    return point;
  }

  /** Copies a point's replicates to where they are worked on; returns how many there are. */
  private load(point: number): number {
    const counts = this.reduction.kind === "fraction";
    let there = 0;
    for (let r = 0; r < this.replicates; r++) {
      const flat = point * this.replicates + r;
      const value = this.values[flat];
      const begun = this.outcomes === null || !Number.isNaN(this.outcomes[flat]);
      // A run that is still open has no outcome yet: it counts as one that is to come.
      const isThere = this.store.shown[flat] === 1 && begun && !(counts && value < 0);
      this.own[r] = value;
      this.present[r] = isThere ? 1 : 0;
      if (isThere) there++;
    }
    return there;
  }
}
