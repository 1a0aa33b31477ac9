// Where the page keeps a sweep of more networks than it can hold: as cells of several networks each, of which only counts,
// means and maxima stay. Every tile counts once; what comes before it is done is shown and never counted.

import type { MetricName } from "../model/metrics/index.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { metricsOf } from "../sweep/metricsOf.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { flatIndex, type Tile, tileKey } from "../sweep/tile.ts";
import type { Merging } from "../sweep/view.ts";
import { CellColumn, OutcomeColumn } from "./cellColumn.ts";
import { CellWalk } from "./cellWalk.ts";
import { cellMiddle, cellSpan } from "./merging.ts";
import type { Coverage, ShownGrid } from "./shownGrid.ts";

/** A tile of which something is shown for now, and one that is done and counted. */
const SHOWN = 1;
const COUNTED = 2;

/** The results of one plan, as cells. */
export class CellStore implements ShownGrid {
  readonly shape: readonly number[];
  doneCount = 0;
  private readonly columns: ReadonlyMap<MetricName, CellColumn>;
  private readonly walk: CellWalk;
  /** Networks of each cell that are done. */
  private readonly done: Uint32Array;
  /** 1 where a cell has a value, be it only for now. */
  private readonly shown: Uint8Array;
  /** What has come of each tile of the plan, and of its sketch. */
  private readonly tiles: Uint8Array;
  private readonly sketch: Uint8Array;

  /** @param factors how many positions of each dimension make a cell, as `mergeFactors` gives them */
  constructor(
    readonly plan: SweepPlan,
    readonly factors: readonly number[],
  ) {
    this.walk = new CellWalk(plan.shape, factors);
    this.shape = this.walk.shape;
    const cells = this.shape.reduce((a, b) => a * b, 1);
    this.columns = new Map(
      metricsOf(plan.spec).map((name) => [
        name,
        name === "outcome" ? new OutcomeColumn(cells) : new CellColumn(cells),
      ]),
    );
    this.done = new Uint32Array(cells);
    this.shown = new Uint8Array(cells);
    this.tiles = new Uint8Array(plan.tiles.length);
    this.sketch = new Uint8Array(plan.sketch.length);
  }

  put(chunk: Chunk): boolean {
    const { tile } = chunk;
    // The points of a sketch, and of a part of a tile, come again with their tiles.
    if (tile.index < 0 || !this.isWhole(tile)) return this.preview(chunk);
    if (chunk.planId !== this.plan.id || this.tiles[tile.index] === COUNTED) return false;
    this.tiles[tile.index] = COUNTED;
    const columns = [...this.columns].map(([name, column]) => ({ column, given: chunk.metrics[name] }));
    const { walk, done, shown } = this;
    const size = walk.along(tile);
    for (let n = 0; n < size; n++) {
      const cell = walk.cells[n];
      if (done[cell]++ > 0) continue;
      if (shown[cell] === 1) for (const { column } of columns) column.clear(cell);
      shown[cell] = 1;
    }
    for (const { column, given } of columns) if (given !== undefined) column.add(walk, given, size);
    this.doneCount += size;
    return true;
  }

  /** Of several networks in a cell the middle one is shown: a mean of some that come again would have to be taken back. */
  preview(chunk: Chunk): boolean {
    if (chunk.planId !== this.plan.id) return false;
    const { outcome } = chunk.metrics;
    const { index } = chunk.tile;
    if (index < 0) this.sketch[-1 - index] = SHOWN;
    else if (this.tiles[index] < SHOWN) this.tiles[index] = SHOWN;
    const { walk, done, shown } = this;
    const met = walk.alongMiddles(chunk.tile);
    let size = 0;
    for (let i = 0; i < met; i++) {
      const [cell, place] = [walk.cells[i], walk.networks[i]];
      // Without an outcome a network's run has not begun, though its tile is under way.
      if (done[cell] > 0 || (outcome !== undefined && Number.isNaN(outcome[place]))) continue;
      shown[cell] = 1;
      walk.cells[size] = cell;
      walk.networks[size++] = place;
    }
    for (const [name, column] of this.columns) column.show(walk, chunk.metrics[name], size);
    return size > 0;
  }

  isTouched({ index }: Tile): boolean {
    return (index < 0 ? this.sketch[-1 - index] : this.tiles[index]) >= SHOWN;
  }

  placeOf(tile: Tile): Tile {
    return this.walk.placeOf(tile);
  }

  has(flat: number): boolean {
    return this.shown[flat] === 1;
  }

  values(metric: MetricName, merging: Merging): ArrayLike<number> | null {
    const column = this.columns.get(metric);
    return (merging === "max" ? column?.max : column?.mean) ?? null;
  }

  coverageAt(metric: MetricName, flat: number): Coverage {
    const { plan, factors } = this;
    const of = this.walk
      .positionOf(flat)
      .map((cell, d) => cellSpan(cell, factors[d], plan.shape[d]))
      .reduce((product, [from, end]) => product * (end - from), 1);
    const there = this.done[flat];
    return { isFinal: there === of, there, of, numbers: this.columns.get(metric)?.numbers[flat] ?? 0 };
  }

  /** For the maximum the network that has it; else the one in the middle of the cell. */
  networkAt(position: readonly number[], metric: MetricName, merging: Merging): number[] {
    const cell = flatIndex(this.shape, position);
    const network = merging === "max" ? this.columns.get(metric)?.networkOfMax(cell) : null;
    if (network !== null && network !== undefined) return this.walk.indicesOf(network);
    return position.map((at, d) => cellMiddle(at, this.factors[d], this.plan.shape[d]));
  }

  private isWhole(tile: Tile): boolean {
    const planned = this.plan.tiles[tile.index];
    return planned !== undefined && tileKey(planned) === tileKey(tile);
  }
}
