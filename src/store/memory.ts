// Where a sweep's results stay while it runs: one array per metric, filled chunk by chunk.

import type { MetricName } from "../model/metrics/index.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { metricsOf } from "../sweep/metricsOf.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { eachFlatIndex, flatIndex, type Tile } from "../sweep/tile.ts";
import type { Coverage, ShownGrid } from "./shownGrid.ts";

/** The results of one plan in memory; on a map every network is a position of its own. */
export class MemoryStore implements ShownGrid {
  /** One array per metric in the plan's shape, last dimension fastest; NaN until computed. */
  readonly metrics: ReadonlyMap<MetricName, Float64Array>;
  /** 1 where a network has been computed. */
  readonly done: Uint8Array;
  doneCount = 0;
  /** 1 where there is a value: the network's own, or that of its training so far. */
  readonly shown: Uint8Array;
  /** In training: NaN where a network's run has not begun, though its tile is under way. */
  private readonly outcomes: Float64Array | null;

  constructor(readonly plan: SweepPlan) {
    this.metrics = new Map(
      metricsOf(plan.spec).map((name) => [name, new Float64Array(plan.networks).fill(Number.NaN)]),
    );
    this.done = new Uint8Array(plan.networks);
    this.shown = new Uint8Array(plan.networks);
    this.outcomes = this.metrics.get("outcome") ?? null;
  }

  get shape(): readonly number[] {
    return this.plan.shape;
  }

  /** Keeps a chunk; one of another plan, or of points that are all there, changes nothing. Returns whether it was kept. */
  put(chunk: Chunk): boolean {
    return this.write(chunk, true);
  }

  /** Shows the state so far of a tile in training; what is done already is left alone. Returns whether it was shown. */
  preview(chunk: Chunk): boolean {
    return this.write(chunk, false);
  }

  isTouched(tile: Tile): boolean {
    // What lies in a tile comes all at once, so one of its networks tells of all.
    return this.shown[flatIndex(this.plan.shape, tile.start)] === 1;
  }

  placeOf(tile: Tile): Tile {
    return tile;
  }

  has(flat: number): boolean {
    return this.shown[flat] === 1 && (this.outcomes === null || !Number.isNaN(this.outcomes[flat]));
  }

  values(metric: MetricName): ArrayLike<number> | null {
    return this.metrics.get(metric) ?? null;
  }

  coverageAt(metric: MetricName, flat: number): Coverage {
    const numbers = Number.isNaN(this.metrics.get(metric)?.[flat] ?? Number.NaN) ? 0 : 1;
    return { isFinal: this.done[flat] === 1, there: 1, of: 1, numbers };
  }

  networkAt(position: readonly number[]): number[] {
    return [...position];
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
