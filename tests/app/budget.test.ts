// The JavaScript that the page fetches before its first map stands, weighed as it travels; what comes later comes in time.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { phase, Site } from "./site.ts";

/** The page, its workers and all that they import, each file once. */
const BUDGET_BYTES = 150_000;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** What scripts weigh compressed, each of them once. */
function weightOf(names: readonly string[]): number {
  const scripts = [...new Set(names)].filter((name) => name.endsWith(".js"));
  return scripts.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(inject("builtPage"), name))).length,
    0,
  );
}

/** Lets the page note the moment at which its map first stands, milliseconds since 1970: frame by frame, as somebody would see it. */
function watchMap(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const look = () => {
      const canvas = document.querySelector("canvas");
      const copy = new OffscreenCanvas(16, 16).getContext("2d", { willReadFrequently: true });
      if (canvas !== null && canvas.width > 0) copy?.drawImage(canvas, 0, 0, 16, 16);
      const pixels = new Uint32Array(copy?.getImageData(0, 0, 16, 16).data.buffer ?? new ArrayBuffer(0));
      const drawn = pixels.filter((pixel) => pixel !== 0).length;
      if (drawn < 0.9 * 256) requestAnimationFrame(look);
      else Object.assign(window, { mapStoodAt: Date.now() });
    };
    requestAnimationFrame(look);
  });
}

describe("before the first map", () => {
  test("no more is fetched than fits the budget; the form, the plots and all pages come by themselves once it stands", async () => {
    const { page, complaints } = await site.visit("", {}, watchMap);
    await phase(page, "done");
    await page.getByRole("heading", { name: "Axes" }).waitFor();
    await page.getByText("Trust", { exact: true }).waitFor();
    await expect
      .poll(() => site.requested.some(({ name }) => name.includes("BenchPage")), { timeout: 20_000 })
      .toBe(true);
    const stood = await page.evaluate(() => (window as unknown as { mapStoodAt: number }).mapStoodAt);
    const before = site.requested.filter(({ at }) => at < stood).map(({ name }) => name);
    const [first, all] = [weightOf(before), weightOf(site.requested.map(({ name }) => name))];
    console.log(`JavaScript before the first map: ${(first / 1000).toFixed(1)} kB compressed`);
    expect(first).toBeLessThan(BUDGET_BYTES);
    // The control: the scale sees the page, its workers, and what comes later, with which it would have been too much.
    const kinds = ["index", "worker"].map((kind) =>
      before.some((name) => name.includes(kind) && name.endsWith(".js")),
    );
    expect(kinds).toEqual([true, true]);
    expect(all).toBeGreaterThan(BUDGET_BYTES);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a part that cannot be fetched says so, and comes when it is tried again", async () => {
    const before = site.requested.length;
    const { page } = await site.visit("", {}, (opened) =>
      opened.route("**/KeptPage*.js", (route) => route.abort()),
    );
    await phase(page, "done");
    await page.getByRole("navigation").getByRole("link", { name: "Kept" }).click();
    const told = page.getByTestId("not-fetched");
    await told.waitFor();
    expect(await told.textContent()).toContain("The list of kept sweeps could not be fetched");
    // The page has then tried all its parts by itself, and fetches this one only where somebody asks for it.
    await expect
      .poll(() => site.requested.slice(before).some(({ name }) => name.includes("GalleryPage")), {
        timeout: 20_000,
      })
      .toBe(true);
    await page.unroute("**/KeptPage*.js");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Sweeps kept in this browser" }).waitFor();
    expect(await told.count()).toBe(0);
    await page.context().close();
  });
});
