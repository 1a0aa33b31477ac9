// Which positions of a row a table lists: all of a short one; of a long one those around the cursor, both ends, and the rest
// evenly thinned out.

/** A table of more rows than this is not listened to; … */
export const MOST_ROWS = 64;
/** … of them, so many on each side of the cursor are its very neighbours. */
export const NEIGHBOURS = 8;

/** The positions to be listed of 0 … count − 1, in order, each once. */
export function rowPositions(count: number, at: number): number[] {
  if (count <= MOST_ROWS) return Array.from({ length: count }, (_, i) => i);
  const first = Math.max(0, at - NEIGHBOURS);
  const last = Math.min(count - 1, at + NEIGHBOURS);
  const near = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  // The rest of the row, as if the neighbourhood were cut out of it: its ends, and evenly what lies between.
  const away = count - near.length;
  const listed = MOST_ROWS - near.length;
  const far = Array.from({ length: listed }, (_, i) => {
    const place = Math.round((i * (away - 1)) / (listed - 1));
    return place < first ? place : place + near.length;
  });
  return [...near, ...far].sort((a, b) => a - b);
}
