// One picture of the map. A sweep whose third axis is a choice is drawn as panels side by side, one per choice, on one
// colour scale and under one cursor; every other sweep is one panel.

import { signal } from "@preact/signals";
import { formatValue } from "../format.ts";
import { MapPainter } from "./painter.ts";
import type { ShownAxis } from "./shownAxis.ts";

/** The dimension that the panels stand for. */
export const PANEL_DIMENSION = 2;
/** More panels than this would be too small to read; a slider goes through them instead. */
const MOST_PANELS = 6;

/** What tells one panel from another: its position along the panels' dimension, null where there is but one panel. */
export interface PanelPlace {
  readonly index: number | null;
  /** The choice, e.g. `adam`; empty for a single panel. */
  readonly title: string;
}

/** A panel with its painter and, once it is on the page, its canvas. */
export class MapPanel {
  readonly painter = new MapPainter();
  readonly canvas = signal<HTMLCanvasElement | null>(null);

  constructor(readonly place: PanelPlace) {}

  /** The slice this panel shows: the page's, with its own position along the panels' dimension. */
  sliceFrom(slice: readonly number[]): readonly number[] {
    // A slice lists the hidden dimensions, of which the panels' is the first.
    return this.place.index === null ? slice : slice.with(0, this.place.index);
  }
}

/** The panels of a sweep. @param axes the dimensions of its grid, the replicates last */
export function panelsOf(axes: readonly ShownAxis[]): PanelPlace[] {
  const values = axes.length - 1 > PANEL_DIMENSION ? axes[PANEL_DIMENSION].values : [];
  const choices = values.length > 1 && values.length <= MOST_PANELS && values.every(isName);
  return choices
    ? values.map((value, index) => ({ index, title: formatValue(value) }))
    : [{ index: null, title: "" }];
}

function isName(value: number | string): boolean {
  return typeof value === "string";
}
