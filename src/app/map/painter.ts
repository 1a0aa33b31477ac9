// Keeps the canvas in step with the results: new tiles at once, a change of colours a few milliseconds per frame.

import { signal } from "@preact/signals";
import type { MetricName } from "../../model/metrics/index.ts";
import type { MemoryStore } from "../../store/memory.ts";
import { flatIndex, type Tile } from "../../sweep/tile.ts";
import type { ColourScale } from "./colours.ts";
import { type Sample, sampleOf } from "./limits.ts";
import { EMPTY_BOX, type PixelBox, Raster } from "./raster.ts";

/** Painting takes at most this long per frame. */
const FRAME_MS = 5;
const MOST_SAMPLED = 5000;
/** So many rows are coloured between two looks at the clock. */
const ROWS_PER_CHECK = 8;

/** Draws one metric of one slice of a store on a canvas. */
export class MapPainter {
  /** What the map shows, sampled anew whenever twice as much is there. */
  readonly sample = signal<Sample>({ sorted: [] });
  private raster: Raster | null = null;
  private store: MemoryStore | null = null;
  private values: ArrayLike<number> = [];
  private scale: ColourScale | null = null;
  private image: ImageData | null = null;
  private packed = new Uint32Array();
  private context: CanvasRenderingContext2D | null = null;
  private fresh: PixelBox = EMPTY_BOX;
  /** Finished tiles that the raster does not show yet, because the slice was chosen after them. */
  private replay: Tile[] = [];
  /** The next row to be coloured anew; the map's height when all is done. */
  private nextRow = 0;
  private sampledAt = 0;
  private scheduled = false;

  /** Shows a slice of a store; the tiles that it has already follow over the next frames. */
  show(canvas: HTMLCanvasElement, store: MemoryStore, slice: readonly number[]): void {
    this.store = store;
    this.raster = new Raster(store.plan, slice);
    canvas.width = this.raster.width;
    canvas.height = this.raster.height;
    this.context = canvas.getContext("2d");
    this.image = new ImageData(this.raster.width, this.raster.height);
    this.packed = new Uint32Array(this.image.data.buffer);
    this.replay = store.plan.tiles.filter(
      (tile) => store.done[flatIndex(store.plan.shape, tile.start)] === 1,
    );
    this.recolour();
  }

  /** Chooses the metric. */
  showMetric(metric: MetricName): void {
    this.values = this.store?.metrics.get(metric) ?? [];
    this.resample();
    this.recolour();
  }

  /** Chooses the colours. */
  showScale(scale: ColourScale): void {
    this.scale = scale;
    this.recolour();
  }

  /** Takes a finished tile in. */
  add(tile: Tile): void {
    if (this.raster === null || this.store === null) return;
    const box = this.raster.add(tile);
    if (box.left >= box.right) return;
    this.fresh = union(this.fresh, box);
    this.schedule();
    if (this.store.doneCount >= 2 * this.sampledAt || this.store.doneCount === this.store.plan.networks) {
      this.resample();
    }
  }

  private resample(): void {
    if (this.raster === null || this.store === null) return;
    this.sampledAt = this.store.doneCount;
    this.sample.value = sampleOf(this.values, this.raster.source, MOST_SAMPLED);
  }

  private recolour(): void {
    this.nextRow = 0;
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.scheduled = false;
    const { raster, image, context } = this;
    let { fresh } = this;
    if (raster === null || image === null || context === null || this.scale === null) return;
    const start = performance.now();
    const inTime = () => performance.now() - start < FRAME_MS;
    fresh = union(fresh, this.takeReplayed(inTime));
    this.fresh = EMPTY_BOX;
    this.colour(fresh.left, fresh.top, fresh.right, fresh.bottom);
    const from = this.nextRow;
    while (this.nextRow < raster.height && inTime()) {
      const to = Math.min(raster.height, this.nextRow + ROWS_PER_CHECK);
      this.colour(0, this.nextRow, raster.width, to);
      this.nextRow = to;
    }
    const box = union(fresh, {
      left: 0,
      top: from,
      right: from < this.nextRow ? raster.width : 0,
      bottom: this.nextRow,
    });
    if (box.left < box.right) {
      context.putImageData(image, 0, 0, box.left, box.top, box.right - box.left, box.bottom - box.top);
    }
    if (this.nextRow < raster.height || this.replay.length > 0) this.schedule();
  }

  private takeReplayed(inTime: () => boolean): PixelBox {
    if (this.raster === null || this.replay.length === 0) return EMPTY_BOX;
    let box = EMPTY_BOX;
    do {
      const tile = this.replay.shift();
      if (tile === undefined) break;
      box = union(box, this.raster.add(tile));
    } while (inTime());
    if (this.replay.length === 0) this.resample();
    return box;
  }

  private colour(left: number, top: number, right: number, bottom: number): void {
    const { raster, scale, values, packed } = this;
    if (raster === null || scale === null) return;
    const { source, width } = raster;
    for (let y = top; y < bottom; y++) {
      for (let at = y * width + left; at < y * width + right; at++) {
        packed[at] = source[at] < 0 ? 0 : scale.packedOf(values[source[at]]);
      }
    }
  }
}

function union(a: PixelBox, b: PixelBox): PixelBox {
  if (a.left >= a.right) return b;
  if (b.left >= b.right) return a;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
