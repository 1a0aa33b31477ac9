// What every initialiser offers: a base draw, which the sweep then multiplies by its gain (or value).

import type { RandomStream } from "../random.ts";

/** A way to draw a weight matrix. A network's weights are `scale × base draw`. */
export interface Initializer {
  readonly label: string;
  /** One sentence with the formula, shown to the user. */
  readonly definition: string;
  /** The name of the scale in the spec: every initialiser takes `gain`, `constant` takes `value`. */
  readonly scale: "gain" | "value";
  /** The base draw [rows][cols], row-major; fan_in = cols, fan_out = rows. */
  draw(rows: number, cols: number, random: RandomStream): Float64Array;
}
