// What theory draws on a panel of a figure, as on the page: lines with a halo, dashed by what they are, and their names where there
// is room.

import type { BorderCurve } from "../borders/borderCurves.ts";
import { dashesOf } from "../borders/dashes.ts";
import { placeLabels, type Spot } from "../borders/labels.ts";
import type { Shape } from "../figure.ts";
import { widthOf } from "../font/measure.ts";
import type { PlotPlace } from "./plot.ts";
import { INK, PAPER, TICK_SIZE } from "./style.ts";
import { centred, textShape } from "./texts.ts";

const HALO_WIDTH = 3.4;
const LINE_WIDTH = 1.4;
/** Around a name, in CSS pixels. */
const PAD = 2;

const roomOf = (label: string) => widthOf(label, TICK_SIZE, true) + 2 * PAD;

/** The shapes of some curves on a plot. */
export function borderShapes({ x, y, width, height }: PlotPlace, curves: readonly BorderCurve[]): Shape[] {
  const lines = curves.flatMap(({ name, lines: own }) =>
    own.map(({ label, pieces }) => ({
      label,
      dashes: dashesOf[name],
      pieces: pieces.map((piece) => piece.map(([u, v]): Spot => [u * width, (1 - v) * height])),
    })),
  );
  const placed = (pieces: readonly (readonly Spot[])[]) =>
    pieces.map((piece) => piece.map(([px, py]): Spot => [x + px, y + py]));
  return [
    ...lines.flatMap(({ pieces, dashes }): Shape[] => [
      { kind: "path", pieces: placed(pieces), stroke: PAPER, width: HALO_WIDTH },
      { kind: "path", pieces: placed(dashed(pieces, dashes)), stroke: INK, width: LINE_WIDTH },
    ]),
    ...placeLabels(lines, width, height, roomOf).flatMap((label): Shape[] => {
      const [middle, line] = [x + label.x, y + label.y];
      const room = roomOf(label.label);
      const tall = TICK_SIZE + PAD;
      return [
        { kind: "rect", x: middle - room / 2, y: line - tall / 2, width: room, height: tall, fill: PAPER },
        textShape({
          x: middle,
          y: centred(line, TICK_SIZE),
          text: label.label,
          size: TICK_SIZE,
          anchor: "middle",
          isBold: true,
        }),
      ];
    }),
  ];
}

/** Lines cut into dashes; lengths in turn of line and gap, as SVG has them. */
export function dashed(pieces: readonly (readonly Spot[])[], dashes: string | undefined): Spot[][] {
  if (dashes === undefined) return pieces.map((piece) => [...piece]);
  const lengths = dashes.split(" ").map(Number);
  return pieces.flatMap((piece) => {
    const cut: Spot[][] = [];
    let turn = 0;
    let left = lengths[0];
    let dash: Spot[] = piece.slice(0, 1);
    for (let i = 1; i < piece.length; i++) {
      let [atX, atY] = piece[i - 1];
      const [toX, toY] = piece[i];
      let rest = Math.hypot(toX - atX, toY - atY);
      while (rest > left) {
        const share = left / rest;
        [atX, atY] = [atX + (toX - atX) * share, atY + (toY - atY) * share];
        rest -= left;
        if (turn % 2 === 0) cut.push([...dash, [atX, atY]]);
        turn++;
        left = lengths[turn % lengths.length];
        dash = [[atX, atY]];
      }
      left -= rest;
      dash.push([toX, toY]);
    }
    if (turn % 2 === 0 && dash.length > 1) cut.push(dash);
    return cut;
  });
}
