// The colours of the strip of units over time: see-through, so that they lie on a light ground and on a dark one.

import { type ActivationName, activations } from "../../../model/activations/index.ts";
import { saturatedBelow } from "../../../model/activity.ts";
import type { Walk } from "../../../model/walk/walk.ts";

/** Violet for how much there is, orange for what is saturated or negative; both show on either ground. */
const MUCH = [136, 104, 200] as const;
const MARKED = [214, 122, 38] as const;
/** What is not quite nothing can still be seen. */
const FAINTEST = 26;
/** What is saturated is to be found at a glance. */
const SATURATED = 210;

/** RGBA of one layer, [H][columns]: rows are units. */
export function stripPixels(
  { strip, hidden }: Walk,
  layer: number,
  activation: ActivationName,
): Uint8ClampedArray<ArrayBuffer> {
  const { columns, layers } = strip;
  const values = layers[layer];
  const pixels = new Uint8ClampedArray(columns * hidden * 4);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0) || 1;
  const isSlope = layer === 1 && layers.length === 3;
  const below = isSlope ? saturatedBelow(activations[activation]) : 0;
  for (let column = 0; column < columns; column++) {
    for (let unit = 0; unit < hidden; unit++) {
      const value = values[column * hidden + unit];
      if (!(Math.abs(value) > 0)) continue;
      const isMarked = isSlope ? value < below : value < 0;
      const alpha =
        isSlope && isMarked ? SATURATED : FAINTEST + (Math.abs(value) / largest) * (255 - FAINTEST);
      pixels.set([...(isMarked ? MARKED : MUCH), alpha], (unit * columns + column) * 4);
    }
  }
  return pixels;
}
