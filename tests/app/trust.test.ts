// How far the map can be trusted: chaos is hatched, a sample is checked against the reference, and the page says what was found.

import { afterAll, beforeAll, expect, test } from "vitest";
import { formatAddress } from "../../src/sweep/address.ts";
import { phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

const spec = soundSpec({
  model: { hidden: 12 },
  init: { recurrent: { kind: "normal", gain: 1 } },
  axes: [
    { param: "init.recurrent.gain", from: 0.2, to: 4, count: 20 },
    { param: "task.unroll", from: 2, to: 100, count: 12 },
  ],
  metrics: ["logGradientRatio", "lyapunov"],
});

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** Shares of the hatching's pixels that are drawn in the upper half, of the map's leftmost and rightmost tenth. */
const HATCHED = `(() => {
  const canvas = document.querySelector('[data-testid="trust-hatching"]');
  const { width, height } = canvas;
  const copy = new OffscreenCanvas(width, height);
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const tenth = Math.floor(width / 10);
  return [0, width - tenth].map((left) => {
    const pixels = new Uint32Array(context.getImageData(left, 0, tenth, Math.floor(height / 2)).data.buffer);
    return pixels.filter((pixel) => pixel !== 0).length / pixels.length;
  });
})()`;

test("the toggle hatches what lies beyond the horizon, and a check is run, cancelled, run again and told", async () => {
  const { page, complaints } = await site.visit(`#${formatAddress({ spec, view: { engine: "cpu" } })}`);
  await phase(page, "done");
  expect(await page.locator('[data-testid="trust-hatching"]').count()).toBe(0);
  await page.getByRole("checkbox", { name: "Trust" }).check();
  await page.waitForFunction(() => location.hash.includes("view.trust=true"));
  await page.waitForFunction((hatched) => {
    // biome-ignore lint/security/noGlobalEval: the test's own words, run in the page.
    return eval(hatched)[1] > 0.1;
  }, HATCHED);
  const [left, right] = (await page.evaluate(HATCHED)) as [number, number];
  // Small gains are not chaotic at all; of large ones, unrolled this often, many are.
  expect(left).toBe(0);
  expect(right).toBeLessThan(0.6);

  const button = page.getByRole("button", { name: "Check 200 points against the reference" });
  await button.click();
  await page.getByRole("button", { name: "Cancel the check" }).click();
  const told = page.locator('[data-testid="check"]');
  expect(await told.textContent()).toBe("The check was cancelled.");
  await button.click();
  await page.waitForSelector('[data-testid="check"][data-phase="done"]', { timeout: 60_000 });
  expect(await told.getAttribute("data-verdict")).toBe("agrees");
  expect(await told.textContent()).toMatch(
    /^The map agrees with the reference\. \d+ networks inside the chaos horizon: all \d+ numbers are within their bounds/,
  );
  expect(await page.locator(".trust-ring").count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});
