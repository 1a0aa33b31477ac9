// The cell under the pointer or the keyboard's cursor, and what a key does to it.

/** A cell of the map: positions along the first and the second axis, and in which of the panels. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly panel: number;
}

/** The cursor, and which hand moves it: only the keyboard's moves are spoken aloud. */
export interface Cursor extends Cell {
  readonly by: "pointer" | "keyboard";
}

const BIG_STEP = 10;

/** The cell that a key leads to, or null where the key means nothing here. */
export function movedBy(key: string, shift: boolean, from: Cell, columns: number, rows: number): Cell | null {
  const step = shift ? BIG_STEP : 1;
  const to = (x: number, y: number): Cell => ({
    panel: from.panel,
    x: Math.min(columns - 1, Math.max(0, x)),
    y: Math.min(rows - 1, Math.max(0, y)),
  });
  switch (key) {
    case "ArrowLeft":
      return to(from.x - step, from.y);
    case "ArrowRight":
      return to(from.x + step, from.y);
    case "ArrowUp":
      return to(from.x, from.y + step);
    case "ArrowDown":
      return to(from.x, from.y - step);
    case "PageUp":
      return to(from.x, from.y + BIG_STEP);
    case "PageDown":
      return to(from.x, from.y - BIG_STEP);
    case "Home":
      return to(0, from.y);
    case "End":
      return to(columns - 1, from.y);
    default:
      return null;
  }
}

/** The cell at a place inside a panel's picture; x and y as fractions from its left and bottom. */
export function cellAt(x: number, y: number, panel: number, columns: number, rows: number): Cell | null {
  if (x < 0 || x >= 1 || y < 0 || y >= 1) return null;
  return { x: Math.floor(x * columns), y: Math.floor(y * rows), panel };
}
