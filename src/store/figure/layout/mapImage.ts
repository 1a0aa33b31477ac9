// The numbers of a panel as pixels, and a colour scale as a strip of them.

import type { Along } from "../along.ts";
import type { ColourScale, Limits } from "../colours.ts";
import type { Pixels } from "../figure.ts";
import { unitOf } from "../patterns.ts";

/** A grid of numbers, row by row from the lowest position of the axis up. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** A grid in colours: its first row is the lowest. */
export function mapPixels({ columns, rows, values }: Grid, scale: ColourScale): Pixels {
  const rgba = new Uint8Array(columns * rows * 4);
  const packed = new DataView(rgba.buffer);
  const unit = unitOf(columns, rows);
  for (let row = 0; row < rows; row++) {
    const down = rows - 1 - row;
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column];
      const colour = scale.packedAt(value, Math.floor(column / unit), Math.floor(down / unit));
      packed.setUint32(4 * (down * columns + column), colour, true);
    }
  }
  return { columns, rows, rgba };
}

/** The colours from one limit to the other, in `steps` steps along the scale. */
export function stripPixels(scale: ColourScale, [low, high]: Limits, along: Along, steps: number): Pixels {
  const [from, to] = [along.forward(low), along.forward(high)];
  const values = Float64Array.from({ length: steps }, (_, i) =>
    along.back(from + ((to - from) * (i + 0.5)) / steps),
  );
  return mapPixels({ columns: steps, rows: 1, values }, scale);
}
