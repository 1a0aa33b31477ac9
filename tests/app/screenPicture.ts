// Pictures of the screens: taken without what varies, made small, and compared by what an eye would see from afar.

import type { Page } from "playwright";
import { VARYING } from "./screens.ts";

/** Pictures are kept this wide: a quarter of a wide window, half of a narrow one. */
export const keptWidth = (width: number) => (width > 1000 ? width / 4 : width / 2);

/**
 * Two pictures are looked at through a blur this wide, in their pixels. Fonts and software rasterisers differ from machine
 * to machine by the shape of letters, by smoothed edges and by a line of text that is a few pixels longer: a letter is two
 * kept pixels high, and what is left of such differences behind a blur of three is a shade of grey.
 */
const BLUR = 3;
/** Out of 255: what a colour of the map or a missing panel exceeds, and the edge of a letter behind the blur does not. */
const SHADE = 24;
/**
 * The share of a picture that may differ more. The list of kept sweeps and the idle bench, both of them mostly empty, are 2 %
 * apart, and every other pair of screens is further; what differs from run to run is measured and printed by the test.
 */
export const MOST_APART = 0.015;

/** Out of 255, per channel: where the map is scaled to the screen, neighbours a point apart share a pixel. */
export const SAME_COLOUR = 12;

/** What the window shows, as a PNG, with all that varies hidden. */
export async function pictured(page: Page, sight?: string): Promise<string> {
  await page.evaluate(
    async ([hidden, target]) => {
      for (const element of document.querySelectorAll<HTMLElement>(hidden)) {
        element.style.setProperty("visibility", "hidden");
        // Otherwise longer numbers would move what is below them.
        element.style.setProperty("white-space", "nowrap");
        element.style.setProperty("overflow", "hidden");
      }
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      if (target === "") scrollTo(0, 0);
      else document.querySelector(target)?.scrollIntoView();
      for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    },
    [VARYING.join(), sight ?? ""] as const,
  );
  return (await page.screenshot({ animations: "disabled", caret: "hide" })).toString("base64");
}

/** A picture made smaller, as a PNG; `page` is any page, which does the work. */
export function shrunk(page: Page, png: string, width: number): Promise<string> {
  return page.evaluate(
    async ([data, across]) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(across, Math.round((picture.height * across) / picture.width));
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no context");
      context.imageSmoothingQuality = "high";
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
      return btoa(Array.from(small, (byte) => String.fromCharCode(byte)).join(""));
    },
    [png, width] as const,
  );
}

/** The share of two pictures that is not alike, behind a blur; 1 where their sizes differ. */
export function apart(page: Page, one: string, other: string): Promise<number> {
  return page.evaluate(
    async ([pictures, blur, shade]) => {
      const read = async (data: string) => {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
        if (context === null) throw new Error("no context");
        context.filter = `blur(${blur}px)`;
        context.drawImage(picture, 0, 0);
        return context.getImageData(0, 0, picture.width, picture.height);
      };
      const [a, b] = [await read(pictures[0]), await read(pictures[1])];
      if (a.width !== b.width || a.height !== b.height) return 1;
      let count = 0;
      for (let i = 0; i < a.data.length; i += 4) {
        if ([0, 1, 2].some((k) => Math.abs(a.data[i + k] - b.data[i + k]) > shade)) count++;
      }
      return count / (a.width * a.height);
    },
    [[one, other], BLUR, SHADE] as const,
  );
}
