// A thumbnail's picture: all panels of a small sweep on one small canvas, in the page's own colours.

import { arrangementOf, panelPositions } from "../../store/figure/arrangement.ts";
import { ColourScale } from "../../store/figure/colours.ts";
import { automaticLimits, MOST_SAMPLED, sampleOf } from "../../store/figure/limits.ts";
import { metricQuantity } from "../../store/figure/quantity.ts";
import { metricOf } from "../../store/figure/viewed.ts";
import type { MemoryStore } from "../../store/memory.ts";
import { flatIndex } from "../../sweep/tile.ts";
import { MetricField } from "../map/field/field.ts";

/** Pixels between two panels, and how wide and high a picture is at least, so that such a seam is thin. */
const SEAM = 2;
const LEAST_WIDTH = 240;
const LEAST_HEIGHT = 140;

/** Draws what is there of a small sweep; pixels without a value stay clear. */
export function drawThumbnail(canvas: HTMLCanvasElement, store: MemoryStore): void {
  const { spec } = store.plan;
  const arrangement = arrangementOf(spec, {});
  const { x, y, shape, panels } = arrangement;
  const metric = metricOf(spec, {});
  const field = new MetricField(store, metric);
  const columns = x < 0 ? 1 : shape[x];
  const rows = y < 0 ? 1 : shape[y];
  const places = panelPositions(arrangement);
  // Strips lie above one another, as on the map.
  const isStrip = rows === 1;
  const across = isStrip ? 1 : places.length;
  const up = isStrip ? places.length : 1;
  // Every network is a block of so many pixels.
  const wide = Math.ceil(LEAST_WIDTH / (across * columns));
  const high = Math.ceil(LEAST_HEIGHT / (up * rows));
  const width = across * columns * wide + (across - 1) * SEAM;
  const height = up * rows * high + (up - 1) * SEAM;
  const source = new Int32Array(width * height).fill(-1);
  places.forEach((place, panel) => {
    const at = shape.map(() => 0);
    place.forEach((index, i) => {
      at[panels[i]] = index;
    });
    const left = isStrip ? 0 : panel * (columns * wide + SEAM);
    const top = isStrip ? panel * (rows * high + SEAM) : 0;
    for (let row = 0; row < rows * high; row++) {
      for (let column = 0; column < columns * wide; column++) {
        if (x >= 0) at[x] = Math.floor(column / wide);
        if (y >= 0) at[y] = rows - 1 - Math.floor(row / high);
        const flat = flatIndex(shape, at);
        if (field.has(flat)) source[(top + row) * width + left + column] = flat;
      }
    }
  });
  const { scale: kind, range } = metricQuantity(metric);
  const scale = new ColourScale(kind, range ?? automaticLimits(kind, sampleOf(field, source, MOST_SAMPLED)));
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  const packed = new Uint32Array(image.data.buffer);
  source.forEach((flat, i) => {
    packed[i] = flat < 0 ? 0 : scale.packedOf(field.at(flat));
  });
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}
