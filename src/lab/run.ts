// The line itself: plan → tiles → engine → chunks. Awaiting each hand-over is the back-pressure.

import type { Engine, RunControl } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";

/** Runs every tile of a plan, coarse to fine, and hands each chunk to `put`. Rejects with RunCancelled if cancelled. */
export async function runPlan(
  plan: SweepPlan,
  engine: Engine,
  control: RunControl,
  put: (chunk: Chunk) => void | Promise<void>,
): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  for (const tile of plan.tiles) {
    await control.ready();
    const job = engine.run(plan, tile, control).then(put);
    const tracked: Promise<void> = job.finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
    if (inFlight.size >= engine.tilesInFlight) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
}
