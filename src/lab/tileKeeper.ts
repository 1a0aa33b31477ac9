// A compute thread's part, in the page's workers and the terminal's threads alike: for each of its engines it keeps a
// plan, and answers with the results of that plan's tiles.

import { alwaysRunning, type Engine, type EngineName, type RunControl } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { Tile } from "../sweep/tile.ts";
import type { TileWorker } from "./pool.ts";

export class TileKeeper implements TileWorker {
  private readonly kept = new Map<EngineName, Kept>();

  constructor(...engines: readonly Engine[]) {
    for (const engine of engines) this.add(engine);
  }

  /** One engine more, in the place of another of its name if there is one. */
  add(engine: Engine): void {
    this.kept.set(engine.name, { engine, plan: null, control: alwaysRunning });
  }

  async prepare(name: EngineName, plan: SweepPlan, control: RunControl): Promise<void> {
    this.kept.set(name, { engine: this.of(name).engine, plan, control });
  }

  async runTile(name: EngineName, planId: string, tile: Tile): Promise<Chunk> {
    const { engine, plan, control } = this.of(name);
    if (plan?.id !== planId)
      throw new Error(`tile ${tile.index} belongs to another plan than the one prepared`);
    return engine.run(plan, tile, control);
  }

  private of(name: EngineName): Kept {
    const kept = this.kept.get(name);
    if (kept === undefined) throw new Error(`this thread has no engine ${name}`);
    return kept;
  }
}

interface Kept {
  readonly engine: Engine;
  readonly plan: SweepPlan | null;
  readonly control: RunControl;
}
