// Which part of a sweep a painter shows: the dimensions across and up, the position along every other one, and how a tile
// is to be seen there. A tile of any replicate belongs to a map that reduces them; a difference hears of both its panels.

import type { Tile } from "../../sweep/tile.ts";

export interface Picture {
  /** The dimension across and the one up; −1 for none. */
  readonly x: number;
  readonly y: number;
  /** The position along every dimension; those along x and y mean nothing. */
  readonly position: readonly number[];
  /** A dimension whose positions all fall together into one, or −1. */
  readonly reduced: number;
  /** The position of a second panel, whose tiles are seen as if they were at the first one's. */
  readonly other: readonly number[] | null;
}

/** A tile as a picture sees it. */
export function seenBy(picture: Picture, tile: Tile): Tile {
  const { reduced, other, position, x, y } = picture;
  let seen = tile;
  const set = (d: number, to: number) => {
    seen = {
      ...seen,
      start: seen.start.with(d, to),
      stride: seen.stride.with(d, 1),
      count: seen.count.with(d, 1),
    };
  };
  if (reduced >= 0) set(reduced, position[reduced]);
  if (other !== null) {
    const apart = position.flatMap((at, d) => (d !== x && d !== y && at !== other[d] ? [d] : []));
    // Only the networks of the panels themselves: no coarser neighbour stands in for them in a difference.
    const holds = (panel: readonly number[]) => apart.every((d) => holdsPosition(tile, d, panel[d]));
    if (holds(position) || holds(other)) for (const d of apart) set(d, position[d]);
  }
  return seen;
}

function holdsPosition(tile: Tile, d: number, position: number): boolean {
  const nth = (position - tile.start[d]) / tile.stride[d];
  return Number.isInteger(nth) && nth >= 0 && nth < tile.count[d];
}
