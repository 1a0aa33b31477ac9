// Where the names of curves stand: at the curve itself, where there is room inside the map, not over another name, and not over a
// curve. A name for which there is no room is left out: the box that the curve was chosen by has it, too.

/** A place in CSS pixels. */
export type Spot = readonly [x: number, y: number];

/** A curve that wants its name beside it. */
export interface Named {
  readonly label: string;
  readonly pieces: readonly (readonly Spot[])[];
}

/** A name, centred at its place. */
export interface PlacedLabel {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** Of a bold letter of the page on average, and of a line, in CSS pixels. */
const LETTER_WIDTH = 7;
const HEIGHT = 15;
/** Between a name and its curve, and between a name and the map's edge. */
const GAP = 5;
const MARGIN = 2;
/** Where along its curve a name is tried, from the best place on. */
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88, 0.06, 0.94];

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Places for the names of curves on a map of this size.
 * @param widthOf how wide a name is; blank: about as wide as on the page
 */
export function placeLabels(
  curves: readonly Named[],
  width: number,
  height: number,
  widthOf = (label: string) => label.length * LETTER_WIDTH,
): PlacedLabel[] {
  const spots = curves.flatMap(({ pieces }) => pieces.flatMap(dense));
  const taken: Box[] = [];
  return curves.flatMap(({ label, pieces }): PlacedLabel[] => {
    const longest = pieces.reduce(
      (best, piece) => (piece.length > best.length ? piece : best),
      pieces[0] ?? [],
    );
    const half = widthOf(label) / 2;
    for (const [x, y] of candidates(longest, half)) {
      const box = { left: x - half, right: x + half, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
      const isInside =
        box.left >= MARGIN &&
        box.top >= MARGIN &&
        box.right <= width - MARGIN &&
        box.bottom <= height - MARGIN;
      if (!isInside || taken.some((other) => overlap(box, other))) continue;
      if (spots.some(([px, py]) => px > box.left && px < box.right && py > box.top && py < box.bottom))
        continue;
      taken.push(box);
      return [{ label, x, y }];
    }
    return [];
  });
}

/** Beside a curve: right, left, above and below of it, at some of its places. */
function candidates(piece: readonly Spot[], half: number): Spot[] {
  if (piece.length === 0) return [];
  return SHARES.flatMap((share): Spot[] => {
    const [x, y] = piece[Math.round(share * (piece.length - 1))];
    const aside = half + GAP;
    const over = HEIGHT / 2 + GAP;
    return [
      [x + aside, y],
      [x - aside, y],
      [x, y - over],
      [x, y + over],
    ];
  });
}

/** The places of a broken line with more between them where they are far apart. */
function dense(piece: readonly Spot[]): Spot[] {
  return piece.flatMap(([x, y], i): Spot[] => {
    const [fromX, fromY] = piece[Math.max(0, i - 1)];
    const steps = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / (HEIGHT / 2)));
    return Array.from({ length: steps }, (_, k): Spot => {
      const share = (k + 1) / steps;
      return [fromX + share * (x - fromX), fromY + share * (y - fromY)];
    });
  });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
