// What is really on the map's canvas: its pixels, and where its cells lie on the screen.

import type { Page } from "playwright";
import { boxOf } from "./site.ts";

/** A colour as red, green, blue, alpha. */
export type Pixel = readonly [number, number, number, number];

/** Share of drawn pixels and number of different colours of a canvas; a copy is read, which leaves the original fast. */
export function pictureOf(page: Page): Promise<{ drawn: number; colours: number }> {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas");
    if (canvas === null) return { drawn: 0, colours: 0 };
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d", { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
    context.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    const shown = pixels.filter((pixel) => pixel !== 0);
    return { drawn: shown.length / pixels.length, colours: new Set(shown).size };
  });
}

/** The pixel of a cell; y counts upwards. */
export function pixelAt(page: Page, x: number, y: number): Promise<Pixel> {
  return page.evaluate(
    ([column, row]) => {
      const canvas = document.querySelector("canvas") as HTMLCanvasElement;
      const copy = new OffscreenCanvas(1, 1);
      const context = copy.getContext("2d", {
        willReadFrequently: true,
      }) as OffscreenCanvasRenderingContext2D;
      context.drawImage(canvas, -column, -(canvas.height - 1 - row));
      return Array.from(context.getImageData(0, 0, 1, 1).data) as unknown as Pixel;
    },
    [x, y] as const,
  );
}

/** Where the middle of a cell lies in the window, in one of the panels; y counts upwards. */
export async function placeOf(
  page: Page,
  cell: { x: number; y: number },
  grid: { columns: number; rows: number },
  panel = 0,
): Promise<{ x: number; y: number }> {
  const box = await boxOf(page.locator("canvas").nth(panel));
  return {
    x: box.x + ((cell.x + 0.5) / grid.columns) * box.width,
    y: box.y + (1 - (cell.y + 0.5) / grid.rows) * box.height,
  };
}

/** The colours of the first panel as one number. */
export async function fingerprintOf(page: Page): Promise<number> {
  return (await fingerprintsOf(page))[0];
}

/** The colours of each panel's whole picture as one number: two pictures that differ anywhere have two of them. */
export function fingerprintsOf(page: Page): Promise<number[]> {
  return page.locator("canvas").evaluateAll((all) =>
    all.map((element) => {
      const canvas = element as HTMLCanvasElement;
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext("2d", {
        willReadFrequently: true,
      }) as OffscreenCanvasRenderingContext2D;
      context.drawImage(canvas, 0, 0);
      const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      return pixels.reduce((hash, pixel) => (Math.imul(hash, 31) + pixel) >>> 0, pixels.length);
    }),
  );
}
