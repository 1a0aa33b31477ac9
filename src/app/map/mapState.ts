// What the map, its legend, its readout and its slices have in common: the panels and their painters, the fields that they
// show, the colours, and the cursor.

import { batch, computed, effect, signal, untracked } from "@preact/signals";
import { metrics } from "../../model/metrics/index.ts";
import { isMerged, middleOf } from "../../store/figure/arrangement.ts";
import { MOST_SAMPLED } from "../../store/figure/limits.ts";
import { type PanelPlace, panelsOf } from "../../store/figure/panelPlace.ts";
import { differenceQuantity } from "../../store/figure/quantity.ts";
import { reductionOf } from "../../store/figure/reduction.ts";
import { shownAxes } from "../../store/figure/shownAxis.ts";
import { flatIndex, type Tile } from "../../sweep/tile.ts";
import type { Page } from "../state/page.ts";
import { MapZoom } from "../zoom/mapZoom.ts";
import { Coloured, colourChoiceOf } from "./coloured.ts";
import type { Cell, Cursor } from "./cursor.ts";
import { CursorStart } from "./cursorStart.ts";
import { chosenField, chosenQuantity } from "./field/chosen.ts";
import { DifferenceField } from "./field/differenceField.ts";
import type { Field, ShownValue } from "./field/field.ts";
import { ReducedField } from "./field/reducedField.ts";
import { MapPainter } from "./painter.ts";
import { PaintQueue } from "./paintQueue.ts";
import { MapPanel } from "./panel.ts";
import type { Picture } from "./picture.ts";

/** The map of a page. */
export class MapState {
  readonly cursor = signal<Cursor | null>(null);
  readonly cursorStart: CursorStart;
  /** All dimensions of the grid: the axes, then the replicates. */
  readonly axes = computed(() => shownAxes(this.page.spec.value, this.page.factors.value));
  /** Whether several points of the sweep share a pixel, … */
  readonly isMerged = computed(() => isMerged(this.page.factors.value));
  /** … and how they become one number. */
  readonly merging = computed(() => this.page.view.value.cells ?? "mean");
  // The key, not the list: panels keep their painters while only something else changes.
  private readonly panelKey = computed(() =>
    JSON.stringify(panelsOf(this.page.arrangement.value, this.axes.value)),
  );
  readonly panels = computed(() => {
    const places = JSON.parse(this.panelKey.value) as PanelPlace[];
    return places.map((place) => new MapPanel(place, this.painter(places.length)));
  });
  private readonly differenceKey = computed(() => this.page.difference.value?.join() ?? "");
  /** The panel of the difference A − B, or null. */
  readonly difference = computed(() => {
    if (this.differenceKey.value === "") return null;
    const [a, b] = this.differenceKey.value.split(",").map((i) => this.panels.value[Number(i)].place);
    const title = `A − B: ${a.title} − ${b.title}`;
    return new MapPanel({ ...a, title }, this.painter(1), true);
  });
  readonly allPanels = computed(() =>
    this.difference.value === null ? this.panels.value : [...this.panels.value, this.difference.value],
  );
  private readonly reductionKey = computed(() => {
    if (!this.page.arrangement.value.isReduced) return "null";
    const isOutcome = metrics[this.page.metric.value].scale === "outcome";
    return JSON.stringify(reductionOf(this.page.view.value, isOutcome));
  });
  /** How the replicates become one number, or null. */
  readonly reduction = computed(() => JSON.parse(this.reductionKey.value) as ReturnType<typeof reductionOf>);
  readonly choice = computed(() => ({
    metric: this.page.metric.value,
    merging: this.merging.value,
    reduction: this.reduction.value,
  }));
  /** What the panels show. */
  readonly field = computed<Field | null>(() => {
    const { value: store } = this.page.run.store;
    return store === null ? null : chosenField(store, this.choice.value);
  });
  readonly quantity = computed(() => chosenQuantity(this.choice.value, this.axes.value, this.isMerged.value));
  readonly colours: Coloured;
  readonly differenceColours: Coloured;
  readonly columns = computed(() => this.countAlong("x"));
  readonly rows = computed(() => this.countAlong("y"));
  readonly zoom: MapZoom;
  private readonly queue = new PaintQueue();
  readonly sliceKey = computed(() => this.page.slice.value.join());

  constructor(readonly page: Page) {
    const painters = computed(() => this.panels.value.map(({ painter }) => painter));
    const limits = (key: "limits" | "differenceLimits") => computed(() => page.view.value[key]);
    const choice = colourChoiceOf(page.view);
    this.colours = new Coloured(
      this.quantity,
      painters,
      limits("limits"),
      (to) => page.changeView({ limits: to }),
      choice,
    );
    this.differenceColours = new Coloured(
      computed(() => {
        const [a, b] = page.difference.value ?? [0, 0];
        const title = (panel: number) => this.panels.value[panel]?.place.title ?? "";
        return differenceQuantity(this.quantity.value, title(a), title(b));
      }),
      computed(() => (this.difference.value === null ? [] : [this.difference.value.painter])),
      limits("differenceLimits"),
      (to) => page.changeView({ differenceLimits: to }),
      choice,
    );
    this.zoom = new MapZoom(this);
    page.run.onTile((tile) => this.take(tile));
    effect(() => {
      // The key, not the list: a list is new with every change of the view.
      void this.sliceKey.value;
      void page.run.store.value;
      for (const panel of this.allPanels.value) {
        const { value: canvas } = panel.canvas;
        if (canvas === null) continue;
        untracked(() => {
          const field = this.fieldOf(panel);
          if (field !== null) panel.painter.show(canvas, this.pictureOf(panel), field, this.counts());
        });
      }
    });
    effect(() => {
      void this.field.value;
      const panels = this.allPanels.value;
      untracked(() =>
        // All panels at once: their common colours are found once.
        batch(() => {
          for (const panel of panels) {
            const field = this.fieldOf(panel);
            if (field !== null) panel.painter.showField(field, this.counts());
          }
        }),
      );
    });
    this.colours.colour();
    this.differenceColours.colour();
    effect(() => {
      // A sweep that failed before it had a plan has no picture; the one before it is not its own.
      if (page.run.status.value.phase !== "failed" || page.run.store.value !== null) return;
      for (const { painter } of this.allPanels.value) painter.clear();
    });
    this.cursorStart = new CursorStart(this);
    this.zoom.layers.follow();
  }

  /** The position of a cell of the shown slice along each dimension (axes, then replicates). */
  indicesOf(cell: Cell): number[] {
    const { x, y, shape } = this.page.arrangement.value;
    const panel = this.allPanels.value[cell.panel] ?? this.panels.value[0];
    const indices = this.positionOf(panel);
    return shape.map((_, d) => (d === x ? cell.x : d === y ? cell.y : indices[d]));
  }

  /** The cell where the inspected point lies, or null where the shown slice does not meet it. */
  pointCell(): Cell | null {
    const { value: point } = this.page.point;
    const { x, y, factors, isReduced } = this.page.arrangement.value;
    if (point === null) return null;
    const at = point.map((index, d) => Math.floor(index / factors[d]));
    const panel = this.panels.value.findIndex(({ place }) =>
      place.at.every(({ dimension, index }) => at[dimension] === index),
    );
    const cell = { x: at[x] ?? 0, y: at[y] ?? 0, panel };
    const replicate = at.length - 1;
    const meets = this.indicesOf(cell).every((index, d) => index === at[d] || (isReduced && d === replicate));
    return meets ? cell : null;
  }

  /** The value at a cell, or null while there is none. */
  valueAt(cell: Cell): ShownValue | null {
    const panel = this.allPanels.value[cell.panel];
    const field = panel === undefined ? null : this.fieldOf(panel);
    return field?.read(flatIndex(field.store.shape, this.indicesOf(cell))) ?? null;
  }

  /**
   * The network (axes, then replicate) that the inspector opens at a cell: of reduced replicates the one nearest to the value
   * shown, of points that share a pixel the one with the maximum, where that is shown, and else the one in the middle.
   */
  networkAt(cell: Cell): number[] {
    const { value: field } = this.field;
    const at = this.indicesOf(cell);
    const { value: arrangement } = this.page.arrangement;
    if (field === null) return at.map((index, d) => middleOf(arrangement, d, index));
    const nearest =
      field instanceof ReducedField ? at.with(-1, field.nearest(flatIndex(field.store.shape, at))) : at;
    return field.store.networkAt(nearest, this.page.metric.value, this.merging.value);
  }

  /** Opens the inspector at a cell. */
  inspect(cell: Cell): void {
    this.page.changeView({ point: this.networkAt(cell) });
  }

  /** The field that a panel shows, or null before there is one. */
  fieldOf(panel: MapPanel): Field | null {
    const { value: field } = this.field;
    const { value: difference } = this.page.difference;
    if (!panel.isDifference || field === null || difference === null) return field;
    const { shape } = field.store;
    const [a, b] = difference.map((i) => flatIndex(shape, this.positionOf(this.panels.value[i])));
    return new DifferenceField(field, b - a, this.quantity.value.scale === "outcome");
  }

  /** A panel's position along every dimension; 0 along those that its picture spans. */
  positionOf(panel: MapPanel): number[] {
    const { shape, hidden, isReduced } = this.page.arrangement.value;
    const position = shape.map(() => 0);
    hidden.forEach((d, i) => {
      position[d] = this.page.slice.value[i];
    });
    for (const { dimension, index } of panel.place.at) position[dimension] = index;
    return isReduced ? position.with(-1, 0) : position;
  }

  pictureOf(panel: MapPanel): Picture {
    const { x, y, shape, isReduced } = this.page.arrangement.value;
    const b = this.page.difference.value?.[1];
    return {
      x,
      y,
      position: this.positionOf(panel),
      reduced: isReduced ? shape.length - 1 : -1,
      other: panel.isDifference && b !== undefined ? this.positionOf(this.panels.value[b]) : null,
    };
  }

  private take(tile: Tile): void {
    this.field.value?.mark(tile);
    batch(() => {
      for (const { painter } of this.allPanels.value) painter.add(tile);
    });
  }

  /** Outcomes are counted, alone and in pairs. */
  private counts(): boolean {
    return this.quantity.value.scale === "outcome";
  }

  private painter(panels: number): MapPainter {
    return new MapPainter(this.queue, Math.ceil(MOST_SAMPLED / panels));
  }

  private countAlong(side: "x" | "y"): number {
    return this.page.arrangement.value.shape[this.page.arrangement.value[side]] ?? 1;
  }
}
