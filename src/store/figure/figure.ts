// A figure as plain data: what is to be drawn, and where, in CSS pixels (96 to the inch). SVG and PNG are made of the same
// one, so that they show the same.

import type { SweepSpec } from "../../sweep/spec.ts";
import type { View } from "../../sweep/view.ts";

/** `#rrggbb`. */
export type Colour = `#${string}`;

/** Pixels, row by row from the top, each as red, green, blue, alpha. */
export interface Pixels {
  readonly columns: number;
  readonly rows: number;
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/** A filled rectangle. */
export interface RectShape {
  readonly kind: "rect";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: Colour;
}

/** A line across or down, one pixel thick, its middle at these places. */
export interface LineShape {
  readonly kind: "line";
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly stroke: Colour;
}

/** Lines from place to place, drawn by a round pen. */
export interface PathShape {
  readonly kind: "path";
  readonly pieces: readonly (readonly (readonly [x: number, y: number])[])[];
  readonly stroke: Colour;
  readonly width: number;
}

export interface TextShape {
  readonly kind: "text";
  /** Where its start, middle or end lies on the baseline. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly anchor: "start" | "middle" | "end";
  readonly fill: Colour;
  readonly isBold?: boolean;
  /** Written upwards: the baseline goes up through (x, y). */
  readonly isTurned?: boolean;
}

/** Pixels, each drawn as a rectangle without any smoothing. */
export interface ImageShape {
  readonly kind: "image";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Pixels;
  /** What it shows, for whoever hears the figure. */
  readonly label: string;
}

export type Shape = RectShape | LineShape | PathShape | TextShape | ImageShape;

/** A whole figure; later shapes lie over earlier ones. */
export interface Figure {
  readonly title: string;
  /** Definitions of all that the figure shows. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** What was computed; it travels with the picture, so that the sweep can be run again from it. */
  readonly spec: SweepSpec;
  /** What of it is shown. */
  readonly view: View;
}
