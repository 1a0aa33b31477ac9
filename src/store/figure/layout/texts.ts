// Texts as shapes: one line, or as many as there is room for.

import type { Shape, TextShape } from "../figure.ts";
import { wrapped } from "../font/measure.ts";
import { CAPITAL_SHARE, INK, LINE_SHARE } from "./style.ts";

/** What is left open of a text: it is dark and begins at its place. */
export type Writing = Omit<TextShape, "kind" | "anchor" | "fill"> &
  Partial<Pick<TextShape, "anchor" | "fill">>;

/** One line of text. */
export function textShape(writing: Writing): TextShape {
  return { kind: "text", anchor: "start", fill: INK, ...writing };
}

/** The baseline of a line whose capitals have their middle at y. */
export function centred(y: number, size: number): number {
  return y + (CAPITAL_SHARE * size) / 2;
}

/** A text in lines from `y` downwards, and where the next thing may begin. */
export function paragraph(
  writing: Writing,
  room: number,
  most: number,
): { readonly shapes: readonly Shape[]; readonly bottom: number } {
  const { text, size, isBold = false, y } = writing;
  const lines = wrapped(text, room, size, most, isBold);
  const shapes = lines.map((line, i) =>
    textShape({ ...writing, text: line, y: y + size * (CAPITAL_SHARE + 0.15) + i * size * LINE_SHARE }),
  );
  return { shapes, bottom: y + lines.length * size * LINE_SHARE };
}
