// The walk back through time: by keyboard alone its slider tells every step as the reference finds it, and weights that are
// dragged change the bars into those of the network that they make.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { walkSentence } from "../../src/app/inspector/walk/walkSentence.ts";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { walkNetwork } from "../../src/engine/walk.ts";
import { formatAddress, type View } from "../../src/sweep/address.ts";
import { specAt } from "../../src/sweep/axis.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { violations } from "./axe.ts";
import { boxOf, Site } from "./site.ts";
import { soundSpec, truthAt } from "./truth.ts";

const constant = (value: number) => ({ kind: "constant", value });
const wide = soundSpec({
  model: { hidden: 12 },
  task: { unroll: 20 },
  axes: [{ param: "init.recurrent.gain", from: 0, to: 2, count: 5 }],
});
const scalar = soundSpec({
  model: { hidden: 1 },
  task: { unroll: 20 },
  init: { recurrent: constant(1), input: constant(1), readout: constant(1) },
  axes: [{ param: "init.recurrent.value", from: -2, to: 2, count: 9 }],
});
/** Heights are to a fraction of a pixel, and the fit runs through two of them. */
const HEIGHT_BOUND = 0.2;

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

const linkTo = (spec: SweepSpec, view: View) => `#${formatAddress({ spec, view })}`;
const sentence = '[data-testid="walk-sentence"]';

async function truthAbout(spec: SweepSpec, point: number, t: number, sequence: number | null = null) {
  const at = specAt(spec, [point]);
  return walkSentence({ spec: at, ...(await walkNetwork(at, 0, sequence, alwaysRunning)) }, t);
}

const says = (page: Page, text: string) =>
  page.waitForFunction(([selector, wanted]) => document.querySelector(selector)?.textContent === wanted, [
    sentence,
    text,
  ] as const);

/** The heights of bars, first to last. */
const heights = (page: Page, bar: string) =>
  page.locator(bar).evaluateAll((all) => all.map((one) => Number(one.getAttribute("height"))));

/** How far heights are at most from lying on a line over these logs, in pixels. */
function misfit(tall: readonly number[], logs: readonly number[]): number {
  const last = logs.length - 1;
  const slope = (tall[last] - tall[0]) / (logs[last] - logs[0]);
  return Math.max(...tall.map((height, t) => Math.abs(height - (tall[0] + slope * (logs[t] - logs[0])))));
}

describe("the walk back through time", () => {
  test("is opened and walked by keyboard, and tells every step as the reference finds it", async () => {
    const { page, complaints } = await site.visit(linkTo(wide, { point: [4, 0] }));
    await page.getByRole("button", { name: "Why? Walk back through time" }).focus();
    await page.keyboard.press("Enter");
    await says(page, await truthAbout(wide, 4, 20));
    const slider = page.locator('[data-testid="walk-slider"]');
    await slider.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
    await says(page, await truthAbout(wide, 4, 17));
    expect(await slider.getAttribute("aria-valuetext")).toBe("day 17 of 20");
    expect(await page.locator(".walk-marks").count()).toBe(1);
    // The controls: the step beside it and the network beside it are told in other words.
    expect(await truthAbout(wide, 4, 16)).not.toBe(await truthAbout(wide, 4, 17));
    expect(await truthAbout(wide, 3, 17)).not.toBe(await truthAbout(wide, 4, 17));
    await page.keyboard.press("Home");
    await says(page, await truthAbout(wide, 4, 1));
    await page.getByRole("button", { name: "Forward ▶" }).click();
    await says(page, await truthAbout(wide, 4, 2));
    await page.locator('[data-testid="walk-sequence"]').selectOption("2");
    await says(page, await truthAbout(wide, 4, 2, 2));
    expect(await truthAbout(wide, 4, 2, 2)).not.toBe(await truthAbout(wide, 4, 2));
    await page.waitForFunction(
      () => location.hash.includes("view.walk=2") && location.hash.includes("view.walkSequence=2"),
    );
    expect(await page.textContent('[data-testid="walk"]')).toContain("up to 8 units; this one has 12");
    await page.getByRole("button", { name: "Close the walk" }).click();
    expect(await page.locator('[data-testid="walk"]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("plays back to the first step, and stands still where it is told to", async () => {
    const link = linkTo(scalar, { point: [7, 0], walk: 3 });
    const { page } = await site.visit(link, { reducedMotion: "no-preference" });
    await page.locator(sentence).waitFor();
    await page.getByRole("button", { name: "▶ Play" }).click();
    await page.getByRole("button", { name: "❚❚ Pause" }).waitFor();
    await says(page, await truthAbout(scalar, 7, 1));
    await page.getByRole("button", { name: "▶ Play" }).waitFor();
    await page.context().close();
  });
});

describe("a weight that is dragged", () => {
  test("changes the bars, while it is dragged, into those of the network that it makes", async () => {
    const { page, complaints } = await site.visit(linkTo(scalar, { point: [5, 0], walk: 12 }));
    const slider = page.locator('[data-weight="weight_hh"] input[type="range"]');
    await slider.scrollIntoViewIfNeeded();
    const box = await boxOf(slider);
    const original = (await truthAt(scalar, [5, 0])).logStateGradient;
    expect(misfit(await heights(page, ".bar"), original)).toBeLessThan(HEIGHT_BOUND);
    const y = box.y + box.height / 2;
    // From 0.5 on a slider from −2 to 2.
    await page.mouse.move(box.x + box.width * 0.62, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.75, y, { steps: 4 });
    await page.waitForSelector(".bar-changed");
    await page.mouse.move(box.x + box.width * 0.9, y, { steps: 4 });
    const weight = Number(await slider.inputValue());
    expect(weight).toBeGreaterThan(1.2);
    const changed = { ...scalar, init: { ...scalar.init, recurrent: constant(weight) } } as SweepSpec;
    const { logStateGradient: logs } = await truthAt({ ...changed, axes: [] }, [0]);
    const text = `From day 12 back to day 11`;
    await page.waitForFunction(
      ([selector, start]) =>
        document.querySelector(selector)?.textContent?.startsWith(`With the changed weights: ${start}`),
      [sentence, text] as const,
    );
    await expect
      .poll(async () => misfit(await heights(page, ".bar-changed"), logs))
      .toBeLessThan(HEIGHT_BOUND);
    await page.mouse.up();
    // The control: they are not the bars of the network on the map, which still stand beside them.
    expect(misfit(await heights(page, ".bar-changed"), original)).toBeGreaterThan(1);
    expect(misfit(await heights(page, ".bar"), original)).toBeLessThan(HEIGHT_BOUND);
    await page.getByRole("button", { name: "Reset the weights" }).click();
    await page.waitForSelector(".bar-changed", { state: "detached" });
    expect(await page.textContent(sentence)).toMatch(/^From day 12/);
    // Typed, and opened as a sweep of its own.
    const field = page.locator('[data-weight="bias"] input[type="text"]');
    await field.fill("0.75");
    await field.press("Enter");
    await page.getByRole("button", { name: "Open as a sweep of its own" }).click();
    await page.waitForFunction(() => location.hash.includes("init.parameters.bias=[0.75]"));
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("for everyone", () => {
  test.each([
    ["light", 1440],
    ["dark", 390],
  ] as const)(
    "axe finds nothing in the walk of a trained lstm in %s at %i pixels",
    async (colorScheme, width) => {
      const trained = soundSpec({
        mode: "training",
        model: { cell: "lstm", hidden: 2 },
        task: { unroll: 6 },
        training: { steps: 20 },
        axes: [{ param: "init.forgetBias", from: -1, to: 2, count: 4 }],
      });
      const link = linkTo(trained, { point: [2, 0], walk: 4, walkTrained: true });
      const viewport = { width, height: 900 };
      const { page, complaints } = await site.visit(link, { colorScheme, viewport, reducedMotion: "reduce" });
      await page.locator(sentence).waitFor();
      expect(await page.locator('[data-testid="walk"]').count()).toBe(1);
      // One entry of a matrix is chosen by the arrow keys, and changed by the slider beneath it.
      await page.locator(".weight-matrix input").first().focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
      const slider = page.locator('.weight-slider input[type="range"]');
      expect(await slider.getAttribute("aria-label")).toBe("i: weight_hh[1][1], slider");
      await slider.focus();
      await page.keyboard.press("ArrowLeft");
      await page.waitForSelector(".bar-changed");
      expect(await violations(page, { within: ".inspector" })).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );
});
