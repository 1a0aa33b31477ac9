// The gallery: pictures that are really computed here, one click away from the whole map, beside a sweep that runs on.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PresetName, presets } from "../../src/app/presets/index.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { violations } from "./axe.ts";
import { phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** Every preset but the slowest is drawn within this, also on a loaded machine. */
const DRAWN_MS = 20_000;

const cards = '[data-testid="preset-card"]';

/** How many colours each of some cards' pictures has, and the share of their pixels that is drawn. */
function picturesOf(page: Page, selector: string): Promise<{ colours: number; drawn: number }[]> {
  return page.locator(selector).evaluateAll((all) =>
    all.map((card) => {
      const canvas = card.querySelector("canvas") as HTMLCanvasElement;
      // A copy is read, which leaves the original fast.
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext("2d", {
        willReadFrequently: true,
      }) as OffscreenCanvasRenderingContext2D;
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const pixels = [...new Uint32Array(data.buffer)];
      return {
        colours: new Set(pixels).size,
        drawn: pixels.filter((pixel) => pixel >>> 24 === 255).length / pixels.length,
      };
    }),
  );
}

/** Scrolls through all cards until every picture is computed. */
async function seeAll(page: Page): Promise<void> {
  const deadline = performance.now() + 3 * DRAWN_MS;
  const missing = page.locator(`${cards}:not([data-thumbnail="done"])`);
  while ((await missing.count()) > 0 && performance.now() < deadline) {
    await missing
      .first()
      .scrollIntoViewIfNeeded({ timeout: 1000 })
      .catch(() => undefined);
    await page.waitForTimeout(100);
  }
  // The last values are drawn in the frame after the one that brought them.
  await page.waitForTimeout(100);
}

/** A sweep of some tens of seconds. */
const SLOW = {
  model: { hidden: 24 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: 400 },
    { param: "task.unroll", from: 100, to: 300, count: 201 },
  ],
};

/** How many networks of the sweep that runs are done, once some are. */
async function doneOf(page: Page): Promise<number> {
  const progress = page.locator('[data-testid="progress"][data-phase="running"]', {
    hasText: /^[1-9].* of /,
  });
  const text = (await progress.textContent()) ?? "";
  return Number(text.replace(/ of .*/, "").replace(/\D/g, ""));
}

describe("the gallery", () => {
  test.each([
    ["light", 1440, 900],
    ["dark", 390, 844],
  ] as const)(
    "draws a picture of every preset in %s at %i pixels, and axe finds nothing",
    async (colorScheme, width, height) => {
      const { page, complaints } = await site.visit("#gallery", {
        colorScheme,
        viewport: { width, height },
      });
      await page.waitForSelector(cards);
      expect(await page.locator(cards).count()).toBe(Object.keys(presets).length);
      // The control: before a picture is computed, its canvas is not taken for one.
      const [last] = (await picturesOf(page, cards)).slice(-1);
      expect(last.colours).toBe(1);
      await seeAll(page);
      for (const { colours, drawn } of await picturesOf(page, cards)) {
        expect(colours).toBeGreaterThanOrEqual(3);
        expect(drawn).toBeGreaterThan(0.9);
      }
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test("opens a preset by keyboard, and its map is computed", async () => {
    const { page, complaints } = await site.visit("#gallery");
    const name: PresetName = "relu";
    await page.getByRole("link", { name: presets[name].title }).focus();
    await page.keyboard.press("Enter");
    await phase(page, "done");
    expect(await page.textContent('[data-testid="story"]')).toContain(presets[name].story[0]);
    await page.goBack();
    await page.waitForSelector(cards);
    expect(await page.title()).toBe("Gallery · Vanishing Point");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("is reached from the presets, and the sweep on the map runs on meanwhile", async () => {
    const slow = (seed: number) => `#${formatAddress({ spec: soundSpec({ ...SLOW, seed }), view: {} })}`;
    const { page, complaints } = await site.visit(slow(1));
    const before = await doneOf(page);
    await page.getByRole("link", { name: "All presets…" }).click();
    await page.waitForSelector(`${cards}[data-thumbnail="done"]`, { timeout: DRAWN_MS });
    await page.getByRole("link", { name: "Map", exact: true }).click();
    const after = await doneOf(page);
    expect(after).toBeGreaterThan(before);
    // The control: a sweep that is begun anew has less.
    await page.goto(site.address(slow(2)));
    expect(await doneOf(page)).toBeLessThan(after);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
