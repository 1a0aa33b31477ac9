// The page by keys alone: Tab until something has the focus, and look at every stop whether one can see where one is.

import type { Page } from "playwright";

/** More stops than any page of the lab has. */
const MOST_STOPS = 250;

/** Presses Tab until the focus is on what a selector names; every stop on the way goes through `look`. */
export async function tabTo(
  page: Page,
  selector: string,
  look: (page: Page) => Promise<unknown> = async () => {},
): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab");
    await look(page);
    if (await page.evaluate((its) => document.activeElement?.matches(its) === true, selector)) return;
  }
  throw new Error(`${MOST_STOPS} times Tab did not lead to ${selector}`);
}

/** What is wrong with the looks of the focus: no ring, one too faint to see, or one outside the window; "" for nothing. */
export function focusFault(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    // Behind the last stop the browser's own controls have the focus.
    if (element === null || element === document.body) return "";
    const what = `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent}`.slice(
      0,
      60,
    );
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 2) return `${what}: no ring`;
    const context = new OffscreenCanvas(1, 1).getContext("2d", {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    const light = (colour: string) => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b] = Array.from(context.getImageData(0, 0, 1, 1).data, (byte) => {
        const share = byte / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let ground: Element | null = element.parentElement;
    while (ground !== null && /, 0\)$|transparent/.test(getComputedStyle(ground).backgroundColor))
      ground = ground.parentElement;
    const root = document.documentElement;
    const [ring, behind] = [outlineColor, getComputedStyle(ground ?? root).backgroundColor].map(light);
    const contrast = (Math.max(ring, behind) + 0.05) / (Math.min(ring, behind) + 0.05);
    if (contrast < 3) return `${what}: a ring of contrast ${contrast.toFixed(1)}`;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isSeen = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return isSeen ? "" : `${what}: outside the window`;
  });
}
