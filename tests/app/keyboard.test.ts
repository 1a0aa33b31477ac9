// The page without a pointer: every screen by Tab, arrows and Enter, the list of keys, the cursor's row, and no unasked motion.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addStyle } from "./addStyle.ts";
import { focusFault, tabTo } from "./byKeys.ts";
import { phase, Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

const has = (page: Page, text: string) => page.waitForFunction((part) => location.hash.includes(part), text);
const lacks = (page: Page, text: string) =>
  page.waitForFunction((part) => !location.hash.includes(part), text);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className ?? "");

describe("by keys alone", () => {
  test("one comes through all screens: a preset, a metric, the map, a network, the form, undo, kept sweeps, bench", async () => {
    const { page, complaints } = await site.visit();
    const faults: string[] = [];
    const look = async () => {
      const fault = await focusFault(page);
      if (fault !== "") faults.push(fault);
    };
    await phase(page, "done");
    await tabTo(page, ".preset:nth-child(2)", look);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".map-header h2")?.textContent?.includes("ReLU"));
    await tabTo(page, ".map-header select", look);
    await page.keyboard.press("ArrowDown");
    await has(page, "view.metric=");
    await tabTo(page, ".map-frame", look);
    for (const key of ["ArrowRight", "Shift+ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
    expect(await page.textContent('[data-testid="map-live"]')).toMatch(/: .+ \S+/);
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-metric]");
    await page.keyboard.press("i");
    expect(await page.evaluate(() => document.activeElement?.closest(".inspector") !== null)).toBe(true);
    await tabTo(page, ".inspector .bars svg", look);
    await page.keyboard.press("ArrowLeft");
    await tabTo(page, '[data-path="model.hidden"]', look);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("3");
    await has(page, "model.hidden=3");
    await tabTo(page, "summary", look);
    await page.keyboard.press("Control+z");
    await lacks(page, "model.hidden=3");
    expect(await page.textContent('[data-testid="undo-said"]')).toBe("Undone: Hidden size H to 3");
    await phase(page, "done");
    await page.keyboard.press("Escape");
    await lacks(page, "view.point");
    expect(await focused(page)).toContain("map-frame");
    await tabTo(page, '.page-tabs a[href*="view.page=kept"]', look);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".kept-page, [data-testid=kept-page], main");
    await has(page, "view.page=kept");
    await page.keyboard.press("5");
    await has(page, "view.page=bench");
    await tabTo(page, "main button", look);
    await page.keyboard.press("g");
    await page.waitForSelector(".map-frame");
    await page.waitForFunction(() => document.activeElement?.classList.contains("map-frame"));
    expect(faults).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a focus that cannot be seen is noticed (control), in the dark as well", async () => {
    const { page } = await site.visit("", { colorScheme: "dark" });
    await phase(page, "done");
    await tabTo(page, ".preset");
    expect(await focusFault(page)).toBe("");
    await addStyle(page, ":focus-visible { outline-color: #222 !important; }");
    expect(await focusFault(page)).toContain("contrast");
    await addStyle(page, ":focus-visible { outline: none !important; }");
    expect(await focusFault(page)).toContain("no ring");
    await page.context().close();
  });

  test("the list of keys holds the focus, gives it back, and switches single keys off for good", async () => {
    const { page, complaints } = await site.visit();
    await phase(page, "done");
    const metric = () => page.locator(".map-header select").inputValue();
    const first = await metric();
    await page.keyboard.press("g");
    await page.keyboard.press("Shift+?");
    await page.waitForSelector("dialog[open]");
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press("Tab");
      // Behind its last stop come the browser's own controls, never the page below.
      expect(
        await page.evaluate(() => document.activeElement?.matches("body, dialog, dialog *")),
        `Tab ${i + 1}`,
      ).toBe(true);
    }
    await page.keyboard.press("m");
    expect(await page.locator("dialog dt").count()).toBeGreaterThan(20);
    await page.getByRole("checkbox", { name: /^Keys without Ctrl/ }).press("Space");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("dialog") === null);
    expect(await focused(page)).toContain("map-frame");
    await page.keyboard.press("m");
    expect(await metric()).toBe(first);
    await page.reload();
    await phase(page, "done");
    await page.keyboard.press("m");
    expect(await metric()).toBe(first);
    await page.getByRole("button", { name: "Keyboard shortcuts" }).press("Enter");
    await page.getByRole("checkbox", { name: /^Keys without Ctrl/ }).press("Space");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("dialog") === null);
    // In a text and in a list a letter is a letter.
    await page.locator('[data-path="model.hidden"]').press("m");
    await page.locator(".map-header select").focus();
    await page.keyboard.press("m");
    expect(await metric()).toBe(first);
    // The control: anywhere else it is a key of the page.
    await page.locator(".map-frame").focus();
    await page.keyboard.press("m");
    expect(await metric()).not.toBe(first);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the cursor's row is a table with the map's own values, one key away and back", async () => {
    const { page, complaints } = await site.visit();
    await phase(page, "done");
    await page.keyboard.press("g");
    for (const key of ["ArrowUp", "ArrowUp", "Shift+ArrowRight"]) await page.keyboard.press(key);
    const readout = page.locator('[data-testid="readout"]');
    const position = await readout.locator("dd data").first().textContent();
    const value = await readout.locator(".readout-metric data").textContent();
    await page.keyboard.press("t");
    const own = page.locator('[data-testid="row-table"] tr[aria-current]');
    await own.waitFor();
    await page.waitForFunction(() => document.activeElement?.classList.contains("row-table-frame"));
    expect(await own.locator("th").textContent()).toContain(position);
    expect(await own.locator("td").textContent()).toBe(value);
    expect(await page.locator('[data-testid="row-table"] tbody tr').count()).toBe(64);
    expect(await page.locator('[data-testid="row-table"] caption').textContent()).toContain("64 of 321");
    // Back on the map, the first key shows the cursor where it was.
    await page.keyboard.press("t");
    expect(await focused(page)).toContain("map-frame");
    await page.keyboard.press("ArrowUp");
    expect(await readout.locator("dd data").first().textContent()).toBe(position);
    expect(await readout.locator(".readout-metric data").textContent()).toBe(value);
    // The control: the row of another cursor has other values.
    for (const key of ["Shift+ArrowRight", "Shift+ArrowRight"]) await page.keyboard.press(key);
    await page.keyboard.press("t");
    await own.waitFor();
    expect(await own.locator("th").textContent()).not.toContain(position);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("keys that follow one another within a moment all arrive", async () => {
    const { page, complaints } = await site.visit();
    await phase(page, "done");
    // From here no key waits for the one before: as fast as a keyboard that repeats, or faster.
    const quickly = (...keys: string[]) => Promise.all(keys.map((key) => page.keyboard.press(key)));
    const column = () => page.locator('[data-testid="readout"] dd data').first().getAttribute("value");
    await quickly("g", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowLeft");
    // 321 columns from −2 to 2: one to the right of the middle.
    expect(Number(await column())).toBeCloseTo(0.0125, 6);
    await quickly("t", "t", "ArrowUp", "ArrowRight");
    expect(Number(await column())).toBeCloseTo(0.025, 6);
    await page.getByRole("button", { name: "Export", exact: true }).focus();
    await quickly("ArrowDown", "ArrowDown");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Picture (SVG)");
    await quickly("Escape", "3", "1", "g", "ArrowUp");
    expect(Number(await column())).toBeCloseTo(0.025, 6);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("motion", () => {
  /** How long something on the page moves that any other file tells to move for ten seconds. */
  async function seconds(page: Page): Promise<number[]> {
    await addStyle(
      page,
      `@keyframes turn { to { rotate: 1turn } }
        .map-panel .map-header h2 { transition: rotate 10s 1s; animation: turn 10s infinite; }`,
    );
    return page.locator(".map-header h2").evaluate((element) => {
      const { transitionDuration, transitionDelay, animationDuration } = getComputedStyle(element);
      return [transitionDuration, transitionDelay, animationDuration].map(Number.parseFloat);
    });
  }

  test("takes no time where the user wants none, and what it takes elsewhere", async () => {
    const calm = await site.visit("", { reducedMotion: "reduce" });
    const moved = await site.visit("", { reducedMotion: "no-preference" });
    expect(Math.max(...(await seconds(calm.page)))).toBeLessThan(0.001);
    expect(await seconds(moved.page)).toEqual([10, 1, 10]);
    await calm.page.context().close();
    await moved.page.context().close();
  });
});
