// The legend of a figure: the scale's colours with ticks, name and unit, or the outcomes by name; and, where they occur, the
// colours of what is no number on the scale.

import { type OutcomeName, outcomes } from "../../../model/training/outcome.ts";
import { alongOf } from "../along.ts";
import { apartColours } from "../apart.ts";
import { type ColourScale, isNamed, type Limits } from "../colours.ts";
import type { Colour, Shape } from "../figure.ts";
import { cut, widthOf } from "../font/measure.ts";
import { formatNumber, formatShare } from "../format.ts";
import { outcomeColours } from "../outcomeColours.ts";
import { inkColour, inkedUnits, PATTERN_SIDE } from "../patterns.ts";
import type { Quantity } from "../quantity.ts";
import { stripPixels } from "./mapImage.ts";
import { FAINT, LABEL_GAP, LABEL_SIZE, NOTE_SIZE, RULE, TICK_LENGTH, TICK_SIZE } from "./style.ts";
import { centred, paragraph, textShape } from "./texts.ts";

/** What stands on a map, counted: numbers beyond the scale's ends, and what is no number on it. */
export interface Occurring {
  readonly values: number;
  readonly beyond: number;
  readonly nan: number;
  readonly lowest: number;
  readonly highest: number;
  readonly running: number;
}

export interface LegendPlace {
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

const BAR_WIDTH = 360;
const BAR_HEIGHT = 12;
const STEPS = 256;
const CLOSEST = 52;
const SWATCH = 10;
const SWATCH_GAP = 18;

/** Counts what a legend has to explain. */
export function occurringIn(
  grids: readonly Float64Array[],
  { scale }: Quantity,
  [low, high]: Limits,
): Occurring {
  const counts = { values: 0, beyond: 0, nan: 0, lowest: 0, highest: 0, running: 0 };
  for (const grid of grids) {
    counts.values += grid.length;
    for (const value of grid) {
      if (Number.isNaN(value)) counts.nan++;
      else if (isNamed(scale)) counts.running += value < 0 ? 1 : 0;
      else if (value === Number.POSITIVE_INFINITY) counts.highest++;
      else if (value === Number.NEGATIVE_INFINITY || (scale === "logarithmic" && value <= 0)) counts.lowest++;
      else if (value < low || value > high) counts.beyond++;
    }
  }
  return counts;
}

/** @param unknown the name of NaN, where the quantity has none of its own */
export function legendShapes(
  place: LegendPlace,
  quantity: Quantity,
  scale: ColourScale,
  occurring: Occurring,
  unknown: string,
): { readonly shapes: readonly Shape[]; readonly bottom: number } {
  const { label, unit } = quantity;
  const name = isNamed(quantity.scale) ? label : `${label} (${unit})`;
  const head = paragraph({ x: place.x, y: place.y, text: name, size: LABEL_SIZE }, place.room, 3);
  const bar = isNamed(quantity.scale)
    ? { shapes: [], bottom: head.bottom + 4 }
    : barShapes({ ...place, y: head.bottom + 5 }, quantity, scale);
  const apart = swatchesOf(quantity, scale, occurring, unknown);
  const beside = place.room - BAR_WIDTH - 3 * LABEL_GAP;
  // Beside the bar where they have room in one line, below it where not.
  const swatches =
    !isNamed(quantity.scale) && widthOfSwatches(apart) <= beside
      ? {
          ...swatchShapes({ x: place.x + place.room - beside, y: head.bottom + 6, room: beside }, apart),
          bottom: bar.bottom,
        }
      : swatchShapes({ ...place, y: bar.bottom }, apart);
  const beyond = occurring.beyond / occurring.values;
  const note =
    beyond === 0
      ? { shapes: [], bottom: swatches.bottom }
      : paragraph(
          {
            x: place.x,
            y: swatches.bottom + 4,
            text: `${formatShare(beyond)} of the map lies beyond the scale and has the colour of its nearer end.`,
            size: NOTE_SIZE,
            fill: FAINT,
          },
          place.room,
          2,
        );
  return { shapes: [head, bar, swatches, note].flatMap(({ shapes }) => shapes), bottom: note.bottom };
}

function barShapes({ x, y, room }: LegendPlace, { scale: kind, sides, label }: Quantity, scale: ColourScale) {
  const width = Math.min(BAR_WIDTH, room);
  const { limits } = scale;
  const along = alongOf(kind);
  const [from, to] = limits.map(along.forward);
  const at = (value: number) => x + ((along.forward(value) - from) / (to - from)) * width;
  const bottom = y + BAR_HEIGHT;
  const shapes: Shape[] = [
    { kind: "rect", x: x - 1, y: y - 1, width: width + 2, height: BAR_HEIGHT + 2, fill: RULE },
    {
      kind: "image",
      x,
      y,
      width,
      height: BAR_HEIGHT,
      pixels: stripPixels(scale, limits, along, STEPS),
      label: `Colours of ${label}`,
    },
  ];
  let free = Number.NEGATIVE_INFINITY;
  for (const value of along.ticks(limits, Math.max(2, Math.floor(width / CLOSEST)))) {
    const text = formatNumber(value);
    const half = widthOf(text, TICK_SIZE) / 2;
    if (!(at(value) - half >= free) || at(value) + half > x + room) continue;
    free = at(value) + half + LABEL_GAP;
    shapes.push(
      { kind: "line", x1: at(value), x2: at(value), y1: bottom, y2: bottom + TICK_LENGTH, stroke: RULE },
      textShape({ x: at(value), y: bottom + 16, text, size: TICK_SIZE, anchor: "middle" }),
    );
  }
  const words = sidesOf(limits, sides).map(({ value, word }) => ({ middle: at(value), word }));
  const isTight = words.slice(1).some(({ middle, word }, i) => {
    const halves = (widthOf(word, NOTE_SIZE) + widthOf(words[i].word, NOTE_SIZE)) / 2;
    return middle - words[i].middle - halves < LABEL_GAP;
  });
  // The one in the middle gives way to the other two, and each of those has half of the bar.
  const shown = isTight ? [words[0], words[2]] : words;
  for (const { middle, word } of shown) {
    const text = isTight ? cut(word, width / 2 - LABEL_GAP, NOTE_SIZE) : word;
    shapes.push(
      textShape({ x: middle, y: bottom + 31, text, size: NOTE_SIZE, anchor: "middle", fill: FAINT }),
    );
  }
  return { shapes, bottom: bottom + (shown.length === 0 ? 26 : 41) };
}

function sidesOf([low, high]: Limits, sides: Quantity["sides"]) {
  if (sides === null || low >= 0 || high <= 0) return [];
  return sides.map((word, i) => ({ word, value: [low / 2, 0, high / 2][i] }));
}

interface Swatch {
  readonly colour: Colour;
  /** Of an outcome with a pattern: which one, and the colour of its ink. */
  readonly pattern?: { readonly outcome: OutcomeName; readonly ink: Colour } | undefined;
  readonly label: string;
}

function swatchesOf(
  { scale, apart }: Quantity,
  colours: ColourScale,
  occurring: Occurring,
  unknown: string,
): Swatch[] {
  if (scale === "outcome") {
    const named = (Object.keys(outcomes) as OutcomeName[])
      .filter((name) => outcomes[name].value >= 0 || occurring.running > 0)
      .map((outcome): Swatch => {
        const pattern = colours.isPatterned
          ? { outcome, ink: inkColour(outcomeColours[outcome]) }
          : undefined;
        return { colour: outcomeColours[outcome], label: outcomes[outcome].label, pattern };
      });
    // The undecided, which come first in the catalog, are told last.
    const sorted = occurring.running > 0 ? [...named.slice(1), named[0]] : named;
    return occurring.nan > 0 ? [...sorted, { colour: apartColours.nan, label: unknown }] : sorted;
  }
  return (["nan", "lowest", "highest"] as const)
    .filter((key) => occurring[key] > 0)
    .map((key) => {
      const colour = apartColours[key];
      const label = apart.find((entry) => entry.colour === colour)?.label ?? "";
      return {
        colour,
        label: key === "nan" ? [label, unknown].filter((word) => word !== "").join(" or ") : label,
      };
    });
}

/** Of swatches in one line. */
function widthOfSwatches(swatches: readonly Swatch[]): number {
  return swatches.reduce((sum, { label }) => sum + SWATCH + 6 + widthOf(label, TICK_SIZE) + SWATCH_GAP, 0);
}

function swatchShapes({ x, y, room }: LegendPlace, swatches: readonly Swatch[]) {
  const shapes: Shape[] = [];
  let left = x;
  let top = y;
  for (const { colour, label, pattern } of swatches) {
    const text = cut(label, room - SWATCH - 6, TICK_SIZE);
    const width = SWATCH + 6 + widthOf(text, TICK_SIZE);
    if (left > x && left + width > x + room) {
      left = x;
      top += 18;
    }
    shapes.push(
      { kind: "rect", x: left, y: top, width: SWATCH, height: SWATCH, fill: RULE },
      { kind: "rect", x: left + 0.5, y: top + 0.5, width: SWATCH - 1, height: SWATCH - 1, fill: colour },
      ...inkShapes(left, top, pattern),
      textShape({ x: left + SWATCH + 6, y: centred(top + SWATCH / 2, TICK_SIZE), text, size: TICK_SIZE }),
    );
    left += width + SWATCH_GAP;
  }
  return { shapes, bottom: swatches.length === 0 ? y : top + SWATCH + 6 };
}

/** A pattern's ink on its swatch. */
function inkShapes(left: number, top: number, pattern: Swatch["pattern"]): Shape[] {
  if (pattern === undefined) return [];
  const side = (SWATCH - 1) / PATTERN_SIDE;
  return inkedUnits(pattern.outcome).map(({ x, y }) => ({
    kind: "rect",
    x: left + 0.5 + x * side,
    y: top + 0.5 + y * side,
    width: side,
    height: side,
    fill: pattern.ink,
  }));
}
