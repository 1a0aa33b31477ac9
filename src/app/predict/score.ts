// The score of a prediction: how near the drawn lines are to the measured border, how much of the border they meet, and
// both in one number. Lengths and distances are those of the map as a square, so that no window changes a score.

import { type Border, lengthOf, middleOf, type Place } from "./border.ts";
import { DistanceMap } from "./distanceMap.ts";

/** A drawn line. */
export type Line = readonly Place[];

/** One panel: what was measured, and what was drawn. */
export interface Predicted {
  readonly border: Border;
  readonly lines: readonly Line[];
}

/** How well a panel's border and lines go together. */
export interface Comparison extends Predicted {
  /** Per edge of the border, what it counts for, as a length, … */
  readonly weights: Float64Array;
  /** … how far it is from the nearest line, as a share of the map's diagonal … */
  readonly away: Float64Array;
  /** … and how near that is: 1 on a line, 0 far off. */
  readonly met: Float64Array;
  /** The lines in short pieces, and how near each is to the border. */
  readonly pieces: readonly Piece[];
}

export interface Piece {
  readonly place: Place;
  readonly length: number;
  readonly met: number;
}

export interface Score {
  /** 0 … 100: the harmonic mean of the other two. */
  readonly score: number;
  /** 0 … 1: how near the lines are to the border. */
  readonly precision: number;
  /** 0 … 1: how much of the border was drawn. */
  readonly recall: number;
  readonly panels: readonly Comparison[];
}

/** Within this share of the map's diagonal a line is on the border: a hand can do no better. */
export const NEAR = 0.01;
/** Beyond this one it has nothing to do with it. */
export const FAR_OFF = 0.06;
/** So many times the border's length may be drawn: more than that is not a line but a filling. */
export const MOST_INK = 2;
/** Parts of the coarse grid, per side. */
const SQUARES = 50;
/** The length of a piece. */
const PIECE = 0.004;

export const SCORE_DEFINITION = `0 … 100, no unit: the harmonic mean of precision and recall, which is high only where both are. A place counts fully within ${NEAR * 100} % of the map’s diagonal (or half a pixel), not at all beyond ${FAR_OFF * 100} %, and evenly less in between. Frayed edges of the border are smoothed, and regions under 0.5 % of the map passed over.`;
export const PRECISION_DEFINITION = `How near your lines are to the measured border, averaged along them; where they are more than ${MOST_INK} times as long as the border, the excess counts as beside it.`;
export const RECALL_DEFINITION =
  "How much of the measured border is near one of your lines, averaged along it.";

/** The score of all panels together: a border in a panel without lines is one that was not found. */
export function scoreOf(panels: readonly Predicted[]): Score {
  const compared = panels.map(comparisonOf);
  const border = sum(compared.flatMap(({ weights }) => [...weights]));
  const found = sum(
    compared.flatMap(({ weights, met }) => Array.from(weights, (weight, i) => weight * met[i])),
  );
  const pieces = compared.flatMap((one) => one.pieces);
  const drawn = sum(pieces.map(({ length }) => length));
  const near = sum(pieces.map(({ length, met }) => length * met));
  // No border and no line is a prediction that came true.
  if (border === 0 && drawn === 0) return { score: 100, precision: 1, recall: 1, panels: compared };
  const ink = Math.min(1, (MOST_INK * border) / (drawn || 1));
  const precision = drawn === 0 ? 0 : (near / drawn) * ink;
  const recall = border === 0 ? 0 : found / border;
  const both = precision + recall;
  const score = both === 0 ? 0 : Math.round((200 * precision * recall) / both);
  return { score, precision, recall, panels: compared };
}

/**
 * What each edge of a border counts for, as a length: a zigzag along a line is as long as the line, so that no part of a coarse
 * grid counts for more than its own side, however much border is in it.
 */
function weightsOf(border: Border): Float64Array {
  const [across, up] = [Math.min(SQUARES, border.columns), Math.min(SQUARES, border.rows)];
  const parts = border.edges.map((edge) => {
    const [x, y] = middleOf(border, edge);
    return Math.floor(y * up) * across + Math.floor(x * across);
  });
  const lengths = new Map<number, number>();
  border.edges.forEach((edge, i) => {
    lengths.set(parts[i], (lengths.get(parts[i]) ?? 0) + lengthOf(border, edge));
  });
  return Float64Array.from(border.edges, (edge, i) => {
    const own = lengthOf(border, edge);
    const all = lengths.get(parts[i]) ?? own;
    return (own / all) * Math.min(all, 1 / (edge.isUpright ? up : across));
  });
}

function comparisonOf({ border, lines }: Predicted): Comparison {
  const { columns, rows, edges } = border;
  // A border that runs along pixels cannot be told from one half a pixel away.
  const near = Math.max(NEAR, Math.hypot(0.5 / columns, 0.5 / rows) / Math.SQRT2);
  const far = near + FAR_OFF - NEAR;
  const closeness = (distance: number) => Math.min(1, Math.max(0, (far - distance) / (far - near)));
  const middles = edges.map((edge) => middleOf(border, edge));
  const fromBorder = new DistanceMap(alongEdges(border));
  const pieces = lines.flatMap(piecesOf).map(({ place, length }) => ({
    place,
    length,
    met: closeness(fromBorder.at(place)),
  }));
  const fromLines = new DistanceMap(pieces.map(({ place }) => place));
  const away = Float64Array.from(middles, (place) => fromLines.at(place));
  const met = away.map(closeness);
  return { border, lines, weights: weightsOf(border), away, met, pieces };
}

/** Places along the border, close enough to each other also where pixels are large. */
function* alongEdges(border: Border): Generator<Place> {
  for (const edge of border.edges) {
    const [x, y] = middleOf(border, edge);
    const length = lengthOf(border, edge);
    const count = Math.ceil(length / PIECE);
    for (let i = 0; i < count; i++) {
      const along = ((i + 0.5) / count - 0.5) * length;
      yield edge.isUpright ? [x, y + along] : [x + along, y];
    }
  }
}

/** A line cut into short pieces. */
function piecesOf(line: Line): { place: Place; length: number }[] {
  return line.slice(1).flatMap(([x, y], i) => {
    const [fromX, fromY] = line[i];
    const length = Math.hypot(x - fromX, y - fromY);
    const count = Math.ceil(length / PIECE);
    return Array.from({ length: count }, (_, n) => {
      const share = (n + 0.5) / count;
      const place: Place = [fromX + share * (x - fromX), fromY + share * (y - fromY)];
      return { place, length: length / count };
    });
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
