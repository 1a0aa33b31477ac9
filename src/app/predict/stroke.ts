// From a hand's many points to a line of a drawing, which has only as many as its shape needs, and back.

import {
  DRAWING_SIZE,
  type Drawing,
  MOST_DRAWN_POINTS,
  MOST_STROKES,
  pointsIn,
  type Stroke,
} from "../../sweep/drawing.ts";
import type { Place } from "./border.ts";
import type { Line } from "./score.ts";

/** A line may stray so far from the hand's, in thousandths of the map … */
const STRAY = 2;
/** … and further where there is no room for all of its points. */
const COARSEST = 40;
/** A touch that moved less than this share of the map drew nothing. */
const SHORTEST = 0.008;

/** A drawing with one more line, or the drawing as it is where the line is a mere touch or there is no room for it. */
export function withStroke(drawing: Drawing, panel: number, line: Line): Drawing {
  if (!isLong(line) || drawing.length === MOST_STROKES) return drawing;
  const points = line.map(([x, y]): Place => [inThousandths(x), inThousandths(y)]);
  const room = MOST_DRAWN_POINTS - pointsIn(drawing);
  for (let stray = STRAY; stray <= COARSEST; stray *= 2) {
    const kept = simplified(points, stray);
    if (kept.length <= room) return [...drawing, [panel, ...kept.flat()]];
  }
  return drawing;
}

/** Whether a line is one: a touch that hardly moved is none. */
export function isLong(line: Line): boolean {
  const length = line.reduce((sum, [x, y], i) => {
    const [fromX, fromY] = line[Math.max(0, i - 1)];
    return sum + Math.hypot(x - fromX, y - fromY);
  }, 0);
  return length >= SHORTEST;
}

/** The lines of a drawing in one panel. */
export function linesIn(drawing: Drawing, panel: number): Line[] {
  return drawing.filter(([own]) => own === panel).map(lineOf);
}

function lineOf([, ...numbers]: Stroke): Line {
  return Array.from({ length: numbers.length / 2 }, (_, i): Place => {
    const [x, y] = numbers.slice(2 * i);
    return [x / DRAWING_SIZE, y / DRAWING_SIZE];
  });
}

function inThousandths(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * DRAWING_SIZE);
}

/** Leaves out points that no line between the remaining ones strays from by more than so much (Douglas and Peucker 1973). */
function simplified(points: readonly Place[], stray: number): Place[] {
  const kept = new Set([0, points.length - 1]);
  const open: [number, number][] = [[0, points.length - 1]];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part;
    let farthest = -1;
    let most = stray;
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToSegment(points[i], points[from], points[to]);
      if (distance <= most) continue;
      most = distance;
      farthest = i;
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => kept.has(i));
}

function distanceToSegment([x, y]: Place, [ax, ay]: Place, [bx, by]: Place): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
