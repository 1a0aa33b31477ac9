// A tile that is more than its engine takes at once, run in parts: tiles are all one block, however costly their networks are,
// and a sweep may go on with an engine that it was not planned for.

import { copiedMetrics, type Engine, emptyMetrics, type RunControl } from "../engine/engine.ts";
import { eachRow } from "../store/rows.ts";
import { splitTile } from "../sweep/blocks.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { metricsOf } from "../sweep/metricsOf.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import { unrollOf } from "../sweep/point.ts";
import { structuralSpec, structureKey, type Tile, tileSize } from "../sweep/tile.ts";

/** Limits are kept for this many structures. */
const MOST_KEPT = 1024;

/** The tiles of one plan on one engine. */
export class PartedTiles {
  private readonly limits = new Map<string, TileLimits>();
  private readonly unrollAxis: number;

  constructor(
    private readonly plan: SweepPlan,
    private readonly engine: Engine,
  ) {
    this.unrollAxis = plan.axes.findIndex(({ param }) => param === "task.unroll");
  }

  /** The chunk of a tile, whole; each part that is done is handed to the preview as a part of it. */
  async run(tile: Tile, control: RunControl): Promise<Chunk> {
    const parts = splitTile(tile, (part) => this.fits(part));
    if (parts.length === 1) return this.engine.run(this.plan, tile, control);
    const metrics = emptyMetrics(metricsOf(this.plan.spec), tileSize(tile));
    for (const part of parts) {
      const chunk = await this.engine.run(this.plan, part, control);
      place(metrics, tile, chunk);
      control.preview?.({ chunk: { ...chunk, metrics: copiedMetrics(chunk.metrics) }, share: 1 });
    }
    return { planId: this.plan.id, tile, metrics };
  }

  private fits(part: Tile): boolean {
    const { maxNetworks, maxCost, costPerNetwork, costPerStep } = this.limitsOf(part);
    const size = tileSize(part);
    return size <= maxNetworks && size * (costPerNetwork + costPerStep * this.longestUnroll(part)) <= maxCost;
  }

  private limitsOf(part: Tile): TileLimits {
    // One engine may have taken over from another, with limits of its own.
    const key = `${this.engine.name} ${structureKey(this.plan.axes, part)}`;
    let limits = this.limits.get(key);
    if (limits === undefined) {
      if (this.limits.size >= MOST_KEPT) this.limits.clear();
      limits = this.engine.limitsOf(structuralSpec(this.plan, part));
      this.limits.set(key, limits);
    }
    return limits;
  }

  private longestUnroll(part: Tile): number {
    const d = this.unrollAxis;
    if (d < 0) return unrollOf(this.plan.spec.task);
    let longest = 1;
    for (let k = 0; k < part.count[d]; k++) {
      longest = Math.max(longest, Number(this.plan.axes[d].values[part.start[d] + k * part.stride[d]]));
    }
    return longest;
  }
}

/** Copies the results of a part to their places among its tile's. */
function place(metrics: Chunk["metrics"], tile: Tile, part: Chunk): void {
  const { start, stride, count } = part.tile;
  const columns = Object.entries(part.metrics).map(([name, values]) => ({
    from: values,
    to: metrics[name as keyof Chunk["metrics"]],
  }));
  const own = { shape: count, start: count.map(() => 0) };
  const inTile = { shape: tile.count, start: start.map((at, d) => (at - tile.start[d]) / stride[d]) };
  eachRow(count, own, inTile, (from, to, length) => {
    for (const column of columns) column.to?.set(column.from.subarray(from, from + length), to);
  });
}
