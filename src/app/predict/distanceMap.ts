// How far every place of the map is from the nearest of many others: a grid of exact distances, made once in linear time
// (Felzenszwalb and Huttenlocher 2012), so that neither a long border nor much scribble holds the page up.

import type { Place } from "./border.ts";

/** Places of the grid per side: finer than any hand. */
const SIDE = 320;
/** Farther than anything on the map. */
const FAR = 1e9;

export class DistanceMap {
  private readonly squares = new Float64Array(SIDE * SIDE).fill(FAR);

  constructor(places: Iterable<Place>) {
    for (const place of places) this.squares[gridPlace(place)] = 0;
    const [line, result] = [new Float64Array(SIDE), new Float64Array(SIDE)];
    for (const [step, across] of [
      [1, SIDE],
      [SIDE, 1],
    ]) {
      for (let n = 0; n < SIDE; n++) {
        for (let i = 0; i < SIDE; i++) line[i] = this.squares[n * across + i * step];
        lowerEnvelope(line, result);
        for (let i = 0; i < SIDE; i++) this.squares[n * across + i * step] = result[i];
      }
    }
  }

  /** The distance from a place, as a share of the map's diagonal; Infinity where there is nothing to be near to. */
  at(place: Place): number {
    const square = this.squares[gridPlace(place)];
    return square >= FAR ? Number.POSITIVE_INFINITY : Math.sqrt(square / 2) / SIDE;
  }
}

function gridPlace([x, y]: Place): number {
  const along = (share: number) => Math.min(SIDE - 1, Math.max(0, Math.floor(share * SIDE)));
  return along(y) * SIDE + along(x);
}

/** For every i the least of values[j] + (i − j)²: the lower envelope of parabolas. */
function lowerEnvelope(values: Float64Array, result: Float64Array): void {
  const roots: number[] = [0];
  const starts: number[] = [Number.NEGATIVE_INFINITY];
  for (let j = 1; j < values.length; j++) {
    let start = meeting(values, roots[roots.length - 1], j);
    while (start <= starts[starts.length - 1]) {
      roots.pop();
      starts.pop();
      start = meeting(values, roots[roots.length - 1], j);
    }
    roots.push(j);
    starts.push(start);
  }
  for (let i = 0, k = 0; i < values.length; i++) {
    while (k + 1 < roots.length && starts[k + 1] <= i) k++;
    result[i] = Math.min(FAR, values[roots[k]] + (i - roots[k]) ** 2);
  }
}

/** Where the parabolas of two roots meet. */
function meeting(values: Float64Array, i: number, j: number): number {
  return (values[j] + j * j - values[i] - i * i) / (2 * (j - i));
}
