// Hatches cells of a map: a mask of them, filled with diagonal lines in black and white, which read on every colour.

/** Distance between the lines, in CSS pixels. */
const SPACING = 9;
/** A single network that was checked is hatched at least this far, in CSS pixels. */
const SMALLEST_SPOT = 9;

/** What is to be hatched: whole cells, and cells of single networks, which may be too small to be seen. */
export interface Hatched {
  readonly columns: number;
  readonly rows: number;
  /** 1 for each cell that is to be hatched, rows upwards; null for none. */
  readonly cells: Uint8Array | null;
  readonly spots: readonly { readonly x: number; readonly y: number }[];
}

/** Draws on a canvas whose pixels are those of the screen. @param density screen pixels per CSS pixel */
export function hatch(
  canvas: HTMLCanvasElement,
  { columns, rows, cells, spots }: Hatched,
  density: number,
): void {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.globalCompositeOperation = "source-over";
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  if (cells !== null) context.drawImage(maskOf(cells, columns, rows), 0, 0, width, height);
  for (const { x, y } of spots) {
    const wide = Math.max(width / columns, SMALLEST_SPOT * density);
    const high = Math.max(height / rows, SMALLEST_SPOT * density);
    const [left, top] = [((x + 0.5) / columns) * width, (1 - (y + 0.5) / rows) * height];
    context.fillRect(left - wide / 2, top - high / 2, wide, high);
  }
  const lines = context.createPattern(linesOf(density), "repeat");
  if (lines === null) return;
  context.globalCompositeOperation = "source-in";
  context.fillStyle = lines;
  context.fillRect(0, 0, width, height);
}

function maskOf(cells: Uint8Array, columns: number, rows: number): OffscreenCanvas {
  const mask = new OffscreenCanvas(columns, rows);
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < columns; x++) {
      if (cells[row * columns + x] === 1) pixels[(rows - 1 - row) * columns + x] = 0xff000000;
    }
  }
  mask.getContext("2d")?.putImageData(image, 0, 0);
  return mask;
}

/** One tile of the pattern: a dark line with a light one beside it. */
function linesOf(density: number): OffscreenCanvas {
  const side = Math.round(SPACING * density);
  const tile = new OffscreenCanvas(side, side);
  const context = tile.getContext("2d");
  if (context === null) return tile;
  const line = (colour: string, width: number, shift: number) => {
    context.strokeStyle = colour;
    context.lineWidth = width * density;
    context.beginPath();
    // Three times, so that the tiles' edges meet.
    for (const turn of [-1, 0, 1]) {
      context.moveTo(turn * side + shift - side, 2 * side);
      context.lineTo(turn * side + shift + 2 * side, -side);
    }
    context.stroke();
  };
  line("#fff", 1.2, 1.5 * density);
  line("#000", 1.2, 0);
  return tile;
}
