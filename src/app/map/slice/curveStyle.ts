// How the curves of up to twelve panels are told apart: six colours that every kind of colour vision tells apart (they are
// set in style/slice.css, for light and dark), each once as a solid and once as a dotted line, and a marker of its own.

const COLOURS = 6;

export interface CurveStyle {
  /** The class that holds the colour. */
  readonly name: string;
  /** For `stroke-dasharray`; empty for a solid line. */
  readonly dashes: string;
  /** The marker at the cursor, as a path around 0, 0. */
  readonly marker: string;
}

const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2"] as const;
const MARKERS = [
  "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
  "M-3.6 -3.6h7.2v7.2h-7.2Z",
  "M0 -4.8L4.6 3.6H-4.6Z",
  "M0 -5L5 0L0 5L-5 0Z",
  "M0 4.8L4.6 -3.6H-4.6Z",
  "M-1.4 -4.6h2.8v3.2h3.2v2.8h-3.2v3.2h-2.8v-3.2h-3.2v-2.8h3.2Z",
] as const;

/** The style of the n-th curve; after six the colours come again, with other dashes. */
export function curveStyle(n: number): CurveStyle {
  const round = Math.floor(n / COLOURS) % 2;
  return {
    name: `curve-${n % COLOURS}`,
    dashes: DASHES[(n + round) % DASHES.length],
    marker: MARKERS[(n + 2 * round) % MARKERS.length],
  };
}
