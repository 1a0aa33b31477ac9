// The line itself: plan → tiles → engine → chunks. Awaiting each hand-over is the back-pressure.

import type { Engine, RunControl } from "../engine/engine.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { PartedTiles } from "./parts.ts";

/**
 * Runs tiles of a plan and hands each chunk to `put`. Rejects with RunCancelled if cancelled.
 * @param tiles those that are to run, in this order: all of the plan where left out
 */
export async function runPlan(
  plan: SweepPlan,
  engine: Engine,
  control: RunControl,
  put: (chunk: Chunk) => void | Promise<void>,
  tiles = plan.tiles,
): Promise<void> {
  const parted = new PartedTiles(plan, engine);
  const inFlight = new Set<Promise<void>>();
  for (const tile of tiles) {
    await control.ready();
    // A tile that failed stays in the set, so that the next await throws its error however late that is.
    const job: Promise<void> = parted
      .run(tile, control)
      .then(put)
      .then(() => void inFlight.delete(job));
    // Once the line has ended by an error, those of the tiles still in flight are nobody's: they must not be unhandled.
    job.catch(() => undefined);
    inFlight.add(job);
    if (inFlight.size >= engine.tilesInFlight) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
}
