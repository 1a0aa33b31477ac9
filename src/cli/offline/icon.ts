// The icon of the installed page: a road that runs to its vanishing point, in the colours of the map.

import { encodePng } from "../../store/figure/png/encode.ts";

type Colour = readonly [number, number, number];
type Place = readonly [number, number];

const GROUND: Colour = [0x54, 0x27, 0x88];
const LINE: Colour = [0xfd, 0xb8, 0x63];
/** Strokes in a square of 1 × 1, well inside the circle that systems may cut out of it. */
const STROKES: readonly (readonly [Place, Place])[] = [
  [
    [0.26, 0.74],
    [0.5, 0.24],
  ],
  [
    [0.5, 0.24],
    [0.74, 0.74],
  ],
  [
    [0.5, 0.24],
    [0.5, 0.74],
  ],
];
const HALF_WIDTH = 0.032;

/** The icon as a PNG of so many pixels a side. */
export function iconPng(side: number): Uint8Array {
  const rgba = new Uint8Array(4 * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at: Place = [(x + 0.5) / side, (y + 0.5) / side];
      const distance = Math.min(...STROKES.map(([from, to]) => distanceTo(at, from, to)));
      // One pixel of the edge is a mixture.
      const share = Math.min(1, Math.max(0, (HALF_WIDTH - distance) * side + 0.5));
      const mixed = GROUND.map((ground, i) => Math.round(ground + share * (LINE[i] - ground)));
      rgba.set([...mixed, 255], 4 * (y * side + x));
    }
  }
  return encodePng({ columns: side, rows: side, rgba }, new Map(), 96);
}

function distanceTo([x, y]: Place, [x0, y0]: Place, [x1, y1]: Place): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}
