// A compute thread's part, in the page's workers and the terminal's threads alike: keeps a plan, answers with its tiles.

import { alwaysRunning, type Engine } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { TileWorker } from "./pool.ts";

export class TileKeeper implements TileWorker {
  private plan: SweepPlan | null = null;

  constructor(private readonly engine: Engine) {}

  async prepare(plan: SweepPlan): Promise<void> {
    this.plan = plan;
  }

  async runTile(planId: string, tile: number): Promise<Chunk> {
    const { plan } = this;
    if (plan?.id !== planId) throw new Error(`tile ${tile} belongs to another plan than the one prepared`);
    return this.engine.run(plan, plan.tiles[tile], alwaysRunning);
  }
}
