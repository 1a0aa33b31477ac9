// Several engines cpu as one, as the page and the terminal have them: each thread is played by an engine of its own.

import type { Engine } from "../../src/engine/engine.ts";
import { EnginePool } from "../../src/lab/pool.ts";
import { TileKeeper } from "../../src/lab/tileKeeper.ts";
import { openEngine } from "./engine.ts";

/** A pool over so many engines, each with a memory of its own. */
export async function openPool(threads = 3): Promise<Engine> {
  const keepers = await Promise.all(
    Array.from({ length: threads }, async () => new TileKeeper(await openEngine())),
  );
  return new EnginePool(await openEngine(), keepers);
}
