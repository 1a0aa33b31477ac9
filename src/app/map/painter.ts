// Keeps a canvas in step with the results: new tiles and tiles in training at once, a change of colours a few
// milliseconds per frame.

import { signal } from "@preact/signals";
import { type MetricName, metrics } from "../../model/metrics/index.ts";
import type { MemoryStore } from "../../store/memory.ts";
import { flatIndex, type Tile } from "../../sweep/tile.ts";
import type { ColourScale } from "./colours.ts";
import { type Sample, sampleOf } from "./limits.ts";
import { EMPTY_BOX, type PixelBox, Raster, union } from "./raster.ts";
import { EMPTY_TALLY, type Tally, tallyOf } from "./tally.ts";

/** Painting takes at most this long per frame. */
const FRAME_MS = 5;
const MOST_SAMPLED = 5000;
/** So many rows are coloured between two looks at the clock. */
const ROWS_PER_CHECK = 8;
/** While values change in place, the sample follows about this often: colours that shift at every frame tell nothing. */
const RESAMPLE_MS = 500;

/** Draws one metric of one slice of a store on a canvas. */
export class MapPainter {
  /** What the map shows, sampled anew whenever twice as much is there, and now and then while values change. */
  readonly sample = signal<Sample>({ sorted: [] });
  /** How many pixels show each value; counted for outcomes only. */
  readonly tally = signal<Tally>(EMPTY_TALLY);
  private raster: Raster | null = null;
  private store: MemoryStore | null = null;
  private values: ArrayLike<number> = [];
  private counts = false;
  /** In training: NaN where a network's run has not begun, though its tile is under way. */
  private outcomes: ArrayLike<number> | null = null;
  private scale: ColourScale | null = null;
  private image: ImageData | null = null;
  private packed = new Uint32Array();
  private context: CanvasRenderingContext2D | null = null;
  private fresh: PixelBox = EMPTY_BOX;
  /** Tiles with values that the raster does not show yet, because the slice was chosen after them. */
  private replay: Tile[] = [];
  /** Where each tile lies that the raster shows as a whole, by its index: one in training comes again and again. */
  private readonly boxes = new Map<number, PixelBox>();
  /** The next row to be coloured anew; the map's height when all is done. */
  private nextRow = 0;
  private sampledAt = 0;
  private sampledTime = 0;
  private later: ReturnType<typeof setTimeout> | null = null;
  private scheduled = false;

  /** Shows a slice of a store; the tiles that it has already follow over the next frames. */
  show(canvas: HTMLCanvasElement, store: MemoryStore, slice: readonly number[]): void {
    this.store = store;
    this.outcomes = store.metrics.get("outcome") ?? null;
    this.raster = new Raster(store.plan, slice);
    canvas.width = this.raster.width;
    canvas.height = this.raster.height;
    this.context = canvas.getContext("2d");
    this.image = new ImageData(this.raster.width, this.raster.height);
    this.packed = new Uint32Array(this.image.data.buffer);
    this.replay = store.plan.tiles.filter(
      (tile) => store.shown[flatIndex(store.plan.shape, tile.start)] === 1,
    );
    this.boxes.clear();
    this.fresh = EMPTY_BOX;
    this.recolour();
  }

  /** Shows nothing. */
  clear(): void {
    this.context?.clearRect(0, 0, this.raster?.width ?? 0, this.raster?.height ?? 0);
    this.raster = null;
    this.store = null;
    this.values = [];
    this.sample.value = { sorted: [] };
    this.tally.value = EMPTY_TALLY;
  }

  /** Chooses the metric. */
  showMetric(metric: MetricName): void {
    this.values = this.store?.metrics.get(metric) ?? [];
    this.counts = metrics[metric].scale === "outcome";
    this.resample();
    this.recolour();
  }

  /** Chooses the colours. */
  showScale(scale: ColourScale): void {
    this.scale = scale;
    this.recolour();
  }

  /** Takes in a tile that has new values, final or so far. */
  add(tile: Tile): void {
    if (this.raster === null || this.store === null) return;
    const box = this.boxOf(this.raster, tile);
    if (box.left >= box.right) return;
    this.fresh = union(this.fresh, box);
    this.schedule();
    const { doneCount, plan } = this.store;
    const grown = doneCount > this.sampledAt && doneCount >= 2 * this.sampledAt;
    if (grown || doneCount === plan.networks || performance.now() - this.sampledTime > RESAMPLE_MS) {
      this.resample();
    } else {
      // The last tile of a map, or of one of its panels, must not be left out of the counts.
      this.later ??= setTimeout(() => this.resample(), RESAMPLE_MS);
    }
  }

  private boxOf(raster: Raster, tile: Tile): PixelBox {
    const known = this.boxes.get(tile.index);
    if (known !== undefined) return known;
    const { outcomes } = this;
    const { box, isWhole } = raster.add(tile, (flat) => outcomes === null || !Number.isNaN(outcomes[flat]));
    if (isWhole) this.boxes.set(tile.index, box);
    return box;
  }

  private resample(): void {
    if (this.later !== null) clearTimeout(this.later);
    this.later = null;
    if (this.raster === null || this.store === null) return;
    this.sampledAt = this.store.doneCount;
    this.sampledTime = performance.now();
    this.sample.value = sampleOf(this.values, this.raster.source, MOST_SAMPLED);
    this.tally.value = this.counts ? tallyOf(this.values, this.raster.source) : EMPTY_TALLY;
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
      box = union(box, this.boxOf(this.raster, tile));
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
