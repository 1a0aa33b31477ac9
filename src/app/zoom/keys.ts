// The keys that move the map itself: plus, minus, zero, arrows with Alt; and plain arrows where the cursor runs over the edge.

import type { Cell } from "../map/cursor.ts";
import type { MapState } from "../map/mapState.ts";

/** One key zooms by this. */
const ZOOM = 2;
/** Arrows with Alt move the map by this share of it; a cursor over the edge takes this much along. */
const PAN = 0.125;
const FOLLOW = 0.25;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * Does what a key means for the map's window; false where it means nothing.
 * @param from the cell where the keyboard's cursor stands
 */
export function zoomKey(map: MapState, event: KeyboardEvent, from: Cell): boolean {
  const { zoom } = map;
  if (!zoom.canZoom.value || event.ctrlKey || event.metaKey) return false;
  const { value: cursor } = map.cursor;
  const [columns, rows] = [map.columns.value, map.rows.value];
  const at =
    cursor === null ? { x: 0.5, y: 0.5 } : { x: (cursor.x + 0.5) / columns, y: (cursor.y + 0.5) / rows };
  const arrow = Object.hasOwn(ARROWS, event.key) ? ARROWS[event.key] : null;
  if (arrow !== null && event.altKey) zoom.panBy(PAN * arrow[0], PAN * arrow[1]);
  else if (event.altKey) return false;
  else if (arrow !== null) return cursor !== null && followed(map, from, arrow, event.shiftKey ? 10 : 1);
  else if (event.key === "+" || event.key === "=") zoom.zoomBy(ZOOM, at);
  else if (event.key === "-" || event.key === "_" || event.key === "−") zoom.zoomBy(1 / ZOOM, at);
  else if (event.key === "0") zoom.goHome();
  else if (event.key === "Escape" && zoom.isBoxTool.value) zoom.isBoxTool.value = false;
  else return false;
  return true;
}

/** Takes the window along with a cursor that leaves it; at home the edge of the map is the edge. */
function followed(map: MapState, from: Cell, [right, up]: readonly [number, number], step: number): boolean {
  const { zoom } = map;
  if (!zoom.isZoomed.value) return false;
  const [columns, rows] = [map.columns.value, map.rows.value];
  const to = { x: from.x + right * step, y: from.y + up * step };
  if (to.x >= 0 && to.x < columns && to.y >= 0 && to.y < rows) return false;
  const cells = (count: number) => Math.max(step, Math.round(count * FOLLOW));
  zoom.panBy((right * cells(columns)) / columns, (up * cells(rows)) / rows);
  const { x, y } = zoom.camera.value;
  const moved = { x: Math.round(x[0] * columns), y: Math.round(y[0] * rows) };
  // Where the field allows no more there is nowhere to go.
  if (moved.x === 0 && moved.y === 0) return false;
  zoom.commit();
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  map.cursor.value = {
    panel: from.panel,
    x: within(to.x - moved.x, map.columns.value),
    y: within(to.y - moved.y, map.rows.value),
    by: "keyboard",
  };
  return true;
}
