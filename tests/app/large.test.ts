// A sweep of more networks than the page holds: it runs, the map says what a pixel is made of, and a click opens one of them.

import { afterAll, beforeAll, expect, test } from "vitest";
import { formatAddress } from "../../src/sweep/address.ts";
import { fingerprintOf, pictureOf } from "./picture.ts";
import { boxOf, phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

/** Three million networks of five parameters: a second or two for the engine cpu on two cores. */
const large = soundSpec({
  name: "two thousand by fifteen hundred",
  model: { hidden: 1 },
  task: { unroll: 5 },
  init: { recurrent: { kind: "constant", value: 1 } },
  axes: [
    { param: "init.recurrent.value", from: -3, to: 3, count: 2000 },
    { param: "init.bias", from: -2, to: 2, count: 1500 },
  ],
  metrics: ["logGradientRatio"],
});
/** The page's own share of memory, far below what the networks themselves would take. */
const MOST_HEAP = 400e6;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
}, 60_000);
afterAll(() => site.close());

test("a sweep of millions is shown by the mean or the maximum of what shares a pixel", {
  timeout: 90_000,
}, async () => {
  const { page, complaints } = await site.visit(
    `#${formatAddress({ spec: large, view: { engine: "cpu" } })}`,
  );
  await phase(page, "done", 60_000);
  const map = page.getByTestId("map-canvas");
  const bar = page.getByTestId("cells");
  expect(await bar.innerText()).toMatch(/Each pixel is the[\s\S]*of 2 × 2 points/);
  await page.waitForTimeout(800);
  expect((await pictureOf(page)).drawn).toBe(1);
  // A canvas with more pixels than its place on the screen would be shown without some of its columns.
  const { width, height } = await boxOf(map);
  const own = await map.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height]);
  expect([own[0] <= Math.ceil(width), own[1] <= Math.ceil(height)]).toEqual([true, true]);

  await map.hover({ position: { x: width / 3, y: height / 3 } });
  const readout = page.getByTestId("readout");
  const value = async () => Number(await page.getByTestId("readout-value").getAttribute("value"));
  expect(await readout.innerText()).toMatch(/Mean of 4 points\. Click opens the network in their middle\./);
  expect(await readout.innerText()).toMatch(/−1\.\d+ … −0\.9\d+|−1\.\d+ … −1\.\d+|−0\.9\d+ … −0\.9\d+/);
  const [mean, before] = [await value(), await fingerprintOf(page)];

  await bar.locator("select").selectOption("max");
  await page.waitForFunction(() => location.hash.includes("view.cells=max"));
  await page.waitForTimeout(800);
  await map.hover({ position: { x: width / 3, y: height / 3 } });
  expect(await readout.innerText()).toMatch(/Maximum of 4 points\. Click opens the network that has it\./);
  expect(await value()).toBeGreaterThan(mean);
  expect(await fingerprintOf(page)).not.toBe(before);
  const most = await value();

  await map.click({ position: { x: width / 3, y: height / 3 } });
  const ratio = page.locator('[data-testid="inspector"] [data-metric="logGradientRatio"]');
  await ratio.waitFor();
  // The network with the maximum, replayed in float64, has that value.
  expect(Number(await ratio.getAttribute("value"))).toBeCloseTo(most, 3);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  expect(metrics.find(({ name }) => name === "JSHeapUsedSize")?.value).toBeLessThan(MOST_HEAP);
  expect(complaints).toEqual([]);
});

test("outcomes that share a pixel are the most frequent or the worst of them", {
  timeout: 60_000,
}, async () => {
  const spec = soundSpec({
    mode: "training",
    model: { hidden: 1 },
    task: { unroll: 3 },
    init: { recurrent: { kind: "constant", value: 1 } },
    training: { steps: 20 },
    axes: [{ param: "training.learningRate", from: 0.001, to: 30, count: 1500, scale: "log" }],
    metrics: ["outcome"],
  });
  const { page, complaints } = await site.visit(`#${formatAddress({ spec, view: { engine: "cpu" } })}`);
  await phase(page, "done", 30_000);
  const bar = page.getByTestId("cells");
  expect((await bar.innerText()).replaceAll("\n", " ")).toMatch(/Each pixel is the .*of 2 points/);
  expect(await bar.locator("option").allInnerTexts()).toEqual(["most frequent", "worst"]);
  await bar.locator("select").selectOption("max");
  const map = page.getByTestId("map-canvas");
  await map.hover();
  const readout = page.getByTestId("readout");
  expect(await readout.innerText()).toMatch(/Worst of 2 points\. Click opens the network that has it\./);
  const value = Number(await page.getByTestId("readout-value").getAttribute("value"));
  await map.click();
  const outcome = page.locator('[data-testid="inspector"] [data-metric="outcome"]');
  await outcome.waitFor();
  expect(Number(await outcome.getAttribute("value"))).toBe(value);
  expect(complaints).toEqual([]);
});
