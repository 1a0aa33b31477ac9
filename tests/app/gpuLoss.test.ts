// A GPU process that dies in mid-sweep: the page goes on, on a new device or on the reference, and nothing is missing.

import { afterAll, beforeAll, expect, test } from "vitest";
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
const link = `#${formatAddress({ spec, view: { engine: "webgpu" } })}`;

let site: Site;
beforeAll(async () => {
  // Without these two a second crash within two minutes would take the adapter away from the whole browser.
  site = await Site.open({
    flags: ["--disable-domain-blocking-for-3d-apis", "--disable-gpu-process-crash-limit"],
  });
});
afterAll(() => site.close());

test("a sweep outlives the death of the GPU process, twice", async () => {
  const { page } = await site.visit(link);
  const done = () => page.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).value);
  for (const share of [0.05, 0.3]) {
    await page.waitForFunction(
      (wanted) => {
        const bar = document.querySelector("progress");
        return bar !== null && bar.value >= wanted * bar.max;
      },
      share,
      { timeout: 60_000 },
    );
    // The control of this test: the sweep is still under way when the process dies.
    expect(await done()).toBeLessThan(400 * 160);
    await site.crashGpu();
  }
  await phase(page, "done", 90_000);
  expect(await done()).toBe(400 * 160);
  expect((await pictureOf(page)).drawn).toBe(1);
  const place = await placeOf(page, { x: 250, y: 80 }, { columns: 400, rows: 160 });
  await page.mouse.move(place.x, place.y);
  const read = Number(await page.locator('[data-testid="readout-value"]').getAttribute("value"));
  const truth = await truthAt(spec, [250, 80, 0]);
  expect(Math.abs(read - truth.metrics.logGradientRatio)).toBeLessThan(1e-3);
});
