// The row and the column that the slices are cut along: where the cursor is or was last, else where the inspected point
// lies, else the middle. A cursor that leaves the map for the plot must not take the row away that it is about to read.

import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { MapState } from "../mapState.ts";

/** Where the slices are cut, and who said so. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly by: "cursor" | "point" | "middle";
}

/** Follows the cursor and the inspected point of a map. */
export function anchorOf(map: MapState): ReadonlySignal<Anchor> {
  const last = signal<Anchor | null>(null);
  effect(() => {
    // Another grid has other rows.
    void map.columns.value;
    void map.rows.value;
    last.value = null;
  });
  effect(() => {
    void map.page.point.value;
    const point = untracked(() => map.pointCell());
    if (point !== null) last.value = { x: point.x, y: point.y, by: "point" };
  });
  effect(() => {
    const { value: cursor } = map.cursor;
    if (cursor !== null) last.value = { x: cursor.x, y: cursor.y, by: "cursor" };
  });
  return computed(() => last.value ?? { x: map.columns.value >> 1, y: map.rows.value >> 1, by: "middle" });
}
