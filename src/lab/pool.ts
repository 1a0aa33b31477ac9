// One engine made of several: tiles go to whichever thread is free. This is how an engine of the CPU uses every core.

import { type Engine, EngineLost, type EngineName, type RunControl } from "../engine/engine.ts";
import { Lender } from "../engine/lender.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";

/**
 * Another thread, which has an engine of each name for itself: for each it is given a plan and its control once, and
 * then tiles. Several pools, one for each engine, may share their threads.
 */
export interface TileWorker {
  prepare(engine: EngineName, plan: SweepPlan, control: RunControl): Promise<void>;
  runTile(engine: EngineName, planId: string, tile: Tile): Promise<Chunk>;
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
    this.description = local.description.replace("one thread", threadsText(workers.length));
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
        done: Promise.all(this.workers.map((worker) => worker.prepare(this.name, plan, control))),
      };
    }
    await this.preparedFor.done;
    const worker = await this.lender.take();
    try {
      await control.ready();
      return await worker.runTile(this.name, plan.id, tile);
    } catch (error) {
      throw withItsClass(error);
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

/** How many threads, for people. */
export function threadsText(count: number): string {
  return count === 1 ? "one thread" : `${count} threads`;
}

/** An error from another thread is a plain one that still has its name; whoever replaces lost engines asks for the class. */
function withItsClass(error: unknown): unknown {
  const isLoss = error instanceof Error && error.name === "EngineLost" && !(error instanceof EngineLost);
  return isLoss ? new EngineLost(error.message) : error;
}
