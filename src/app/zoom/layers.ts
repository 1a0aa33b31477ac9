// The pictures of the windows that one comes from, below that of the present one: scaled to where they belong, in its colours,
// so that there is always something to see until the new points are computed.

import { computed, effect, signal, untracked } from "@preact/signals";
import { ColourScale } from "../../store/figure/colours.ts";
import { automaticLimits } from "../../store/figure/limits.ts";
import type { ShownGrid } from "../../store/shownGrid.ts";
import { rangelessKey } from "../../sweep/ranges.ts";
import { type Part, partOf, WHOLE, type ZoomAxis } from "../../sweep/window.ts";
import { chosenField } from "../map/field/chosen.ts";
import type { MapState } from "../map/mapState.ts";
import { MapPainter } from "../map/painter.ts";
import { PaintQueue } from "../map/paintQueue.ts";
import type { MapPanel } from "../map/panel.ts";

/** So many pictures are kept at most, … */
const MOST_LAYERS = 6;
/** … so many pixels of all of them together, … */
const MOST_PIXELS = 6e6;
/** … and none of which the map shows less than a cell or two, or which would be a dot on it. */
const MOST_SCALED = 60;
/** Values that the small map's colours are found from. */
const MOST_SAMPLED = 1000;

/** The pictures of one window, one for each panel. */
export interface Layer {
  readonly id: number;
  readonly store: ShownGrid;
  readonly x: ZoomAxis | null;
  readonly y: ZoomAxis | null;
  readonly pictures: readonly { readonly canvas: HTMLCanvasElement; readonly painter: MapPainter }[];
  readonly pixels: number;
}

/** A layer, and which part of the present picture it takes. */
export interface PlacedLayer {
  readonly layer: Layer;
  readonly x: Part;
  readonly y: Part;
}

export class Layers {
  private readonly all = signal<readonly Layer[]>([]);
  /** The layers that are to be seen, the newest first. */
  readonly placed = computed<readonly PlacedLayer[]>(() => {
    const { x, y } = this.map.zoom.axes.value;
    return this.all.value.flatMap((layer) => {
      const place = (own: ZoomAxis | null, there: ZoomAxis | null): Part =>
        own === null || there === null ? WHOLE : partOf(there, own);
      const placed = { layer, x: place(layer.x, x), y: place(layer.y, y) };
      return fits(placed.x) && fits(placed.y) ? [placed] : [];
    });
  });
  /** The picture of where one began, for the small map; null before one has left it. */
  readonly home = signal<Layer | null>(null);
  private readonly queue = new PaintQueue();
  private readonly sweepKey = computed(() => rangelessKey(this.map.page.spec.value));
  private count = 0;

  constructor(private readonly map: MapState) {}

  /** Follows the map: what it shows, and in which colours. Called once the map is whole. */
  follow(): void {
    const { map } = this;
    effect(() => {
      const { value: scale } = map.colours.scale;
      for (const { pictures } of this.all.value) {
        for (const { painter } of pictures) painter.showScale(scale);
      }
    });
    effect(() => {
      // The small map has colours of its own: in those of a window deep inside, it would be all one.
      const painter = this.home.value?.pictures[0]?.painter;
      if (painter === undefined) return;
      const { scale, range } = map.quantity.value;
      const limits = map.colours.given.value ?? range ?? automaticLimits(scale, painter.sample.value);
      painter.showScale(new ColourScale(scale, limits));
    });
    effect(() => {
      const { value: choice } = map.choice;
      for (const colours of [map.colours, map.differenceColours]) colours.held.value = null;
      for (const { store, pictures } of [
        ...this.all.peek(),
        ...[this.home.peek()].filter((layer) => layer !== null),
      ]) {
        for (const { painter } of pictures) painter.showField(chosenField(store, choice), false);
      }
    });
    effect(() => {
      // Other panels, another slice: these pictures are of something else.
      void map.panels.value;
      void map.sliceKey.value;
      void this.sweepKey.value;
      this.all.value = [];
      this.home.value = null;
    });
    effect(() => {
      const { phase, share } = map.page.run.status.value;
      const isSettled = phase !== "starting" && (phase !== "running" || share >= SETTLED_SHARE);
      if (!isSettled) return;
      for (const colours of [map.colours, map.differenceColours]) {
        if (colours.sample.value.sorted.length > 0) colours.held.value = null;
      }
    });
  }

  /** The present picture becomes a layer, and the map's own canvas is free for another window. */
  take(): void {
    untracked(() => {
      const { map } = this;
      const layer = this.layerOf(map.panels.value);
      if (!map.zoom.isZoomed.value) this.home.value = this.layerOf(map.panels.value.slice(0, 1));
      for (const colours of [map.colours, map.differenceColours]) colours.held.value = colours.limits.value;
      if (layer !== null) this.all.value = bounded([layer, ...this.all.value]);
      for (const { painter } of map.allPanels.value) painter.clear();
    });
  }

  private layerOf(panels: readonly MapPanel[]): Layer | null {
    const { map } = this;
    const { value: field } = map.field;
    if (field === null || field.store.doneCount === 0) return null;
    const { x, y } = map.zoom.axes.value;
    const pictures = panels.flatMap((panel) => {
      const { value: shown } = panel.canvas;
      if (shown === null) return [];
      const canvas = document.createElement("canvas");
      canvas.className = "zoom-layer";
      const painter = new MapPainter(this.queue, MOST_SAMPLED);
      painter.fit({ width: shown.width, height: shown.height });
      painter.show(canvas, map.pictureOf(panel), field, false);
      painter.showScale(map.colours.scale.value);
      // Its own painter needs some frames; until then it is a copy.
      canvas.getContext("2d")?.drawImage(shown, 0, 0);
      return [{ canvas, painter }];
    });
    const pixels = pictures.reduce((sum, { canvas }) => sum + canvas.width * canvas.height, 0);
    return { id: this.count++, store: field.store, x, y, pictures, pixels };
  }
}

/** Colours follow the new window's own values once so much of it is there. */
const SETTLED_SHARE = 0.25;

function bounded(layers: readonly Layer[]): Layer[] {
  let pixels = 0;
  return layers.slice(0, MOST_LAYERS).filter((layer, i) => {
    pixels += layer.pixels;
    return i === 0 || pixels <= MOST_PIXELS;
  });
}

function fits([start, end]: Part): boolean {
  const width = Math.abs(end - start);
  return width < MOST_SCALED && width > 1 / MOST_SCALED && start < 2 && end > -1;
}
