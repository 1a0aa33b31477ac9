// From a value to a colour: diverging around 0 for log-gradients, sequential for the rest, both safe for the colour-blind.
// What is no number on the scale has a colour of its own, which no scale contains.

import { interpolatePuOr, interpolateViridis } from "d3-scale-chromatic";

/** The ends of a colour scale. */
export type Limits = readonly [low: number, high: number];

export type ScaleKind = "diverging" | "sequential";

/** Colours beside the scale, as CSS and in the legend. “Not yet” is transparent: the page's hatching shows. */
export const apart = {
  nan: {
    colour: "#8c8c8c",
    label: "NaN",
    definition: "Not a number: the metric has no value at this point.",
  },
  lowest: {
    colour: "#000000",
    label: "−∞",
    definition: "The logarithm of exactly zero: nothing at all comes back.",
  },
  highest: {
    colour: "#ff3fa4",
    label: "+∞",
    definition: "Too large for the number that holds it; the log of the same metric still has it.",
  },
} as const;

const SHADES = 1024;
/** The darkest tips of the diverging scale are left out: brown and violet are hard to tell apart there. */
const TIP = 0.06;

/** Packed as a canvas stores it: alpha, blue, green, red from the highest byte down. */
const palettes: Record<ScaleKind, Uint32Array> = {
  diverging: palette((t) => interpolatePuOr(TIP + t * (1 - 2 * TIP))),
  sequential: palette(interpolateViridis),
};
const NAN = packed(apart.nan.colour);
const LOWEST = packed(apart.lowest.colour);
const HIGHEST = packed(apart.highest.colour);

/** A colour scale: a kind, and where it ends. */
export class ColourScale {
  private readonly shades: Uint32Array;
  private readonly below: number;
  private readonly above: number;

  constructor(
    private readonly kind: ScaleKind,
    readonly limits: Limits,
  ) {
    const [low, high] = limits;
    this.shades = palettes[kind];
    // A diverging scale keeps its middle at 0 whatever its ends are.
    this.below = low < 0 ? -low : high;
    this.above = high > 0 ? high : -low;
  }

  /** The packed colour of a value. */
  packedOf(value: number): number {
    if (Number.isNaN(value)) return NAN;
    if (value === Number.NEGATIVE_INFINITY) return LOWEST;
    if (value === Number.POSITIVE_INFINITY) return HIGHEST;
    const t = Math.min(1, Math.max(0, this.fraction(value)));
    return this.shades[Math.round(t * (SHADES - 1))];
  }

  /** The colour of a value for CSS and SVG. */
  cssOf(value: number): string {
    const colour = this.packedOf(value);
    return `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
  }

  private fraction(value: number): number {
    if (this.kind === "diverging") {
      return 0.5 + (0.5 * value) / (value < 0 ? this.below : this.above);
    }
    const [low, high] = this.limits;
    return (value - low) / (high - low);
  }
}

function palette(shade: (t: number) => string): Uint32Array {
  return Uint32Array.from({ length: SHADES }, (_, i) => packed(shade(i / (SHADES - 1))));
}

/** `#rrggbb` or `rgb(r, g, b)`, packed. */
function packed(colour: string): number {
  const parts = colour.startsWith("#")
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  const [red, green, blue] = parts;
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
