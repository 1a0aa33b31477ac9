// The first visit: something telling is on the screen at once, without a GPU and without a word in the console.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Pixel, pictureOf, pixelAt } from "./picture.ts";
import { phase, Site } from "./site.ts";

/** What the issue promises on two cores without a GPU. */
const FIRST_MAP_MS = 3000;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const isMap = ({ drawn, colours }: { drawn: number; colours: number }) => drawn > 0.9 && colours >= 20;
const isPurple = ([red, , blue]: Pixel) => blue > red + 30;
const isOrange = ([red, , blue]: Pixel) => red > blue + 30;

describe("the first visit", () => {
  test("shows a map within three seconds of the start of loading", async () => {
    const { page, complaints } = await site.visit();
    const deadline = performance.now() + 20_000;
    while (!isMap(await pictureOf(page)) && performance.now() < deadline) await page.waitForTimeout(20);
    const elapsed = await page.evaluate(() => performance.now());
    console.log(`first map after ${Math.round(elapsed)} ms`);
    expect(isMap(await pictureOf(page))).toBe(true);
    expect(elapsed).toBeLessThan(FIRST_MAP_MS);
    expect(await page.textContent('[data-testid="story"]')).toContain("vanishes");
    await phase(page, "done");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("is purple where the gradient vanishes and orange where it explodes", async () => {
    const { page } = await site.visit();
    await phase(page, "done");
    await page.waitForTimeout(200);
    const [vanishing, exploding] = [await pixelAt(page, 200, 89), await pixelAt(page, 310, 89)];
    expect(isPurple(vanishing)).toBe(true);
    expect(isOrange(exploding)).toBe(true);
    // The control: each test of a colour refuses the other's pixel.
    expect(isPurple(exploding) || isOrange(vanishing)).toBe(false);
    await page.context().close();
  });

  test("an empty canvas, or one of a single colour, is not taken for a map", () => {
    expect(isMap({ drawn: 0, colours: 0 })).toBe(false);
    expect(isMap({ drawn: 1, colours: 1 })).toBe(false);
  });

  test("works where the browser has no WebGPU, and says so", async () => {
    const plain = await Site.open({ webgpu: false });
    const { page, complaints } = await plain.visit();
    await phase(page, "done");
    const engine = await page.textContent('[data-testid="engine"]');
    expect(engine).toContain("Engine reference");
    expect(isMap(await pictureOf(page))).toBe(true);
    // Asked for by name, it is not quietly replaced.
    await page.getByLabel("Engine").selectOption("webgpu");
    await phase(page, "failed");
    expect(await page.textContent('[data-testid="progress"]')).toContain("webgpu is not available here");
    await page.getByLabel("Engine").selectOption("auto");
    await phase(page, "done");
    expect(complaints).toEqual([]);
    await plain.close();
  });
});
