// One curve of a slice plot: its lines, and at the edges what has no place on the scale.

import { piecesOf } from "./pieces.ts";
import type { Place } from "./SlicePlot.tsx";
import type { ValueScale } from "./valueScale.ts";

/** Marks of several curves lie beside each other, so many pixels apart. */
const LANE = 3;
const LANES = 6;

export function CurvePieces({
  values,
  there,
  scale,
  place,
  columns,
  lane,
  name,
  dashes,
  shift,
  isStepped,
}: {
  values: Float64Array;
  there: Uint8Array;
  scale: ValueScale;
  place: Place;
  columns: number;
  /** Which of the lanes at the edges is this curve's. */
  lane: number;
  name: string;
  dashes: string;
  /** How far down the curve is drawn of where it lies, in CSS pixels: names on one line would cover each other. */
  shift: number;
  /** Whether the values are names, between which nothing lies. */
  isStepped: boolean;
}) {
  const { lines, marks } = piecesOf(values, there, scale.hasPlace, columns);
  const offset = 2 + (lane % LANES) * LANE;
  const half = 0.35;
  const yOf = { lowest: place.bottom - offset, highest: place.top + offset, nan: place.bottom - offset };
  const path = lines.map((line) => (isStepped ? stepsOf(line, place, shift) : lineOf(line, place))).join("");
  return (
    <g class={name}>
      <path class="slice-line" d={path} stroke-dasharray={dashes} />
      {marks.map(({ from, to, kind }) => (
        <line
          key={from}
          class={`slice-edge slice-${kind}`}
          x1={Math.max(place.left, place.x(from - half))}
          x2={Math.min(place.right, place.x(to + half))}
          y1={yOf[kind]}
          y2={yOf[kind]}
        />
      ))}
    </g>
  );
}

type Points = readonly (readonly [position: number, value: number])[];

function lineOf(line: Points, { x, y }: Place): string {
  const points = line.map(([at, value]) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`);
  // A single point between two gaps is a dot, not nothing.
  return points.length === 1 ? `M${points[0]}h0.01` : `M${points.join("L")}`;
}

/** From the left end of every cell to its right end. */
function stepsOf(line: Points, { x, y }: Place, shift: number): string {
  const steps = line.map(
    ([at, value]) => `${x(at - 0.5).toFixed(1)} ${(y(value) + shift).toFixed(1)}H${x(at + 0.5).toFixed(1)}`,
  );
  return `M${steps.join("L")}`;
}
