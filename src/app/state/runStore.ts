// The store that a run's results go into, and what of one a further run need not compute again.

import type { Known } from "../../lab/known.ts";
import { CellStore } from "../../store/cells.ts";
import { factorsOf, isMerged } from "../../store/figure/arrangement.ts";
import { MemoryStore } from "../../store/memory.ts";
import { chunkOf, doneTilesOf } from "../../store/memoryChunks.ts";
import type { ShownGrid } from "../../store/shownGrid.ts";
import type { SweepPlan } from "../../sweep/plan.ts";

/** What the lab need not compute again. */
export function knownOf(store: MemoryStore): Known {
  const tiles = doneTilesOf(store);
  const read = async (index: number) => chunkOf(store, index);
  return { planId: store.plan.id, tiles, read };
}

/** Every network for itself where they find room, cells of several of them otherwise. */
export function storeFor(plan: SweepPlan): ShownGrid {
  const factors = factorsOf(plan.spec);
  return isMerged(factors) ? new CellStore(plan, factors) : new MemoryStore(plan);
}
