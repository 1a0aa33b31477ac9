// A compute thread's part, in the page's workers and the terminal's threads alike: keeps a plan, answers with its tiles.

import { alwaysRunning, type Engine, type RunControl } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { TileWorker } from "./pool.ts";

export class TileKeeper implements TileWorker {
  private plan: SweepPlan | null = null;
  private control = alwaysRunning;

  constructor(private readonly engine: Engine) {}

  async prepare(plan: SweepPlan, control: RunControl): Promise<void> {
    this.plan = plan;
    this.control = control;
  }

  async runTile(planId: string, tile: number): Promise<Chunk> {
    const { plan } = this;
    if (plan?.id !== planId) throw new Error(`tile ${tile} belongs to another plan than the one prepared`);
    return this.engine.run(plan, plan.tiles[tile], this.control);
  }
}
