// What the map, its legend and its readout have in common: the panels and their painters, the limits, the cursor.

import { computed, effect, signal, untracked } from "@preact/signals";
import { metrics } from "../../model/metrics/index.ts";
import { flatIndex } from "../../sweep/tile.ts";
import type { Page } from "../state/page.ts";
import { hiddenDimensions } from "../state/view.ts";
import { areLimitsOf } from "./along.ts";
import { ColourScale } from "./colours.ts";
import type { Cell, Cursor } from "./cursor.ts";
import { automaticLimits, joined } from "./limits.ts";
import { MapPanel, PANEL_DIMENSION, type PanelPlace, panelsOf } from "./panel.ts";
import { shownAxes } from "./shownAxis.ts";
import { joinedTallies } from "./tally.ts";

/** A value of the map, and whether it is final or only that of a training so far. */
export interface ShownValue {
  readonly value: number;
  readonly isFinal: boolean;
}

/** The map of a page. */
export class MapState {
  readonly cursor = signal<Cursor | null>(null);
  /** All dimensions of the grid: the axes, then the replicates. */
  readonly axes = computed(() => shownAxes(this.page.spec.value));
  readonly metric = computed(() => metrics[this.page.metric.value]);
  // The key, not the list: panels keep their painters while only something else changes.
  private readonly panelKey = computed(() => JSON.stringify(panelsOf(this.axes.value)));
  readonly panels = computed(() =>
    (JSON.parse(this.panelKey.value) as PanelPlace[]).map((place) => new MapPanel(place)),
  );
  /** What all panels show, sampled. */
  readonly sample = computed(() => joined(this.panels.value.map(({ painter }) => painter.sample.value)));
  /** How often each value occurs in all panels; counted for outcomes only. */
  readonly tally = computed(() => joinedTallies(this.panels.value.map(({ painter }) => painter.tally.value)));
  readonly automatic = computed(() => automaticLimits(this.metric.value.scale, this.sample.value));
  readonly limits = computed(() => {
    const { limits } = this.page.view.value;
    return limits !== undefined && areLimitsOf(this.metric.value.scale, limits)
      ? limits
      : this.automatic.value;
  });
  readonly scale = computed(() => new ColourScale(this.metric.value.scale, this.limits.value));
  readonly columns = computed(() => (this.axes.value.length > 1 ? this.axes.value[0].values.length : 1));
  readonly rows = computed(() => (this.axes.value.length > 2 ? this.axes.value[1].values.length : 1));
  private readonly sliceKey = computed(() => this.page.slice.value.join());

  constructor(readonly page: Page) {
    page.run.onTile((tile) => {
      for (const { painter } of this.panels.value) painter.add(tile);
    });
    effect(() => {
      const { value: store } = page.run.store;
      // The key, not the list: a list is new with every change of the view.
      void this.sliceKey.value;
      for (const panel of this.panels.value) {
        const { value: canvas } = panel.canvas;
        if (canvas === null || store === null) continue;
        untracked(() => {
          panel.painter.show(canvas, store, panel.sliceFrom(page.slice.value));
          panel.painter.showMetric(page.metric.value);
        });
      }
    });
    effect(() => {
      for (const { painter } of this.panels.value) painter.showMetric(page.metric.value);
    });
    effect(() => {
      for (const { painter } of this.panels.value) painter.showScale(this.scale.value);
    });
    effect(() => {
      // A sweep that failed before it had a plan has no picture; the one before it is not its own.
      if (page.run.status.value.phase !== "failed" || page.run.store.value !== null) return;
      for (const { painter } of this.panels.value) painter.clear();
    });
    effect(() => {
      // Another grid has other cells: a cursor from the old one would point nowhere.
      void this.columns.value;
      void this.rows.value;
      void this.panelKey.value;
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
    const own = this.panels.value[cell.panel]?.place.index ?? null;
    if (own !== null) indices[PANEL_DIMENSION] = own;
    return indices;
  }

  /** The cell where the inspected point lies, or null where the shown slice does not meet it. */
  pointCell(): Cell | null {
    const { value: point } = this.page.point;
    if (point === null) return null;
    const panel = this.panels.value.findIndex(
      ({ place }) => place.index === null || place.index === point[PANEL_DIMENSION],
    );
    const cell = { x: point[0], y: point[1] ?? 0, panel };
    return this.indicesOf(cell).join() === point.join() ? cell : null;
  }

  /** The value of the metric at a cell, or null while there is none. */
  valueAt(cell: Cell): ShownValue | null {
    const { value: store } = this.page.run.store;
    if (store === null) return null;
    const flat = flatIndex(store.plan.shape, this.indicesOf(cell));
    const value = store.metrics.get(this.page.metric.value)?.[flat];
    if (store.shown[flat] !== 1 || value === undefined) return null;
    // A tile under way may hold networks whose run has not begun.
    if (Number.isNaN(store.metrics.get("outcome")?.[flat])) return null;
    return { value, isFinal: store.done[flat] === 1 };
  }

  /** Opens the inspector at a cell. */
  inspect(cell: Cell): void {
    this.page.changeView({ point: this.indicesOf(cell) });
  }
}
