// A thumbnail's picture: all panels of a small sweep on one small canvas, in the page's own colours.

import { arrangementOf, panelPositions } from "../../store/figure/arrangement.ts";
import { ColourScale } from "../../store/figure/colours.ts";
import { automaticLimits, MOST_SAMPLED, sampleOf } from "../../store/figure/limits.ts";
import { metricQuantity } from "../../store/figure/quantity.ts";
import { metricOf } from "../../store/figure/viewed.ts";
import type { MemoryStore } from "../../store/memory.ts";
import { flatIndex } from "../../sweep/tile.ts";
import { MetricField } from "../map/field/field.ts";

/** Pixels between two panels. */
const SEAM = 1;

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
  const count = places.length;
  const width = isStrip ? columns : count * columns + (count - 1) * SEAM;
  const height = isStrip ? count * rows + (count - 1) * SEAM : rows;
  const source = new Int32Array(width * height).fill(-1);
  places.forEach((place, panel) => {
    const at = shape.map(() => 0);
    place.forEach((index, i) => {
      at[panels[i]] = index;
    });
    const left = isStrip ? 0 : panel * (columns + SEAM);
    const top = isStrip ? panel * (rows + SEAM) : 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (x >= 0) at[x] = column;
        if (y >= 0) at[y] = row;
        const flat = flatIndex(shape, at);
        if (field.has(flat)) source[(top + rows - 1 - row) * width + left + column] = flat;
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
