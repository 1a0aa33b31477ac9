// What keeps a run's chunks beyond the run: a folder of the terminal, the browser's own files. The session knows no more of it.

import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";
import type { EngineReport } from "./events.ts";

/** Keeps one run. Its calls come in this order: `find`, `begin`, then `put` for every tile that was missing, and `end`. */
export interface Keeper {
  /** The block in which results of this sweep lie already, or undefined where there are none. */
  find(
    spec: SweepSpec,
    engine: Pick<EngineReport, "name" | "description">,
  ): Promise<readonly number[] | undefined>;
  /** Gets ready for the plan's chunks; tells what is there already. */
  begin(plan: SweepPlan, engine: EngineReport): Promise<Found>;
  /** Keeps a chunk, which is left as it is; resolves once it would outlive the process. @throws FolderFull */
  put(chunk: Chunk): Promise<void>;
  /** Another engine took over. */
  engineChanged(engine: EngineReport): Promise<void>;
  /** Nothing more comes: all is done, or the run was cancelled or failed. */
  end(): Promise<void>;
}

/** What a keeper has of a plan. */
export interface Found {
  /** Tiles of the plan whose chunks are there, whole and sound. */
  readonly tiles: readonly Tile[];
  /** Their chunks, for whoever looks on; null where nobody does. A chunk that turns out damaged is null, and its tile is run. */
  readonly read: ((tile: Tile) => Promise<Chunk | null>) | null;
  /**
   * Where somebody else is at the same sweep and only he may write: resolves again and again with the tiles that have come
   * since, and with null once he has gone. Absent where this run writes itself.
   */
  readonly follow?: () => Promise<readonly Tile[] | null>;
}

/** Nothing is kept, nothing is there. */
export const keepsNothing: Keeper = {
  find: async () => undefined,
  begin: async () => ({ tiles: [], read: null }),
  put: async () => {},
  engineChanged: async () => {},
  end: async () => {},
};
