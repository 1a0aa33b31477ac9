// What a running sweep asks of the place where its results stay: that it takes them, chunk by chunk.

import type { Chunk } from "../sweep/chunk.ts";
import type { EngineName } from "../sweep/engineChoice.ts";
import type { SweepPlan } from "../sweep/plan.ts";

/** Where chunks stay. */
export interface ChunkStore {
  /** Keeps a chunk. A run waits for what this returns, and fails where that rejects. */
  put(chunk: Chunk): unknown;
}

/** Opens the store of a run that has just been planned, and is told which engine it begins with. */
export type OpenStore<Store extends ChunkStore> = (
  plan: SweepPlan,
  engine: { readonly name: EngineName; readonly description: string },
) => Store | Promise<Store>;
