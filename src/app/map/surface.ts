// Where a painter's pixels go. A canvas with more pixels than its place on the screen would be shown without some of its
// columns, and a single bright cell might be lost; so it gets no more than there is room for, and all have a part in those.

import type { PixelBox } from "./raster.ts";

/** How many pixels of the screen there are for a picture. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Chooses the colour, packed as in an image, for a box of the picture's pixels. */
export type ColourOf = (left: number, top: number, right: number, bottom: number) => number;

/** A smaller pixel is the mean of those around it; this many beyond a box's edge take part in it. */
const MARGIN = 2;

export class Surface {
  private readonly target: CanvasRenderingContext2D | null;
  /** The picture in all its pixels, where the canvas has fewer. */
  private readonly whole: CanvasRenderingContext2D | null;

  /**
   * @param width of the picture, in its own pixels
   * @param height the same
   */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly width: number,
    private readonly height: number,
    room: Room,
  ) {
    canvas.width = Math.min(width, Math.max(1, Math.round(room.width)));
    canvas.height = Math.min(height, Math.max(1, Math.round(room.height)));
    this.target = canvas.getContext("2d");
    const isSmaller = canvas.width < width || canvas.height < height;
    this.whole = isSmaller ? contextOf(width, height) : null;
    if (this.target !== null) this.target.imageSmoothingQuality = "high";
  }

  /** Whether it still suits its place on the screen. */
  fits(room: Room): boolean {
    const suits = (pixels: number, own: number, there: number) =>
      pixels === Math.min(own, Math.max(1, Math.round(there)));
    return (
      suits(this.canvas.width, this.width, room.width) && suits(this.canvas.height, this.height, room.height)
    );
  }

  /**
   * Shows a box of the picture.
   * @param colourOf what a pixel of the canvas shows of those it covers; their mean colour where it is null
   */
  put(image: ImageData, { left, top, right, bottom }: PixelBox, colourOf: ColourOf | null): void {
    const { whole, target, canvas } = this;
    (whole ?? target)?.putImageData(image, 0, 0, left, top, right - left, bottom - top);
    if (whole === null || target === null) return;
    // Whole pixels of the canvas, so that boxes side by side leave no seam.
    const [across, down] = [this.width / canvas.width, this.height / canvas.height];
    const x = Math.max(0, Math.floor(left / across) - MARGIN);
    const y = Math.max(0, Math.floor(top / down) - MARGIN);
    const w = Math.min(canvas.width, Math.ceil(right / across) + MARGIN) - x;
    const h = Math.min(canvas.height, Math.ceil(bottom / down) + MARGIN) - y;
    if (colourOf !== null) {
      const small = target.createImageData(w, h);
      const packed = new Uint32Array(small.data.buffer);
      for (let at = 0; at < w * h; at++) {
        const [i, j] = [x + (at % w), y + Math.floor(at / w)];
        const [end, low] = [Math.ceil((i + 1) * across), Math.ceil((j + 1) * down)];
        packed[at] = colourOf(
          Math.floor(i * across),
          Math.floor(j * down),
          Math.min(this.width, end),
          Math.min(this.height, low),
        );
      }
      target.putImageData(small, x, y);
      return;
    }
    target.clearRect(x, y, w, h);
    target.drawImage(whole.canvas, x * across, y * down, w * across, h * down, x, y, w, h);
  }

  clear(): void {
    this.target?.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }
}

function contextOf(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext("2d");
}
