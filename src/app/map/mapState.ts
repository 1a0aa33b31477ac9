// What the map, its legend and its readout have in common: the painter, the limits, the cursor.

import { computed, effect, signal, untracked } from "@preact/signals";
import { metrics } from "../../model/metrics/index.ts";
import { flatIndex } from "../../sweep/tile.ts";
import type { Page } from "../state/page.ts";
import { hiddenDimensions } from "../state/view.ts";
import { ColourScale } from "./colours.ts";
import type { Cell, Cursor } from "./cursor.ts";
import { automaticLimits } from "./limits.ts";
import { MapPainter } from "./painter.ts";
import { shownAxes } from "./shownAxis.ts";

/** The map of a page. */
export class MapState {
  readonly painter = new MapPainter();
  readonly canvas = signal<HTMLCanvasElement | null>(null);
  readonly cursor = signal<Cursor | null>(null);
  /** All dimensions of the grid: the axes, then the replicates. */
  readonly axes = computed(() => shownAxes(this.page.spec.value));
  readonly metric = computed(() => metrics[this.page.metric.value]);
  readonly automatic = computed(() => automaticLimits(this.metric.value.scale, this.painter.sample.value));
  readonly limits = computed(() => this.page.view.value.limits ?? this.automatic.value);
  readonly scale = computed(() => new ColourScale(this.metric.value.scale, this.limits.value));
  readonly columns = computed(() => (this.axes.value.length > 1 ? this.axes.value[0].values.length : 1));
  readonly rows = computed(() => (this.axes.value.length > 2 ? this.axes.value[1].values.length : 1));
  private readonly sliceKey = computed(() => this.page.slice.value.join());

  constructor(readonly page: Page) {
    page.run.onTile((tile) => this.painter.add(tile));
    effect(() => {
      const { value: canvas } = this.canvas;
      const { value: store } = page.run.store;
      // The key, not the list: a list is new with every change of the view.
      void this.sliceKey.value;
      if (canvas === null || store === null) return;
      untracked(() => {
        this.painter.show(canvas, store, page.slice.value);
        this.painter.showMetric(page.metric.value);
      });
    });
    effect(() => this.painter.showMetric(page.metric.value));
    effect(() => this.painter.showScale(this.scale.value));
    effect(() => {
      // Another grid has other cells: a cursor from the old one would point nowhere.
      void this.columns.value;
      void this.rows.value;
      this.cursor.value = null;
    });
  }

  /** The grid indices (axes, then replicate) of a cell of the shown slice. */
  indicesOf(cell: Cell): number[] {
    const shape = this.page.shape.value;
    const indices = shape.map((_, d) => (d === 0 ? cell.x : cell.y));
    hiddenDimensions(shape).forEach((d, i) => {
      indices[d] = this.page.slice.value[i];
    });
    return indices;
  }

  /** The value of the metric at a cell, or null while it is not computed. */
  valueAt(cell: Cell): number | null {
    const { value: store } = this.page.run.store;
    if (store === null) return null;
    const flat = flatIndex(store.plan.shape, this.indicesOf(cell));
    return store.done[flat] === 1 ? (store.metrics.get(this.page.metric.value)?.[flat] ?? null) : null;
  }

  /** Opens the inspector at a cell. */
  inspect(cell: Cell): void {
    this.page.changeView({ point: this.indicesOf(cell) });
  }
}
