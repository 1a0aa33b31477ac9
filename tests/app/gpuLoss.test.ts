// A GPU process that dies in mid-sweep: the page goes on, on a new device or on the CPU, and nothing is missing.

import type { Page } from "playwright";
import { expect, onTestFinished, test } from "vitest";
import { formatAddress } from "../../src/sweep/address.ts";
import { pictureOf, placeOf } from "./picture.ts";
import { phase, Site } from "./site.ts";
import { soundSpec, truthAt } from "./truth.ts";

const spec = soundSpec({
  model: { hidden: 1 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 2, count: 400 },
    { param: "task.unroll", from: 1, to: 160, count: 160 },
  ],
});
/** Log-metrics of the kernels against the reference: the bound of the gpu tests. */
const LOG_BOUND = 1e-3;
const link = `#${formatAddress({ spec, view: { engine: "webgpu" } })}`;

const whole = 400 * 160;

const doneIn = (page: Page) => page.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).value);

/** Kills the GPU process each time when this share of the sweep is done. */
async function crashAt(site: Site, page: Page, ...shares: readonly number[]): Promise<void> {
  for (const share of shares) {
    await page.waitForFunction(
      (wanted) => {
        const bar = document.querySelector("progress");
        return bar !== null && bar.value >= wanted * bar.max;
      },
      share,
      { timeout: 60_000 },
    );
    // The control of these tests: the sweep is still under way when the process dies.
    expect(await doneIn(page)).toBeLessThan(whole);
    await site.crashGpu();
  }
}

/** The sweep ends whole, and a point of it is what the reference says. */
async function expectWhole(page: Page): Promise<void> {
  await phase(page, "done", 90_000);
  expect(await doneIn(page)).toBe(whole);
  expect((await pictureOf(page)).drawn).toBe(1);
  const place = await placeOf(page, { x: 250, y: 80 }, { columns: 400, rows: 160 });
  await page.mouse.move(place.x, place.y);
  const read = Number(await page.locator('[data-testid="readout-value"]').getAttribute("value"));
  const truth = await truthAt(spec, [250, 80, 0]);
  const beside = await truthAt(spec, [251, 80, 0]);
  expect(Math.abs(read - truth.metrics.logGradientRatio)).toBeLessThan(LOG_BOUND);
  // The control: the point beside it is told apart.
  expect(Math.abs(read - beside.metrics.logGradientRatio)).toBeGreaterThan(LOG_BOUND);
}

test("a sweep outlives the death of the GPU process, twice", async () => {
  // Without these two a second crash within two minutes takes the adapter away from the whole browser.
  const flags = ["--disable-domain-blocking-for-3d-apis", "--disable-gpu-process-crash-limit"];
  const site = await Site.open({ flags });
  onTestFinished(() => site.close());
  const { page } = await site.visit(link);
  await crashAt(site, page, 0.05, 0.3);
  await expectWhole(page);
  expect(await page.textContent('[data-testid="engine"]')).toContain("Engine webgpu:");
});

test("a GPU that does not come back gives way to cpu, which goes on from the tiles that are done", async () => {
  const site = await Site.open();
  onTestFinished(() => site.close());
  const { page } = await site.visit(link);
  await crashAt(site, page, 0.05, 0.3);
  const doneBefore = await doneIn(page);
  await page.waitForFunction(
    () => document.querySelector('[data-testid="engine"]')?.textContent?.startsWith("Engine cpu:"),
    undefined,
    { timeout: 60_000 },
  );
  expect(await doneIn(page)).toBeGreaterThanOrEqual(doneBefore);
  expect(await page.textContent('[data-testid="engine"]')).toMatch(
    /\(took over: the GPU device was lost: .*\)\.$/,
  );
  await expectWhole(page);
});
