// The page's reference: at hand at once, but its code is fetched only where it is to compute something.

import type { Engine, RunControl } from "../engine/engine.ts";
import type { ReferenceEngine } from "../engine/reference.ts";
import { REFERENCE_DESCRIPTION, referenceLimits } from "../engine/referenceLimits.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";
import { fetched } from "./fetched.ts";

/** The engine that is the truth, as soon as it is needed. */
export class LateReference implements Engine {
  readonly name = "reference";
  readonly description = REFERENCE_DESCRIPTION;
  readonly tilesInFlight = 1;
  private engine: ReferenceEngine | null = null;

  limitsOf(spec: SweepSpec): TileLimits {
    return referenceLimits(spec);
  }

  async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    return (await this.opened()).run(plan, tile, control);
  }

  async inspect(spec: SweepSpec, replicate: number, control?: RunControl): Promise<Inspection> {
    return (await this.opened()).inspect(spec, replicate, control);
  }

  close(): void {
    this.engine?.close();
  }

  /** The engine; one that could not be fetched is asked for again next time. */
  private async opened(): Promise<ReferenceEngine> {
    const { ReferenceEngine } = await fetched(() => import("../engine/reference.ts"));
    this.engine ??= new ReferenceEngine();
    return this.engine;
  }
}
