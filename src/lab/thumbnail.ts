// A small sweep on one thread alone, for pictures in passing: no choice of engine, nothing kept, no other thread disturbed.

import type { Engine, RunControl } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import { planSweep, type SweepPlan } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { runPlan } from "./run.ts";

/** What a thumbnail tells: its plan first, then values as they come; those of a preview are of networks still in training. */
export type ThumbnailEvent =
  | { readonly kind: "planned"; readonly plan: SweepPlan }
  | { readonly kind: "chunk"; readonly chunk: Chunk }
  | { readonly kind: "preview"; readonly chunk: Chunk };

/** Tiles of so many networks: a picture that grows is more alive than one that is suddenly there. */
const TILE_NETWORKS = 320;

/** Computes a whole sweep on an engine of this thread. Rejects with RunCancelled if cancelled. */
export async function computeThumbnail(
  spec: SweepSpec,
  engine: Engine,
  control: RunControl,
  tell: (event: ThumbnailEvent) => void,
): Promise<void> {
  const plan = planSweep(spec, (at) => {
    const limits = engine.limitsOf(at);
    return { ...limits, maxNetworks: Math.min(limits.maxNetworks, TILE_NETWORKS) };
  });
  tell({ kind: "planned", plan });
  const watched: RunControl = {
    ready: () => control.ready(),
    preview: ({ chunk }) => tell({ kind: "preview", chunk }),
  };
  await runPlan(plan, engine, watched, (chunk) => tell({ kind: "chunk", chunk }));
}
