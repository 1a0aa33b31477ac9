// Goes on with another engine when the first is lost for good: the tiles it finished stay, the rest run elsewhere.

import { type Engine, EngineLost, type RunControl } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";

/** An engine with a second one behind it. */
export class FallbackEngine implements Engine {
  private current: Engine;

  /** @param onLoss told once, when the first engine was lost and the second takes over */
  constructor(
    private readonly first: Engine,
    private readonly second: Engine,
    private readonly onLoss: (loss: EngineLost) => void,
  ) {
    this.current = first;
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
    return this.orSecond((engine) => engine.run(plan, tile, control));
  }

  inspect(spec: SweepSpec, replicate: number, control?: RunControl): Promise<Inspection> {
    return this.orSecond((engine) => engine.inspect(spec, replicate, control));
  }

  close(): void {
    this.first.close();
    this.second.close();
  }

  private async orSecond<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    try {
      return await work(this.current);
    } catch (error) {
      if (!(error instanceof EngineLost)) throw error;
      if (this.current === this.first) {
        this.current = this.second;
        this.onLoss(error);
      }
      return work(this.second);
    }
  }
}
