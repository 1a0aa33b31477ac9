// From a value to a colour: diverging around 0 for log-gradients, sequential for the rest, both safe for the colour-blind;
// outcomes have a colour each, and so has how two of them compare. What is no number on the scale has a colour of its own, which no scale contains.

import { interpolateRdBu } from "d3-scale-chromatic";
import type { Metric } from "../../model/metrics/index.ts";
import { type OutcomeName, outcomes } from "../../model/training/outcome.ts";
import type { ColourMapName } from "../../sweep/view.ts";
import { agreementColours, agreementOfPair } from "./agreement.ts";
import { apartColours } from "./apart.ts";
import { type ColourMap, colourMaps, mapFor, TIP } from "./colourMaps.ts";
import { outcomeColours } from "./outcomeColours.ts";
import { inkOn, isInked } from "./patterns.ts";

/** The ends of a colour scale. */
export type Limits = readonly [low: number, high: number];

/** A metric's own kind of scale; or that of a difference of two panels, and of two panels of outcomes. */
export type ScaleKind = Metric["scale"] | "difference" | "agreement";

/** Whether the middle of such a scale is 0, whatever its ends are. */
export function isCentred(kind: ScaleKind): boolean {
  return kind === "diverging" || kind === "difference";
}

/** Whether such a scale is a list of names, without ends. */
export function isNamed(kind: ScaleKind): boolean {
  return kind === "outcome" || kind === "agreement";
}

const SHADES = 1024;
/** The maps' shades, packed as a canvas stores them: alpha, blue, green, red from the highest byte down; made when first asked for. */
const shadesOf = new Map<ColourMapName, Uint32Array>();
/** Other colours than those of vanishing and exploding, which a difference does not say. */
const differenceShades = palette((t) => interpolateRdBu(TIP + t * (1 - 2 * TIP)));

/** Which family of maps suits a kind of scale, or null where the colours are not to be chosen. */
export function familyOf(kind: ScaleKind): ColourMap["family"] | null {
  if (kind === "diverging") return "diverging";
  return kind === "sequential" || kind === "logarithmic" ? "sequential" : null;
}

function shadesFor(kind: ScaleKind, chosen: ColourMapName | undefined): Uint32Array {
  const family = familyOf(kind);
  if (family === null) return differenceShades;
  const name = mapFor(family, chosen);
  let shades = shadesOf.get(name);
  if (shades === undefined) {
    shades = palette(colourMaps[name].shade);
    shadesOf.set(name, shades);
  }
  return shades;
}

const NAN = packed(apartColours.nan);
const LOWEST = packed(apartColours.lowest);
const HIGHEST = packed(apartColours.highest);
/** By the outcome's number, which starts at −1. */
const OUTCOME_NAMES = (Object.keys(outcomes) as OutcomeName[]).sort(
  (a, b) => outcomes[a].value - outcomes[b].value,
);
const OUTCOMES = Uint32Array.from(OUTCOME_NAMES, (name) => packed(outcomeColours[name]));
const INKED = OUTCOMES.map(inkOn);

const AGREEMENTS = Object.fromEntries(
  Object.entries(agreementColours).map(([name, colour]) => [name, packed(colour)]),
) as Record<keyof typeof agreementColours, number>;

/** What may be chosen of the colours beside their ends. */
export interface ColourChoice {
  readonly colours?: ColourMapName | undefined;
  /** Whether outcomes have patterns beside their colours. */
  readonly patterns?: true | undefined;
}

/** A colour scale: a kind, where it ends, and what was chosen of its colours. */
export class ColourScale {
  /** Whether the colour of a pixel depends on where it lies. */
  readonly isPatterned: boolean;
  private readonly shades: Uint32Array;
  private readonly below: number;
  private readonly above: number;
  private readonly logLow: number;
  private readonly perLog: number;

  constructor(
    private readonly kind: ScaleKind,
    readonly limits: Limits,
    { colours, patterns }: ColourChoice = {},
  ) {
    const [low, high] = limits;
    this.shades = shadesFor(kind, colours);
    this.isPatterned = kind === "outcome" && patterns === true;
    // A diverging scale keeps its middle at 0 whatever its ends are.
    this.below = low < 0 ? -low : high;
    this.above = high > 0 ? high : -low;
    this.logLow = Math.log(low);
    this.perLog = 1 / (Math.log(high) - this.logLow);
  }

  /** The packed colour of a value. */
  packedOf(value: number): number {
    if (Number.isNaN(value)) return NAN;
    if (this.kind === "outcome") return OUTCOMES[value + 1] ?? NAN;
    if (this.kind === "agreement") return AGREEMENTS[agreementOfPair(value)];
    if (value === Number.NEGATIVE_INFINITY) return LOWEST;
    if (value === Number.POSITIVE_INFINITY) return HIGHEST;
    if (this.kind === "logarithmic" && value <= 0) return LOWEST;
    const t = Math.min(1, Math.max(0, this.fraction(value)));
    return this.shades[Math.round(t * (SHADES - 1))];
  }

  /** The packed colour of a pixel in units of the patterns from the left and the top. */
  packedAt(value: number, x: number, y: number): number {
    const name = this.isPatterned ? OUTCOME_NAMES[value + 1] : undefined;
    return name !== undefined && isInked(name, x, y) ? INKED[value + 1] : this.packedOf(value);
  }

  /** The colour of a value for CSS and SVG. */
  cssOf(value: number): string {
    const colour = this.packedOf(value);
    return `rgb(${colour & 255} ${(colour >> 8) & 255} ${(colour >> 16) & 255})`;
  }

  private fraction(value: number): number {
    if (isCentred(this.kind)) {
      return 0.5 + (0.5 * value) / (value < 0 ? this.below : this.above);
    }
    if (this.kind === "logarithmic") return (Math.log(value) - this.logLow) * this.perLog;
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
