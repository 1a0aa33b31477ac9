// A figure as a PNG file, the same on every machine: no canvas and no font of a system is asked.

import type { Bytes } from "../../folder.ts";
import type { Figure } from "../figure.ts";
import { painted } from "./canvas.ts";
import { encodePng } from "./encode.ts";

/** The keyword of the spec in a PNG's texts: JSON that runs again as it is. */
export const SPEC_KEYWORD = "vanishing-point:spec";
/** The keyword of what was shown of it. */
export const VIEW_KEYWORD = "vanishing-point:view";

const CSS_PIXELS_PER_INCH = 96;
/** The points of a map may be half a CSS pixel wide, so below 2 some would be lost; 8 is 768 to the inch. */
export const SCALES = { least: 2, most: 8, usual: 2 } as const;

/**
 * A figure as a PNG file, the spec among its texts.
 * @param scale pixels to a CSS pixel, a whole number
 * @throws RangeError where the scale is none of those
 */
export function pngOf(figure: Figure, scale: number = SCALES.usual): Bytes {
  const { least, most } = SCALES;
  if (!Number.isInteger(scale) || scale < least || scale > most) {
    throw new RangeError(`scale: given ${scale}; allowed: a whole number from ${least} to ${most}`);
  }
  const texts = new Map([
    ["Title", figure.title],
    ["Description", figure.description],
    ["Software", "Vanishing Point"],
    [SPEC_KEYWORD, JSON.stringify(figure.spec)],
    [VIEW_KEYWORD, JSON.stringify(figure.view)],
  ]);
  return encodePng(painted(figure, scale), texts, CSS_PIXELS_PER_INCH * scale);
}
