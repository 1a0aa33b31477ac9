// Goes on with another engine when one is lost for good: the tiles it finished stay, the rest run elsewhere.

import { type Engine, EngineLost, type RunControl } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";

/** An engine with others behind it. */
export class FallbackEngine implements Engine {
  /** Every engine so far, the one that runs now at the end. */
  private readonly engines: Engine[];

  /** @param replace called once for each engine that is lost: gives the one that takes over, or null where none is left */
  constructor(
    first: Engine,
    private readonly replace: (lost: Engine, loss: EngineLost) => Engine | null,
  ) {
    this.engines = [first];
  }

  get name() {
    return this.current.name;
  }

  get description() {
    return this.current.description;
  }

  get tilesInFlight() {
    return this.current.tilesInFlight;
  }

  limitsOf(spec: SweepSpec): TileLimits {
    return this.current.limitsOf(spec);
  }

  run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    return this.orElsewhere((engine) => engine.run(plan, tile, control));
  }

  inspect(spec: SweepSpec, replicate: number, control?: RunControl): Promise<Inspection> {
    return this.orElsewhere((engine) => engine.inspect(spec, replicate, control));
  }

  close(): void {
    for (const engine of this.engines) engine.close();
  }

  private get current(): Engine {
    return this.engines[this.engines.length - 1];
  }

  private async orElsewhere<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = this.current;
    try {
      return await work(engine);
    } catch (error) {
      if (!(error instanceof EngineLost)) throw error;
      // Several tiles may tell of the same loss; the first of them has replaced the engine already.
      if (engine === this.current) {
        const next = this.replace(engine, error);
        if (next === null) throw error;
        this.engines.push(next);
      }
      return this.orElsewhere(work);
    }
  }
}
