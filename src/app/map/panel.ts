// One picture of the map. Where a sweep compares names or replicates there is one for each of them, on one colour scale
// and under one cursor; a further one shows the difference of two.

import { signal } from "@preact/signals";
import type { PanelPlace } from "../../store/figure/panelPlace.ts";
import type { MapPainter } from "./painter.ts";

/** A panel with its painter and, once it is on the page, its canvas. */
export class MapPanel {
  readonly canvas = signal<HTMLCanvasElement | null>(null);

  /** @param isDifference whether it shows what two others differ by */
  constructor(
    readonly place: PanelPlace,
    readonly painter: MapPainter,
    readonly isDifference = false,
  ) {}
}
