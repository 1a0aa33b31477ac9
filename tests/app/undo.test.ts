// Undo and redo in the page: every change comes back, in steps that one would count, and the browser's Back stays sound.

import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

/** A sweep small enough to run in no time. */
const small = soundSpec({
  name: "small",
  model: { hidden: 2 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: 12 },
    { param: "task.unroll", from: 1, to: 9, count: 9 },
  ],
  metrics: ["logGradientRatio", "loss"],
});
const link = `#${formatAddress({ spec: small, view: {} })}`;

/** Changes further apart than this are steps of their own (src/app/undo/journal.ts). */
const BURST_MS = 1100;

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** The state that the address holds. */
function stateNow(page: Page) {
  const parsed = parseAddress(new URL(page.url()).hash);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

const button = (page: Page, name: "Undo" | "Redo") => page.locator(`button[aria-label^="${name}"]`);
const title = (page: Page) => page.locator(".map-header h2").textContent();
const metric = (page: Page) => page.locator(".map-header select").inputValue();

test("undo takes back the sweep, the metric, dragged limits and the open network one by one, and redo makes them again", async () => {
  const { page, complaints } = await site.visit(link);
  await phase(page, "done");
  expect(await button(page, "Undo").getAttribute("aria-disabled")).toBe("true");
  const states = [stateNow(page)];
  const labels: (string | null)[] = [];
  /** Does one thing that is one step, and notes the state after it. */
  const step = async (act: () => Promise<unknown>) => {
    const before = page.url();
    await act();
    await page.waitForFunction((url) => location.href !== url, before);
    // The address follows a burst after its last change.
    await page.waitForTimeout(250);
    states.push(stateNow(page));
    labels.push(await button(page, "Undo").getAttribute("aria-label"));
  };
  await step(() => page.locator(".map-header select").selectOption("loss"));
  await step(async () => {
    await page.getByRole("slider", { name: "Upper end of the colours" }).focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowLeft");
  });
  await step(async () => {
    await page.locator(".map-frame").focus();
    await page.keyboard.press("Enter");
  });
  await step(() => page.locator('[data-path="axes.0.to"]').fill("5"));
  await phase(page, "done");
  await step(() => page.locator(".preset").first().click());
  expect(labels[0]).toBe("Undo: Colour to loss");
  expect(labels[1]).toMatch(/^Undo: Ends of the colours to /);
  expect(labels[2]).toMatch(/^Undo: Network opened at /);
  expect(labels[3]).toBe("Undo: Recurrent weights: gain to 0 … 5");
  expect(labels[4]).toBe("Undo: Sweep to “\u2068One feedback weight × unroll\u2069”");
  await page.locator(".map-frame").focus();
  for (let i = states.length - 2; i >= 0; i--) {
    expect(await button(page, "Undo").getAttribute("aria-label")).toBe(labels[i]);
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(250);
    expect(stateNow(page), labels[i] ?? "").toEqual(states[i]);
  }
  expect(await title(page)).toBe("small");
  expect(await page.locator('[data-path="axes.0.to"]').inputValue()).toBe("3");
  expect(await page.locator('[data-testid="inspector"]').count()).toBe(0);
  await phase(page, "done");
  for (let i = 1; i < states.length; i++) {
    await page.keyboard.press(i % 2 === 0 ? "Control+y" : "Control+Shift+Z");
    await page.waitForTimeout(250);
    expect(stateNow(page), labels[i - 1] ?? "").toEqual(states[i]);
  }
  expect(await button(page, "Redo").getAttribute("aria-disabled")).toBe("true");
  await phase(page, "done");
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("Back leads to what was seen before an undo, and is itself undone", async () => {
  const { page, complaints } = await site.visit(link);
  await phase(page, "done");
  await page.locator(".preset").nth(1).click();
  const second = await title(page);
  await phase(page, "done");
  await button(page, "Undo").click();
  await page.waitForFunction(() => document.querySelector(".map-header h2")?.textContent === "small");
  await page.goBack();
  expect(await title(page)).toBe(second);
  await button(page, "Undo").click();
  expect(await title(page)).toBe("small");
  await phase(page, "done");
  // A change of the map is taken back where it can be seen, also from another page.
  await page.locator(".map-header select").selectOption("loss");
  await page.locator(".page-tabs a", { hasText: "Kept" }).click();
  await page.keyboard.press("Control+z");
  await page.waitForSelector(".map-frame");
  expect(await metric(page)).toBe("logGradientRatio");
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("in a text undo is the text's own", async () => {
  const { page, complaints } = await site.visit(link);
  await phase(page, "done");
  await page.locator(".map-header select").selectOption("loss");
  await page.waitForTimeout(BURST_MS);
  const name = page.locator('[data-path="model.hidden"]');
  await name.focus();
  await page.keyboard.press("Control+z");
  expect(await metric(page)).toBe("loss");
  await page.locator(".map-frame").focus();
  await page.keyboard.press("Control+z");
  expect(await metric(page)).toBe("logGradientRatio");
  expect(complaints).toEqual([]);
  await page.context().close();
});
