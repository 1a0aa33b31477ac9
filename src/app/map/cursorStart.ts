// Where the keyboard's cursor begins: where it was when it left the map, else at the inspected point, else in the middle.
// Who looks at a table or a form in between comes back to the same cell.

import { effect } from "@preact/signals";
import type { Cell } from "./cursor.ts";
import type { MapState } from "./mapState.ts";

export class CursorStart {
  private left: Cell | null = null;

  constructor(private readonly map: MapState) {
    effect(() => {
      // Another grid has other cells.
      void map.columns.value;
      void map.rows.value;
      void map.panels.value;
      map.cursor.value = null;
      this.left = null;
    });
    effect(() => {
      // A network that was opened since is nearer to what one looks at.
      void map.page.point.value;
      this.left = null;
    });
  }

  /** The cell that the first key in a panel leads to. */
  cellIn(panel: number): Cell {
    const { columns, rows } = this.map;
    const start = this.left ?? this.map.pointCell() ?? { x: columns.value >> 1, y: rows.value >> 1 };
    return { x: start.x, y: start.y, panel };
  }

  /** The focus leaves the map, and the cursor with it. */
  leave(): void {
    const { value: cursor } = this.map.cursor;
    if (cursor?.by === "keyboard") this.left = cursor;
    this.map.cursor.value = null;
  }
}
