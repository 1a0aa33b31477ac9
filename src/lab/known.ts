// What the page has of a sweep already, from a run before: those tiles need not be computed once more.

import type { Chunk } from "../sweep/chunk.ts";

/** Tiles of a plan. */
export interface KnownTiles {
  /** Of another plan they are none of this one's. */
  readonly planId: string;
  /** Their places among the plan's tiles. */
  readonly tiles: readonly number[];
}

/** Hands out what is known of a tile, by its place, for whoever keeps it. */
export type ReadKnown = (index: number) => Promise<Chunk>;

/** Known tiles, and the way to what is in them. */
export interface Known extends KnownTiles {
  readonly read: ReadKnown;
}

/** When a sweep is kept: whenever it takes long, however short it is, or only once somebody asks for it. */
export type Keeping = "long" | "always" | "asked";
