// The map as a street map: wheel, drag, box and keys change its window; what was there stays in sight and comes back at once.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetSpec } from "../../src/app/presets/open.ts";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { placeOf } from "./picture.ts";
import { boxOf, phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

const spec = presetSpec("scalar");
const grid = { columns: 321, rows: 100 };

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** The sweep and the view in the page's address. */
function stateOf(page: Page) {
  const parsed = parseAddress(new URL(page.url()).hash);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

const fromOf = (page: Page) => stateOf(page).spec.axes[0].from as number;
const widthOf = (page: Page) => {
  const { from = 0, to = 0 } = stateOf(page).spec.axes[0];
  return to - from;
};
const zoomed = (page: Page) => page.waitForFunction(() => location.hash.includes("view.home"));
const progress = (page: Page) => page.textContent('[data-testid="progress"]');

async function opened(view = {}, options = {}) {
  const visit = await site.visit(`#${formatAddress({ spec, view: { engine: "cpu", ...view } })}`, options);
  await phase(visit.page, "done");
  return visit;
}

describe("a wheel", () => {
  test("zooms a map in use about the pointer, and going back is instant, from memory", async () => {
    const { page, complaints } = await opened();
    const place = await placeOf(page, { x: 240, y: 49 }, grid);
    await page.mouse.move(place.x, place.y);
    // The control: over a map that nobody uses it scrolls the page, and says how it would zoom.
    await page.mouse.wheel(0, -300);
    await page.waitForSelector(".zoom-hint");
    expect(page.url()).not.toContain("view.home");
    await page.locator(".map-frame").focus();
    await page.mouse.wheel(0, -300);
    await zoomed(page);
    await phase(page, "done");
    const { from = 0, to = 0 } = stateOf(page).spec.axes[0];
    expect(to - from).toBeLessThan(3);
    // Column 240 is a weight of 1, three quarters of the way, and stays there.
    expect((1 - from) / (to - from)).toBeCloseTo(0.75, 1);
    expect(stateOf(page).spec.axes[1].count).toBeLessThan(100);
    expect(await progress(page)).not.toContain("kept from before");
    await page.goBack();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="progress"]')?.textContent?.includes("kept from before"),
    );
    expect(await progress(page)).toBe("32\u202f100 networks, kept from before");
    expect(stateOf(page).spec).toEqual(spec);
    await page.goForward();
    await zoomed(page);
    expect(await progress(page)).toContain("kept from before");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("a pointer", () => {
  test("drags the map without opening a network; a click opens one, a double-click zooms", async () => {
    const { page, complaints } = await opened();
    const box = await boxOf(page.locator(".map-plot"));
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 50, y, { steps: 3 });
    await page.mouse.move(x + box.width / 4, y, { steps: 3 });
    await page.mouse.up();
    await zoomed(page);
    await phase(page, "done");
    expect(fromOf(page)).toBeCloseTo(-3, 1);
    expect(widthOf(page)).toBeCloseTo(4, 3);
    await page.waitForTimeout(400);
    expect(page.url()).not.toContain("view.point");
    // The control: a click that does not move does open it.
    await page.mouse.click(x, y);
    await page.waitForFunction(() => location.hash.includes("view.point"));
    await page.waitForSelector("[data-metric]");
    await page.getByRole("button", { name: "Back to the whole sweep" }).click();
    await page.waitForFunction(() => !location.hash.includes("view.home"));
    expect(stateOf(page).spec).toEqual(spec);
    await page.mouse.dblclick(x, y);
    await zoomed(page);
    await page.waitForTimeout(400);
    expect(widthOf(page)).toBeCloseTo(2, 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("selects a box with Shift, or with the box tool", async () => {
    const { page } = await opened();
    const [a, b] = [
      await placeOf(page, { x: 200, y: 20 }, grid),
      await placeOf(page, { x: 280, y: 60 }, grid),
    ];
    await page.keyboard.down("Shift");
    await page.mouse.move(a.x, a.y);
    await page.mouse.down();
    await page.mouse.move(b.x, b.y, { steps: 4 });
    expect(await page.locator(".zoom-box").count()).toBe(1);
    await page.mouse.up();
    await page.keyboard.up("Shift");
    await zoomed(page);
    const [across, up] = stateOf(page).spec.axes;
    expect(across.from).toBeCloseTo(0.5, 1);
    expect(across.to).toBeCloseTo(1.5, 1);
    expect([up.from, up.to].map((end) => Math.round(Number(end) / 3))).toEqual([7, 20]);
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes("view.home"));
    await page.getByRole("button", { name: "Select a box" }).click();
    await page.mouse.move(b.x, b.y);
    await page.mouse.down();
    await page.mouse.move(a.x, a.y, { steps: 4 });
    await page.mouse.up();
    await zoomed(page);
    expect(stateOf(page).spec.axes).toEqual([across, up]);
    await page.context().close();
  });
});

describe("the keyboard", () => {
  test("zooms, pans, follows the cursor over the edge, and goes home", async () => {
    const { page } = await opened();
    await page.locator(".map-frame").focus();
    await page.keyboard.press("+");
    await zoomed(page);
    expect(widthOf(page)).toBeCloseTo(2, 1);
    await phase(page, "done");
    const from = fromOf(page);
    await page.keyboard.press("Alt+ArrowRight");
    await page.waitForFunction((before) => !location.hash.includes(`axes.0.from=${before}&`), from);
    await page.waitForTimeout(300);
    expect(fromOf(page)).toBeCloseTo(from + 0.25, 1);
    await page.keyboard.press("End");
    await page.keyboard.press("End");
    const edge = fromOf(page);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction((before) => !location.hash.includes(`axes.0.from=${before}&`), edge);
    expect(fromOf(page)).toBeCloseTo(edge + 0.5, 1);
    expect(await page.locator('[data-testid="map-live"]').textContent()).toMatch(/value 1\.2\d*,/);
    await page.keyboard.press("0");
    await page.waitForFunction(() => !location.hash.includes("view.home"));
    expect(stateOf(page).spec).toEqual(spec);
    await page.context().close();
  });
});

describe("a window", () => {
  test("opens from its link with the way back, and shows where float32 ends", async () => {
    const deep = soundSpec({
      ...spec,
      axes: [{ param: "init.recurrent.value", from: 1, to: 1 + 1e-12, count: 20 }],
    });
    const view = { engine: "cpu", home: [[-2, 2, 321]] } as const;
    const { page, complaints } = await site.visit(`#${formatAddress({ spec: deep, view })}`);
    await page.waitForSelector('[data-testid="mini-map"]');
    expect(await page.locator('[data-testid="zoom-trail"] li').last().textContent()).toContain("×3.8·10¹²");
    await page.waitForSelector('[data-testid="float32-notice"]');
    const read = async (column: number) => {
      const place = await placeOf(page, { x: column, y: 0 }, { columns: 20, rows: 1 });
      await page.mouse.move(place.x, place.y);
      return page.locator('[data-testid="readout-value"]').getAttribute("value");
    };
    await phase(page, "done");
    // The control: in float32 neighbours are one network.
    expect(await read(3)).toBe(await read(4));
    await page.getByRole("button", { name: "Compute in float64 (reference)" }).click();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="engine"]')?.textContent?.includes("Engine reference"),
    );
    await phase(page, "done");
    expect(await page.locator('[data-testid="float32-notice"]').count()).toBe(0);
    expect(await read(3)).not.toBe(await read(4));
    const titles = await page.locator(".map-marks .axis-title").allTextContents();
    expect(titles.join()).toMatch(/ − 1(\.0*\d)?\d*, in 10⁻¹²/);
    await page.locator('[data-testid="zoom-trail"] button').first().click();
    await page.waitForFunction(() => !location.hash.includes("view.home"));
    expect(stateOf(page).spec.axes).toEqual([{ param: "init.recurrent.value", from: -2, to: 2, count: 321 }]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("shows the picture before, in its place, until its own points are there", async () => {
    const slow = soundSpec({
      ...presetSpec("fractal"),
      training: { optimizer: "sgd", steps: 2500, targetLoss: 0 },
      axes: [
        { param: "init.recurrent.value", from: -1, to: 1, count: 40 },
        { param: "training.learningRate", from: 0.1, to: 0.4, count: 40, scale: "log" },
      ],
      metrics: ["finalLoss"],
    });
    const { page } = await site.visit(`#${formatAddress({ spec: slow, view: { engine: "cpu" } })}`);
    await phase(page, "done");
    const layers = page.locator(".zoom-layer-box canvas");
    // The control: a map that was not moved has none.
    expect(await layers.count()).toBe(0);
    await page.locator(".map-frame").focus();
    await page.keyboard.press("+");
    await zoomed(page);
    expect(await layers.count()).toBe(1);
    // The last points of the picture before may have come to the map in the frame in which it was left: its own painter has them.
    await page.waitForFunction(() => {
      const canvas = document.querySelector(".zoom-layer-box canvas") as HTMLCanvasElement;
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext("2d") as OffscreenCanvasRenderingContext2D;
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return data.every((value, i) => i % 4 !== 3 || value > 0);
    });
    expect(await page.locator('[data-testid="progress"]').getAttribute("data-phase")).toBe("running");
    const seen = await page.evaluate(() => {
      const plot = document.querySelector(".map-plot") as HTMLElement;
      const box = document.querySelector(".zoom-layer-box") as HTMLElement;
      return {
        across: box.getBoundingClientRect().width / plot.getBoundingClientRect().width,
        up: box.getBoundingClientRect().height / plot.getBoundingClientRect().height,
      };
    });
    expect(seen.across).toBeCloseTo(2, 1);
    expect(seen.up).toBeCloseTo(2, 1);
    await phase(page, "done");
    await page.context().close();
  });
});
