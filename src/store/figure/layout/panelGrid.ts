// How large the panels of a figure are, and where they stand.

import { GAP } from "./style.ts";

/** How many panels stand beside each other, by how many there are. */
const COLUMNS = [1, 1, 2, 3, 2, 3, 3, 4, 4, 3, 4, 4, 4];
/** About how wide and how high a plot is, by how many stand beside each other. */
const SIZES: readonly (readonly [width: number, height: number])[] = [
  [480, 360],
  [320, 250],
  [230, 190],
  [190, 160],
];
/** A map of one axis is a strip, one of none a patch. */
const STRIP = 64;
const PATCH = 96;
/** Each point of a grid is so many half CSS pixels wide, so that at any even scale all are equally wide. */
const HALVES = 2;

/** How many pixels of a grid a plot can show, across and up, in a figure of so many panels. */
export function mostPixels(panels: number, across: number): readonly [columns: number, rows: number] {
  const [width, height] = SIZES[columnsOf(panels, across) - 1];
  // A single map may grow to half a CSS pixel per point; small ones stay small.
  return panels === 1 ? [1024, 1024] : [Math.round(2.2 * width), Math.round(2.2 * height)];
}

export interface PanelGrid {
  readonly columns: number;
  readonly rows: number;
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly width: number;
}

/**
 * The grid of the panels.
 * @param across how many belong together in a row, where two dimensions make a grid; 0 where they do not
 * @param grid the positions of a map across and up; null where the sweep has no such axis
 */
export function panelGridOf(
  panels: number,
  across: number,
  grid: { readonly columns: number | null; readonly rows: number | null },
): PanelGrid {
  const columns = columnsOf(panels, across);
  const [width, height] = SIZES[columns - 1];
  const plotWidth = grid.columns === null ? PATCH : sideOf(grid.columns, width);
  const plotHeight = grid.rows === null ? (grid.columns === null ? PATCH : STRIP) : sideOf(grid.rows, height);
  return {
    columns,
    rows: Math.ceil(panels / columns),
    plotWidth,
    plotHeight,
    width: columns * plotWidth + (columns - 1) * GAP,
  };
}

function columnsOf(panels: number, across: number): number {
  if (across > 0 && across <= SIZES.length) return across;
  return COLUMNS[panels] ?? SIZES.length;
}

/** The length nearest to a wished one at which every point is a whole number of half pixels wide. */
function sideOf(points: number, wished: number): number {
  return (Math.max(1, Math.round((HALVES * wished) / points)) * points) / HALVES;
}
