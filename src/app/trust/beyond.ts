// Which cells of a panel lie beyond the chaos horizon: by the Lyapunov exponent where the sweep has it, else unknown; and at
// which cell of a panel a network that was checked is seen.

import { beyondHorizon } from "../../lab/verify/trust.ts";
import { unrollOf } from "../../sweep/point.ts";
import { flatIndex } from "../../sweep/tile.ts";
import type { MapState } from "../map/mapState.ts";
import type { MapPanel } from "../map/panel.ts";

/** 1 for each cell beyond the horizon, rows upwards; null where the sweep does not say. Of replicates, and of points that share a pixel, one is enough. */
export function cellsBeyond(map: MapState, panel: MapPanel): Uint8Array | null {
  const { value: store } = map.page.run.store;
  const lyapunov = store?.values("lyapunov", "max") ?? null;
  if (store === null || lyapunov === null) return null;
  const { x, y, shape, isReduced } = map.page.arrangement.value;
  const step = shape.map((_, d) => shape.slice(d + 1).reduce((a, b) => a * b, 1));
  const base = map.positionOf(panel);
  const [columns, rows] = [map.columns.value, map.rows.value];
  const replicates = isReduced ? shape[shape.length - 1] : 1;
  const unrollAt = unrolls(map, base);
  const cells = new Uint8Array(columns * rows);
  const first = flatIndex(
    shape,
    base.map((at, d) => (d === x || d === y ? 0 : at)),
  );
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const flat = first + (x < 0 ? 0 : column * step[x]) + (y < 0 ? 0 : row * step[y]);
      const unroll = unrollAt(column, row);
      for (let replicate = 0; replicate < replicates; replicate++) {
        if (beyondHorizon(lyapunov[flat + replicate], unroll)) cells[row * columns + column] = 1;
      }
    }
  }
  return cells;
}

/** The unroll length at a cell. */
function unrolls(map: MapState, position: readonly number[]): (column: number, row: number) => number {
  const { x, y } = map.page.arrangement.value;
  const { value: axes } = map.axes;
  const d = axes.findIndex(({ param }) => param === "task.unroll");
  if (d < 0) {
    const unroll = unrollOf(map.page.spec.value.task);
    return () => unroll;
  }
  const { values } = axes[d];
  return (column, row) => Number(values[d === x ? column : d === y ? row : position[d]]);
}

/** The cell of a panel where a network is seen, or null where the shown slice does not meet it. */
export function cellOf(map: MapState, panel: MapPanel, indices: readonly number[]) {
  const { x, y, factors, isReduced } = map.page.arrangement.value;
  const cell = indices.map((index, d) => Math.floor(index / factors[d]));
  const position = map.positionOf(panel);
  const isSeen = cell.every(
    (at, d) => d === x || d === y || at === position[d] || (isReduced && d === cell.length - 1),
  );
  return isSeen ? { x: x < 0 ? 0 : cell[x], y: y < 0 ? 0 : cell[y] } : null;
}
