// Keeps a canvas in step with the results: new tiles, tiles in training and changes of colour, a few milliseconds per
// frame.

import { signal } from "@preact/signals";
import type { ColourScale } from "../../store/figure/colours.ts";
import { type Sample, sampleOf } from "../../store/figure/limits.ts";
import { unitOf } from "../../store/figure/patterns.ts";
import { type Tile, tileKey } from "../../sweep/tile.ts";
import { DirtyRows } from "./dirtyRows.ts";
import type { Field } from "./field/field.ts";
import { greatestIn } from "./greatest.ts";
import type { Painting, PaintQueue } from "./paintQueue.ts";
import { type Picture, seenBy } from "./picture.ts";
import { EMPTY_BOX, type PixelBox, Raster, union } from "./raster.ts";
import { type ColourOf, type Room, Surface } from "./surface.ts";
import { EMPTY_TALLY, type Tally, tallyOf } from "./tally.ts";

/** While values change in place, the sample follows about this often: colours that shift at every frame tell nothing. */
const RESAMPLE_MS = 500;
/** So many tiles are taken in again before the next rows are coloured, so that one sees something meanwhile. */
const MOST_REPLAYED = 500;

/** Draws one field on a canvas. */
export class MapPainter implements Painting {
  /** What the map shows, sampled anew whenever twice as much is there, and now and then while values change. */
  readonly sample = signal<Sample>({ sorted: [] });
  /** How many pixels show each value; counted only where asked for. */
  readonly tally = signal<Tally>(EMPTY_TALLY);
  private raster: Raster | null = null;
  private picture: Picture | null = null;
  private field: Field | null = null;
  private counts = false;
  private scale: ColourScale | null = null;
  private image: ImageData | null = null;
  private packed = new Uint32Array();
  private canvas: HTMLCanvasElement | null = null;
  private surface: Surface | null = null;
  private room: Room = { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY };
  private dirty = new DirtyRows(0, 0);
  /** Tiles with values that the raster does not show yet, because the slice was chosen after them. */
  private replay: Tile[] = [];
  /** Where each tile lies that the raster shows as a whole: one in training comes again and again. */
  private readonly boxes = new Map<string, PixelBox>();
  private sampledAt = 0;
  private sampledTime = 0;
  private later: ReturnType<typeof setTimeout> | null = null;

  /** @param mostSampled values in a sample at most */
  constructor(
    private readonly queue: PaintQueue,
    private readonly mostSampled: number,
  ) {}

  /**
   * Shows a picture of a field; the tiles that it has already follow over the next frames.
   * @param counts whether to count the pixels of each value
   */
  show(canvas: HTMLCanvasElement, picture: Picture, field: Field, counts: boolean): void {
    const { store } = field;
    this.picture = picture;
    this.raster = new Raster(store, picture);
    const { width, height } = this.raster;
    this.canvas = canvas;
    this.surface = new Surface(canvas, width, height, this.room);
    this.image = new ImageData(width, height);
    this.packed = new Uint32Array(this.image.data.buffer);
    this.dirty = new DirtyRows(width, height);
    this.replay = [...store.plan.sketch, ...store.plan.tiles]
      .filter((tile) => store.isTouched(tile))
      .map((tile) => store.placeOf(tile));
    this.boxes.clear();
    this.field = field;
    this.showField(field, counts);
  }

  /** Its place on the screen has so many pixels from now on. */
  fit(room: Room): void {
    this.room = room;
    const { canvas, raster, image } = this;
    if (canvas === null || raster === null || image === null || this.surface?.fits(room)) return;
    this.surface = new Surface(canvas, raster.width, raster.height, room);
    this.surface.put(image, { left: 0, top: 0, right: raster.width, bottom: raster.height }, this.colourOf());
  }

  /** Shows nothing. */
  clear(): void {
    this.surface?.clear();
    this.raster = null;
    this.field = null;
    this.sample.value = { sorted: [] };
    this.tally.value = EMPTY_TALLY;
  }

  /** Shows another field of the same store in the same picture; one of another store waits for its picture. */
  showField(field: Field, counts: boolean): void {
    if (this.field?.store !== field.store) return;
    this.field = field;
    this.counts = counts;
    this.resample();
    this.recolour();
  }

  /** Chooses the colours. */
  showScale(scale: ColourScale): void {
    this.scale = scale;
    this.recolour();
  }

  /** Takes in a tile that has new values, final or so far, as its place on the grid. */
  add(tile: Tile): void {
    if (this.raster === null || this.field === null) return;
    const box = this.boxOf(this.raster, tile);
    if (box.left >= box.right) return;
    this.dirty.mark(box);
    this.queue.ask(this);
    const { doneCount, plan } = this.field.store;
    const grown = doneCount > this.sampledAt && doneCount >= 2 * this.sampledAt;
    if (grown || doneCount === plan.networks || performance.now() - this.sampledTime > RESAMPLE_MS) {
      this.resample();
    } else {
      // The last tile of a map, or of one of its panels, must not be left out of the counts.
      this.later ??= setTimeout(() => this.resample(), RESAMPLE_MS);
    }
  }

  /** Colours what is due until the time is over; returns whether more is left. */
  paint(inTime: () => boolean): boolean {
    // Tiles that are taken in may change the colours: what follows is coloured with the new ones.
    this.takeReplayed(inTime);
    const { raster, image, surface, dirty, scale, field } = this;
    if (raster === null || image === null || surface === null || scale === null || field === null)
      return false;
    let painted = EMPTY_BOX;
    // One row at least, so that a slow machine gets on as well.
    do {
      const row = dirty.take();
      if (row < 0) break;
      const [left, right] = [dirty.left[row], dirty.right[row]];
      this.colour(raster, field, scale, row, left, right);
      painted = union(painted, { left, top: row, right, bottom: row + 1 });
    } while (inTime());
    if (painted.left < painted.right) surface.put(image, painted, this.colourOf());
    return !dirty.isClean || this.replay.length > 0;
  }

  private takeReplayed(inTime: () => boolean): void {
    if (this.raster === null || this.replay.length === 0) return;
    let taken = 0;
    do {
      const tile = this.replay.shift();
      if (tile === undefined) break;
      this.dirty.mark(this.boxOf(this.raster, tile));
      taken++;
    } while (taken < MOST_REPLAYED && inTime());
    if (this.replay.length === 0) this.resample();
  }

  private boxOf(raster: Raster, tile: Tile): PixelBox {
    const key = tileKey(tile);
    const known = this.boxes.get(key);
    const { field, picture } = this;
    if (known !== undefined || field === null || picture === null) return known ?? EMPTY_BOX;
    const { box, isWhole } = raster.add(seenBy(picture, tile), (flat) => field.has(flat));
    if (isWhole) this.boxes.set(key, box);
    return box;
  }

  private resample(): void {
    if (this.later !== null) clearTimeout(this.later);
    this.later = null;
    const { raster, field } = this;
    if (raster === null || field === null) return;
    this.sampledAt = field.store.doneCount;
    this.sampledTime = performance.now();
    this.sample.value = sampleOf(field, raster.source, this.mostSampled);
    this.tally.value = this.counts ? tallyOf(field, raster.source) : EMPTY_TALLY;
  }

  /** Of several pixels that get one the greatest is shown, where maxima are: a mean colour would hide it again. */
  private colourOf(): ColourOf | null {
    const { raster, field, packed } = this;
    if (raster === null || field?.merging !== "max") return null;
    return (left, top, right, bottom) =>
      packed[greatestIn(raster, field, packed, { left, top, right, bottom })];
  }

  private recolour(): void {
    this.dirty.markAll();
    this.queue.ask(this);
  }

  private colour(
    { source, width, height }: Raster,
    field: Field,
    scale: ColourScale,
    row: number,
    left: number,
    right: number,
  ): void {
    const { packed } = this;
    const line = row * width;
    if (scale.isPatterned) {
      const unit = unitOf(width, height);
      const y = Math.floor(row / unit);
      for (let x = left; x < right; x++) {
        const from = source[line + x];
        packed[line + x] = from < 0 ? 0 : scale.packedAt(field.at(from), Math.floor(x / unit), y);
      }
      return;
    }
    for (let at = line + left; at < line + right; at++) {
      packed[at] = source[at] < 0 ? 0 : scale.packedOf(field.at(source[at]));
    }
  }
}
