// While nobody looks: a hidden tab, a closed lid, a window that changes its size in mid-run. Nothing is lost by it.

import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatAddress } from "../../src/sweep/address.ts";
import { pictureOf, placeOf } from "./picture.ts";
import { type OpenedPage, phase, Site } from "./site.ts";
import { same, soundSpec, truthAt } from "./truth.ts";

const grid = { columns: 48, rows: 12 };
/** Several seconds of training for the reference, so that what happens to the page happens in its midst. */
const spec = soundSpec({
  mode: "training",
  model: { hidden: 1 },
  task: { unroll: 6 },
  training: { steps: 1000, targetLoss: 0.02 },
  axes: [
    { param: "init.recurrent.gain", from: -2, to: 2, count: grid.columns },
    { param: "training.learningRate", from: 0.01, to: 3, count: grid.rows, scale: "log" },
  ],
});
const link = `#${formatAddress({ spec, view: { engine: "reference", metric: "finalLoss" } })}`;

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

async function visitRunning(): Promise<OpenedPage> {
  const opened = await site.visit(link);
  await opened.page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 0);
  return opened;
}

/** The whole map is there, and three of its points are what the reference says. */
async function expectWhole(page: Page): Promise<void> {
  await page.waitForTimeout(500);
  expect((await pictureOf(page)).drawn).toBe(1);
  for (const cell of [
    { x: 2, y: 1 },
    { x: 20, y: 4 },
    { x: 40, y: 2 },
  ]) {
    const place = await placeOf(page, cell, grid);
    await page.mouse.move(place.x, place.y);
    const read = Number(await page.locator('[data-testid="readout-value"]').getAttribute("value"));
    const truth = await truthAt(spec, [cell.x, cell.y, 0]);
    const beside = await truthAt(spec, [cell.x - 1, cell.y, 0]);
    expect(same(read, truth.metrics.finalLoss as number)).toBe(true);
    // The control: the point beside it is told apart.
    expect(same(read, beside.metrics.finalLoss as number)).toBe(false);
  }
}

/** What a browser does to a hidden tab: no frames, timers once a second, `document.hidden`. */
const hide = (page: Page) =>
  page.evaluate(() => {
    const held: FrameRequestCallback[] = [];
    const { requestAnimationFrame: frame, setTimeout: timer } = window;
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    window.requestAnimationFrame = (callback) => held.push(callback);
    window.setTimeout = ((callback: () => void, ms = 0) =>
      timer(callback, Math.max(1000, ms))) as typeof window.setTimeout;
    document.dispatchEvent(new Event("visibilitychange"));
    Object.assign(window, {
      unhide: () => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
        Object.assign(window, { requestAnimationFrame: frame, setTimeout: timer });
        document.dispatchEvent(new Event("visibilitychange"));
        for (const callback of held) frame.call(window, callback);
      },
    });
  });

test("a hidden tab goes on with its sweep, and shows all of it when it is seen again", async () => {
  const { page, complaints } = await visitRunning();
  await hide(page);
  await phase(page, "done", 60_000);
  // The control: without frames the picture did stand still meanwhile.
  expect((await pictureOf(page)).drawn).toBeLessThan(1);
  await page.evaluate(() => (window as unknown as { unhide(): void }).unhide());
  await expectWhole(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test.skipIf(process.platform === "win32")(
  "a closed lid stops it all; opened, it goes on where it was",
  async () => {
    const { page, complaints } = await visitRunning();
    await page.evaluate(() => {
      let last = performance.now();
      setInterval(() => {
        const gap = performance.now() - last;
        last = performance.now();
        document.body.dataset.longestGap = String(
          Math.max(gap, Number(document.body.dataset.longestGap ?? 0)),
        );
      }, 50);
    });
    await site.sleep(4000);
    await phase(page, "done", 60_000);
    // The control: the page's timers did stand still.
    expect(Number(await page.getAttribute("body", "data-longest-gap"))).toBeGreaterThan(3000);
    await expectWhole(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test("a window that changes its size in mid-run keeps its sweep and its picture", async () => {
  const { page, complaints } = await visitRunning();
  await page.setViewportSize({ width: 700, height: 800 });
  await page.setViewportSize({ width: 1200, height: 1000 });
  await phase(page, "done", 60_000);
  expect(await page.textContent('[data-testid="progress"]')).toContain("576 networks in");
  await expectWhole(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});
