// Which of several pixels stands for all of them where they get one on the screen and the greatest value counts: a mean of
// their colours would hide what a maximum is there to show.

import type { Field } from "./field/field.ts";
import type { PixelBox, Raster } from "./raster.ts";

/**
 * The place of the pixel with the greatest value in a box that is not empty.
 * @param packed the pixels' colours, 0 for none yet: anything goes before those, and any number before NaN
 */
export function greatestIn(
  { source, width }: Pick<Raster, "source" | "width">,
  field: Pick<Field, "at">,
  packed: Uint32Array,
  { left, top, right, bottom }: PixelBox,
): number {
  let place = top * width + left;
  let greatest = Number.NaN;
  for (let y = top; y < bottom; y++) {
    for (let at = y * width + left; at < y * width + right; at++) {
      if (packed[at] === 0 || source[at] < 0) continue;
      const value = field.at(source[at]);
      const isGreater = value > greatest || (Number.isNaN(greatest) && !Number.isNaN(value));
      if (!isGreater && packed[place] !== 0) continue;
      place = at;
      greatest = value;
    }
  }
  return place;
}
