// One panel of a figure: its map in a frame, its title above, and the ticks of the axes that it carries.

import type { ColourScale } from "../colours.ts";
import type { Shape } from "../figure.ts";
import { cut } from "../font/measure.ts";
import type { Tick } from "../ticks.ts";
import { type Grid, mapPixels } from "./mapImage.ts";
import { LABEL_SIZE, RULE, TICK_LENGTH, TICK_SIZE } from "./style.ts";
import { centred, textShape } from "./texts.ts";

/** Where a plot lies, without its labels. */
export interface PlotPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Room below a plot for the labels of its ticks. */
export const TICKS_BELOW = 20;
/** Room above one for its title. */
export const TITLE_ABOVE = 20;

/**
 * A panel.
 * @param below the ticks of the axis across, where this panel carries them
 * @param left those of the axis up
 */
export function plotShapes(
  place: PlotPlace,
  panel: Grid & { readonly title: string },
  scale: ColourScale,
  below: readonly Tick[],
  left: readonly Tick[],
): Shape[] {
  const { x, y, width, height } = place;
  const bottom = y + height;
  const title =
    panel.title === ""
      ? []
      : [
          textShape({
            x: x + width / 2,
            y: y - 7,
            text: cut(panel.title, width, LABEL_SIZE),
            size: LABEL_SIZE,
            anchor: "middle",
          }),
        ];
  return [
    ...title,
    // The frame lies around the map and never on it.
    { kind: "rect", x: x - 1, y: y - 1, width: width + 2, height: height + 2, fill: RULE },
    {
      kind: "image",
      x,
      y,
      width,
      height,
      pixels: mapPixels(panel, scale),
      label: panel.title === "" ? "The map" : `The map of ${panel.title}`,
    },
    ...below.flatMap(({ at, label }): Shape[] => {
      const tick = x + at * width;
      return [
        { kind: "line", x1: tick, x2: tick, y1: bottom + 1, y2: bottom + 1 + TICK_LENGTH, stroke: RULE },
        textShape({ x: tick, y: bottom + 17, text: label, size: TICK_SIZE, anchor: "middle" }),
      ];
    }),
    ...left.flatMap(({ at, label }): Shape[] => {
      const tick = bottom - at * height;
      return [
        { kind: "line", x1: x - 1 - TICK_LENGTH, x2: x - 1, y1: tick, y2: tick, stroke: RULE },
        textShape({ x: x - 9, y: centred(tick, TICK_SIZE), text: label, size: TICK_SIZE, anchor: "end" }),
      ];
    }),
  ];
}
