// What the map and the inspector read out is what the reference computes, whoever asks: pointer or keyboard.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetSpec } from "../../src/app/presets/open.ts";
import type { GradientMetricName } from "../../src/model/metrics/index.ts";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { placeOf } from "./picture.ts";
import { type OpenedPage, phase, Site } from "./site.ts";
import { same, truthAt } from "./truth.ts";

const spec = presetSpec("scalar");
const grid = { columns: 321, rows: 100 };

let site: Site;
let opened: OpenedPage;
let page: Page;
beforeAll(async () => {
  site = await Site.open();
  // Numbers are compared to the last bit, so the reference computes the map.
  opened = await site.visit(`#${formatAddress({ spec, view: { engine: "reference" } })}`);
  page = opened.page;
  await phase(page, "done");
});
afterAll(() => site.close());

const numberIn = async (selector: string) => Number(await page.locator(selector).getAttribute("value"));

describe("reading the map", () => {
  for (const cell of [
    { x: 200, y: 49 },
    { x: 300, y: 98 },
    { x: 3, y: 7 },
    { x: 160, y: 20 },
  ]) {
    test(`hovering over cell ${cell.x}, ${cell.y} reads the exact number`, async () => {
      const place = await placeOf(page, cell, grid);
      await page.mouse.move(place.x, place.y);
      const read = await numberIn('[data-testid="readout-value"]');
      const truth = await truthAt(spec, [cell.x, cell.y, 0]);
      expect(same(read, truth.metrics.logGradientRatio)).toBe(true);
      if (cell.x === 160) return;
      // The control: the row above and the column beside are told apart.
      const above = await truthAt(spec, [cell.x, cell.y + 1, 0]);
      const beside = await truthAt(spec, [cell.x + 1, cell.y, 0]);
      expect(same(read, above.metrics.logGradientRatio)).toBe(false);
      expect(same(read, beside.metrics.logGradientRatio)).toBe(false);
    });
  }

  test("the readout names both axes with their values and units", async () => {
    const place = await placeOf(page, { x: 280, y: 49 }, grid);
    await page.mouse.move(place.x, place.y);
    const text = await page.locator('[data-testid="readout"]').textContent();
    expect(text).toMatch(/Recurrent weights: value1\.5/);
    expect(text).toMatch(/Unroll length T50 steps/);
    expect(text).toContain("powers of ten");
  });

  test("another metric is read by its own name and number", async () => {
    await page.locator(".map-header select").selectOption("loss");
    const place = await placeOf(page, { x: 250, y: 30 }, grid);
    await page.mouse.move(place.x, place.y);
    const truth = await truthAt(spec, [250, 30, 0]);
    const read = await numberIn('[data-testid="readout-value"]');
    expect(same(read, truth.metrics.loss)).toBe(true);
    expect(same(read, truth.metrics.logLoss)).toBe(false);
    await page.locator(".map-header select").selectOption("logGradientRatio");
  });
});

describe("the engine webgpu, chosen by hand", () => {
  test("draws the same map within float32, on whatever adapter there is", async () => {
    const window = await site.visit(
      "#view.engine=webgpu&model.hidden=1&axes.0.param=init.recurrent.gain&axes.0.from=0&axes.0.to=2&axes.0.count=21",
    );
    await phase(window.page, "done", 60_000);
    expect(await window.page.textContent('[data-testid="engine"]')).toContain("Engine webgpu");
    const small = parseAddress(new URL(window.page.url()).hash);
    if (!small.ok) throw new Error("the test's own link is wrong");
    const place = await placeOf(window.page, { x: 12, y: 0 }, { columns: 21, rows: 1 });
    await window.page.mouse.move(place.x, place.y);
    const read = Number(await window.page.locator('[data-testid="readout-value"]').getAttribute("value"));
    const truth = await truthAt(small.value.spec, [12, 0]);
    const neighbour = await truthAt(small.value.spec, [13, 0]);
    expect(Math.abs(read - truth.metrics.logGradientRatio)).toBeLessThan(1e-3);
    expect(Math.abs(read - neighbour.metrics.logGradientRatio)).toBeGreaterThan(1e-3);
    expect(window.complaints).toEqual([]);
    await window.page.context().close();
  });
});

describe("the inspector", () => {
  test("a click opens it with every metric and the outputs of that network", async () => {
    const place = await placeOf(page, { x: 280, y: 49 }, grid);
    await page.mouse.click(place.x, place.y);
    await page.waitForSelector("[data-metric]");
    const truth = await truthAt(spec, [280, 49, 0]);
    const neighbour = await truthAt(spec, [280, 50, 0]);
    for (const name of Object.keys(truth.metrics) as GradientMetricName[]) {
      const read = await numberIn(`[data-metric="${name}"]`);
      expect(same(read, truth.metrics[name]), name).toBe(true);
    }
    // The control: the network one row up has another ratio.
    const ratio = await numberIn('[data-metric="logGradientRatio"]');
    expect(same(ratio, neighbour.metrics.logGradientRatio)).toBe(false);
    const outputs = await page.locator(".numbers").first().locator("tbody tr").nth(2).textContent();
    expect(outputs).toContain(String(Number(truth.outputs[2][0].toPrecision(5))));
  });

  test("says in one sentence what became of the gradient, and draws a bar for every step", async () => {
    expect(await page.textContent('[data-testid="sentence"]')).toMatch(
      /Going back through 50 steps, the gradient grew to 10\^8\.7 times its size: 1\.49× per step\./,
    );
    expect(await page.locator(".bar").count()).toBe(51);
    const heights = await page
      .locator(".bar")
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("height"))));
    const truth = await truthAt(spec, [280, 49, 0]);
    // The bars are as high as the logs, up to one offset and one factor.
    const logs = truth.logStateGradient;
    const slope = (heights[0] - heights[50]) / (logs[0] - logs[50]);
    for (const t of [10, 25, 40]) {
      expect(Math.abs(heights[50] + slope * (logs[t] - logs[50]) - heights[t])).toBeLessThan(0.01);
    }
    expect(Math.abs(heights[50] + slope * (logs[25] - logs[50]) - heights[26])).toBeGreaterThan(0.5);
  });

  test("follows the next click, and closes", async () => {
    await page.locator(".story-points button").first().click();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="sentence"]')?.textContent?.includes("shrank"),
    );
    await page.getByRole("button", { name: "Close the inspector" }).click();
    expect(await page.locator('[data-testid="inspector"]').count()).toBe(0);
  });
});

describe("by keyboard alone", () => {
  test("the map is reached, read aloud and opened", async () => {
    await page.mouse.move(5, 5);
    await page.locator(".map-frame").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    // The cursor starts in the middle (160, 50): the first key shows it, the others move it.
    const truth = await truthAt(spec, [161, 51, 0]);
    const read = await numberIn('[data-testid="readout-value"]');
    expect(same(read, truth.metrics.logGradientRatio)).toBe(true);
    expect(await page.textContent('[data-testid="map-live"]')).toMatch(
      /Unroll length T 52 steps: log10 gradient ratio/,
    );
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-metric]");
    const opened = await truthAt(spec, [171, 51, 0]);
    expect(same(await numberIn('[data-metric="loss"]'), opened.metrics.loss)).toBe(true);
  });

  test("a limit of the colours moves with the arrow keys, and goes back to automatic", async () => {
    const handle = page.getByRole("slider", { name: "Upper end of the colours" });
    const before = Number(await handle.getAttribute("aria-valuenow"));
    await handle.focus();
    await page.keyboard.press("ArrowLeft");
    expect(Number(await handle.getAttribute("aria-valuenow"))).toBeLessThan(before);
    await page.getByRole("button", { name: "Automatic limits" }).click();
    expect(Number(await handle.getAttribute("aria-valuenow"))).toBe(before);
  });

  test("a definition appears on focus and is tied to what it defines", async () => {
    const term = page.locator(".numbers .term").last();
    await page.keyboard.press("Tab");
    await term.focus();
    expect(await page.locator("#definition").textContent()).toContain("Mean |h_T|");
    expect(await term.getAttribute("aria-describedby")).toBe("definition");
    await page.keyboard.press("Escape");
    expect(await page.locator("#definition").isVisible()).toBe(false);
  });

  test("nothing of all this was worth a word in the console", () => {
    expect(opened.complaints).toEqual([]);
  });
});
