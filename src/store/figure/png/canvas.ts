// The shapes of a figure as pixels: rectangles, lines and images lie on whole ones, and letters are drawn by a pen.

import type {
  Colour,
  Figure,
  ImageShape,
  LineShape,
  PathShape,
  Pixels,
  RectShape,
  TextShape,
} from "../figure.ts";
import { widthOf } from "../font/measure.ts";
import { inkOf, pathInk } from "./pen.ts";

/** The figure in pixels. @param scale how many of them a CSS pixel is across */
export function painted(figure: Figure, scale: number): Pixels {
  const canvas = new Canvas(Math.ceil(figure.width * scale), Math.ceil(figure.height * scale), scale);
  for (const shape of figure.shapes) {
    if (shape.kind === "rect") canvas.rect(shape);
    else if (shape.kind === "line") canvas.line(shape);
    else if (shape.kind === "image") canvas.image(shape);
    else if (shape.kind === "path") canvas.path(shape);
    else canvas.text(shape);
  }
  return canvas;
}

class Canvas implements Pixels {
  readonly rgba: Uint8Array<ArrayBuffer>;
  /** The same, one number per pixel: whole pixels are copied, whatever the order of their bytes. */
  private readonly packed: Uint32Array<ArrayBuffer>;

  constructor(
    readonly columns: number,
    readonly rows: number,
    private readonly scale: number,
  ) {
    this.packed = new Uint32Array(columns * rows).fill(0xffffffff);
    this.rgba = new Uint8Array(this.packed.buffer);
  }

  rect({ x, y, width, height, fill }: RectShape): void {
    this.fill(x, y, x + width, y + height, fill);
  }

  line({ x1, y1, x2, y2, stroke }: LineShape): void {
    const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
    const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
    const [across, down] = left === right ? [0.5, 0] : [0, 0.5];
    this.fill(left - across, top - down, right + across, bottom + down, stroke);
  }

  image({ x, y, width, height, pixels }: ImageShape): void {
    const [left, top, right, bottom] = this.box(x, y, x + width, y + height);
    const source = new Uint32Array(pixels.rgba.buffer, pixels.rgba.byteOffset, pixels.columns * pixels.rows);
    for (let row = top; row < bottom; row++) {
      const from = Math.floor(((row + 0.5 - top) * pixels.rows) / (bottom - top)) * pixels.columns;
      for (let column = left; column < right; column++) {
        const at = Math.floor(((column + 0.5 - left) * pixels.columns) / (right - left));
        this.packed[row * this.columns + column] = source[from + at];
      }
    }
  }

  path({ pieces, stroke, width }: PathShape): void {
    const { scale } = this;
    const inPixels = pieces.map((piece) => piece.map(([x, y]) => [x * scale, y * scale] as const));
    const ink = pathInk(inPixels, width * scale);
    const colour = channelsOf(stroke);
    for (let row = 0; row < ink.height; row++) {
      for (let column = 0; column < ink.width; column++) {
        const covered = ink.coverage[row * ink.width + column];
        if (covered === 0) continue;
        this.blend(column - ink.originX, row - ink.originY, colour, covered / 255);
      }
    }
  }

  text({ x, y, text, size, anchor, fill, isBold = false, isTurned = false }: TextShape): void {
    const { scale } = this;
    const ink = inkOf(text, size * scale, isBold);
    const before = (anchor === "start" ? 0 : anchor === "middle" ? 0.5 : 1) * widthOf(text, size, isBold);
    // Along the text from its start, and from its baseline downwards.
    const [startX, startY] = isTurned ? [x, y + before] : [x - before, y];
    const [left, base] = [Math.round(startX * scale), Math.round(startY * scale)];
    const colour = channelsOf(fill);
    for (let row = 0; row < ink.height; row++) {
      for (let column = 0; column < ink.width; column++) {
        const covered = ink.coverage[row * ink.width + column];
        if (covered === 0) continue;
        const [along, down] = [column - ink.originX, row - ink.originY];
        if (isTurned) this.blend(left + down, base - 1 - along, colour, covered / 255);
        else this.blend(left + along, base + down, colour, covered / 255);
      }
    }
  }

  private fill(left: number, top: number, right: number, bottom: number, fill: Colour): void {
    const [from, first, to, last] = this.box(left, top, right, bottom);
    const [colour] = new Uint32Array(Uint8Array.from([...channelsOf(fill), 255]).buffer);
    for (let y = first; y < last; y++)
      this.packed.fill(colour, y * this.columns + from, y * this.columns + to);
  }

  /** The whole pixels nearest to a rectangle. */
  private box(...sides: readonly [left: number, top: number, right: number, bottom: number]) {
    const [left, top, right, bottom] = sides.map((side) => Math.round(side * this.scale));
    return [
      Math.max(0, left),
      Math.max(0, top),
      Math.min(this.columns, right),
      Math.min(this.rows, bottom),
    ] as const;
  }

  private blend(x: number, y: number, colour: readonly number[], share: number): void {
    if (x < 0 || y < 0 || x >= this.columns || y >= this.rows) return;
    const at = 4 * (y * this.columns + x);
    for (let channel = 0; channel < 3; channel++) {
      const under = this.rgba[at + channel];
      this.rgba[at + channel] = Math.round(under + (colour[channel] - under) * share);
    }
  }
}

function channelsOf(colour: Colour): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
