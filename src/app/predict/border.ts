// The measured border of a map: the edges between positions that lie on different sides of the level.

import { type Membership, NEITHER } from "./membership.ts";

/** A place on the map: fractions of its width from the left and of its height from below. */
export type Place = readonly [number, number];

/** One side of one position, between corners of the grid. */
export interface Edge {
  readonly x: number;
  readonly y: number;
  /** Whether it runs upwards from that corner; to the right otherwise. */
  readonly isUpright: boolean;
}

export interface Border {
  readonly columns: number;
  readonly rows: number;
  /** Upright ones column by column, then level ones row by row. */
  readonly edges: readonly Edge[];
}

export function borderOf({ columns, rows, sides }: Membership): Border {
  const edges: Edge[] = [];
  const differ = (a: number, b: number) =>
    sides[a] !== sides[b] && sides[a] !== NEITHER && sides[b] !== NEITHER;
  for (let x = 1; x < columns; x++) {
    for (let y = 0; y < rows; y++) {
      const at = y * columns + x;
      if (differ(at - 1, at)) edges.push({ x, y, isUpright: true });
    }
  }
  for (let y = 1; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      if (differ(at - columns, at)) edges.push({ x, y, isUpright: false });
    }
  }
  return { columns, rows, edges };
}

/** The middle of an edge. */
export function middleOf({ columns, rows }: Border, { x, y, isUpright }: Edge): Place {
  return isUpright ? [x / columns, (y + 0.5) / rows] : [(x + 0.5) / columns, y / rows];
}

/** The length of an edge; the map is 1 wide and 1 high. */
export function lengthOf({ columns, rows }: Border, { isUpright }: Edge): number {
  return 1 / (isUpright ? rows : columns);
}

/** The border as the path of an SVG of a given size; edges in one line become one stroke. */
export function pathOf({ columns, rows, edges }: Border, width: number, height: number): string {
  const strokes: string[] = [];
  const px = (x: number) => ((x / columns) * width).toFixed(1);
  const py = (y: number) => ((1 - y / rows) * height).toFixed(1);
  for (let i = 0; i < edges.length; ) {
    const { x, y, isUpright } = edges[i];
    let length = 0;
    while (i < edges.length) {
      const next = edges[i];
      const goesOn = isUpright
        ? next.x === x && next.y === y + length
        : next.y === y && next.x === x + length;
      if (next.isUpright !== isUpright || !goesOn) break;
      length++;
      i++;
    }
    strokes.push(`M${px(x)} ${py(y)}${isUpright ? `V${py(y + length)}` : `H${px(x + length)}`}`);
  }
  return strokes.join("");
}
