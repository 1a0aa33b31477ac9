// A sweep under way: it can be paused, resumed, cancelled and replaced.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presets } from "../../src/app/presets/index.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { pictureOf } from "./picture.ts";
import { phase, runAgain, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

/** Some twenty seconds of work for two cores and the reference. */
const long = soundSpec({
  model: { hidden: 16 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: 300 },
    { param: "task.unroll", from: 1, to: 100, count: 100 },
  ],
  metrics: ["logGradientRatio", "loss", "saturation"],
});
/** The same for kernels, which are many times as fast. */
const longForKernels = soundSpec({
  ...long,
  model: { hidden: 128 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: 300 },
    { param: "task.unroll", from: 1, to: 200, count: 100 },
  ],
});
const longLinks = [
  ["reference", `#${formatAddress({ spec: long, view: { engine: "reference" } })}`],
  ["cpu", `#${formatAddress({ spec: longForKernels, view: { engine: "cpu" } })}`],
] as const;

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

async function doneCount(page: Page): Promise<number> {
  return Number(await page.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).value));
}

/**
 * The count once it has stood still for two seconds, which it has to within twenty. Each engine's thread still has a tile
 * under way, and a machine that others use too may let one of them wait for a while.
 */
async function settledCount(page: Page): Promise<number> {
  for (let look = 0; look < 10; look++) {
    const before = await doneCount(page);
    await page.waitForTimeout(2000);
    if ((await doneCount(page)) === before) return before;
  }
  throw new Error("the sweep does not stand still");
}

describe("a sweep under way", () => {
  test.each(longLinks)(
    "on %s pauses at once, resumes where it was, and cancels at once",
    async (engine, link) => {
      const { page, complaints } = await site.visit(link);
      await page.waitForFunction(() => (document.querySelector("progress") as HTMLProgressElement).value > 0);
      expect(await page.textContent('[data-testid="engine"]')).toContain(`Engine ${engine}:`);
      await page.getByRole("button", { name: "Pause" }).click();
      await phase(page, "paused", 2000);
      // Tiles that were under way may still come in; after that nothing moves.
      const pausedAt = await settledCount(page);
      const picture = await pictureOf(page);
      await page.waitForTimeout(700);
      expect(await doneCount(page)).toBe(pausedAt);
      expect(await pictureOf(page)).toEqual(picture);
      await page.getByRole("button", { name: "Resume" }).click();
      // The control: running again, the count does move.
      await page.waitForFunction(
        (before) => (document.querySelector("progress") as HTMLProgressElement).value > before,
        pausedAt,
      );
      await page.waitForFunction(() =>
        /networks\/s · .* left/.test(document.querySelector(".progress-text")?.textContent ?? ""),
      );
      await page.getByRole("button", { name: "Cancel" }).click();
      await phase(page, "cancelled", 2000);
      const cancelledAt = await doneCount(page);
      await page.waitForTimeout(500);
      expect(await doneCount(page)).toBe(cancelledAt);
      expect(cancelledAt).toBeLessThan(30_000);
      // One that ran for long enough to be kept goes on from where it was.
      await runAgain(page);
      await phase(page, "running", 5000);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test.each(longLinks)(
    "on %s gives way to the next one, and nothing of it is left on the map",
    async (_, link) => {
      const { page, complaints } = await site.visit(link);
      await page.waitForFunction(() => (document.querySelector("progress") as HTMLProgressElement).value > 0);
      await page.locator(".preset", { hasText: presets.initialisers.title }).click();
      await phase(page, "done");
      expect(await page.textContent('[data-testid="progress"]')).toContain("805 networks in");
      expect(
        await page
          .locator("canvas")
          .first()
          .evaluate((canvas) => (canvas as HTMLCanvasElement).width),
      ).toBe(161);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
