// One engine made of several: tiles go to whichever member is free. This is how the reference uses every core.

import type { Engine, RunControl } from "../engine/engine.ts";
import { Lender } from "../engine/lender.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";

/** A member of a pool, in another thread: it is given a plan and its control once, and then tiles by index. */
export interface TileWorker {
  prepare(plan: SweepPlan, control: RunControl): Promise<void>;
  runTile(planId: string, tile: number): Promise<Chunk>;
}

/** Spreads the tiles of `local`'s kind over workers; inspects on the local thread. */
export class EnginePool implements Engine {
  readonly name;
  readonly description;
  readonly tilesInFlight;
  private readonly lender: Lender<TileWorker>;
  private preparedFor: {
    readonly id: string;
    readonly control: RunControl;
    readonly done: Promise<unknown>;
  } | null = null;

  constructor(
    private readonly local: Engine,
    private readonly workers: readonly TileWorker[],
  ) {
    this.name = local.name;
    this.description = local.description.replace("one thread", `${workers.length} threads`);
    this.tilesInFlight = workers.length * 2;
    this.lender = new Lender(workers);
  }

  limitsOf(spec: SweepSpec): TileLimits {
    return this.local.limitsOf(spec);
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    // The same sweep run again has the same plan, but a control of its own.
    if (this.preparedFor?.id !== plan.id || this.preparedFor.control !== control) {
      this.preparedFor = {
        id: plan.id,
        control,
        done: Promise.all(this.workers.map((worker) => worker.prepare(plan, control))),
      };
    }
    await this.preparedFor.done;
    const worker = await this.lender.take();
    try {
      await control.ready();
      return await worker.runTile(plan.id, tile.index);
    } finally {
      this.lender.give(worker);
    }
  }

  inspect(spec: SweepSpec, replicate: number, control?: RunControl): Promise<Inspection> {
    return this.local.inspect(spec, replicate, control);
  }

  close(): void {
    this.local.close();
  }
}
