// A drawing over the map, as a link carries it: lines through points in thousandths of the map's width and height, so that
// it means the same on every screen.

/** One line: the panel it is drawn in, then x, y of each of its points; x from the left, y from the bottom. */
export type Stroke = readonly number[];
export type Drawing = readonly Stroke[];

/** The map's width and its height. */
export const DRAWING_SIZE = 1000;
/** More lines than this are scribble, … */
export const MOST_STROKES = 50;
/** … and more points would make a link that no mail carries. */
export const MOST_DRAWN_POINTS = 800;

/** What a drawing is, in words. */
export const DRAWING_RULE = `a list of 1 to ${MOST_STROKES} lines [panel,x,y,x,y,…] of at least two points, integers from 0 to ${DRAWING_SIZE} from the map’s lower left corner, at most ${MOST_DRAWN_POINTS} points in all, e.g. [[0,250,0,250,1000]]`;

/** Whether a value is a drawing. */
export function isDrawing(x: unknown): x is Drawing {
  if (!Array.isArray(x) || x.length === 0 || x.length > MOST_STROKES || !x.every(isStroke)) return false;
  return pointsIn(x) <= MOST_DRAWN_POINTS;
}

/** How many points the lines of a drawing have. */
export function pointsIn(drawing: Drawing): number {
  return drawing.reduce((sum, stroke) => sum + (stroke.length - 1) / 2, 0);
}

function isStroke(x: unknown): x is Stroke {
  // A stroke is not gone through before its length is known to be sound.
  if (!Array.isArray(x) || x.length < 5 || x.length % 2 === 0 || x.length > 2 * MOST_DRAWN_POINTS + 1)
    return false;
  return x.every((value) => Number.isInteger(value) && value >= 0 && value <= DRAWING_SIZE);
}
