// The border of a map as a few stretches that a sentence can name: those that a prediction found, and those it missed.

import { type Border, type Edge, lengthOf, middleOf } from "./border.ts";
import type { Comparison } from "./score.ts";

/** A part of the border that hangs together. */
export interface Stretch {
  readonly panel: number;
  readonly isFound: boolean;
  readonly length: number;
  /** Its middle, as fractions of the map. */
  readonly x: number;
  readonly y: number;
  /** How far it reaches across and up. */
  readonly width: number;
  readonly height: number;
}

/** A stretch counts as found from here on. */
const FOUND = 0.4;

/** All stretches of all panels, the longest first. */
export function stretchesOf(panels: readonly Comparison[]): Stretch[] {
  return panels
    .flatMap(({ border, met }, panel) =>
      [true, false].flatMap((isFound) => {
        const edges = border.edges.filter((_, i) => met[i] >= FOUND === isFound);
        return connected(border, edges).map((part) => stretchOf(border, part, panel, isFound));
      }),
    )
    .toSorted((a, b) => b.length - a.length);
}

/** The edges in groups that share corners. */
function connected({ columns }: Border, edges: readonly Edge[]): Edge[][] {
  const parents = edges.map((_, i) => i);
  const rootOf = (i: number) => {
    let at = i;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  };
  const known = new Map<number, number>();
  edges.forEach(({ x, y, isUpright }, i) => {
    const corners = [[x, y], isUpright ? [x, y + 1] : [x + 1, y]];
    for (const [cx, cy] of corners) {
      const corner = cy * (columns + 1) + cx;
      const other = known.get(corner);
      if (other === undefined) known.set(corner, i);
      else parents[rootOf(i)] = rootOf(other);
    }
  });
  const groups = new Map<number, Edge[]>();
  edges.forEach((edge, i) => {
    const root = rootOf(i);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [edge]);
    else group.push(edge);
  });
  return [...groups.values()];
}

function stretchOf(border: Border, edges: readonly Edge[], panel: number, isFound: boolean): Stretch {
  let [length, x, y] = [0, 0, 0];
  let [left, right, low, high] = [1, 0, 1, 0];
  for (const edge of edges) {
    const [ex, ey] = middleOf(border, edge);
    const own = lengthOf(border, edge);
    length += own;
    x += own * ex;
    y += own * ey;
    [left, right] = [Math.min(left, ex), Math.max(right, ex)];
    [low, high] = [Math.min(low, ey), Math.max(high, ey)];
  }
  return {
    panel,
    isFound,
    length,
    x: x / length,
    y: y / length,
    width: right - left,
    height: high - low,
  };
}
