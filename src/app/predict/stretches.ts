// The border of a map as a few stretches that a sentence can name: those that a prediction found, and those it missed.

import { type Border, middleOf } from "./border.ts";
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
    .flatMap((comparison, panel) => {
      const { border, met } = comparison;
      return [true, false].flatMap((isFound) => {
        const indices = border.edges.flatMap((_, i) => (met[i] >= FOUND === isFound ? [i] : []));
        return connected(border, indices).map((part) => stretchOf(comparison, part, panel, isFound));
      });
    })
    .toSorted((a, b) => b.length - a.length);
}

/** Edges, by their indices, in groups that share corners. */
function connected({ columns, edges }: Border, indices: readonly number[]): number[][] {
  const parents = indices.map((_, i) => i);
  const rootOf = (i: number) => {
    let at = i;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  };
  const known = new Map<number, number>();
  indices.forEach((index, i) => {
    const { x, y, isUpright } = edges[index];
    const corner = y * (columns + 1) + x;
    for (const end of [corner, corner + (isUpright ? columns + 1 : 1)]) {
      const other = known.get(end);
      if (other === undefined) known.set(end, i);
      else parents[rootOf(i)] = rootOf(other);
    }
  });
  const groups = new Map<number, number[]>();
  indices.forEach((index, i) => {
    const root = rootOf(i);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [index]);
    else group.push(index);
  });
  return [...groups.values()];
}

function stretchOf(
  { border, weights }: Comparison,
  indices: readonly number[],
  panel: number,
  isFound: boolean,
): Stretch {
  let [length, x, y] = [0, 0, 0];
  let [left, right, low, high] = [1, 0, 1, 0];
  for (const i of indices) {
    const [ex, ey] = middleOf(border, border.edges[i]);
    length += weights[i];
    x += weights[i] * ex;
    y += weights[i] * ey;
    [left, right] = [Math.min(left, ex), Math.max(right, ex)];
    [low, high] = [Math.min(low, ey), Math.max(high, ey)];
  }
  const [width, height] = [right - left, high - low];
  return { panel, isFound, length, x: x / length, y: y / length, width, height };
}
