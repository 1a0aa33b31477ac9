// For everyone: light and dark, desk and phone, with a screen reader and without, and with mistakes in the form.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatAddress } from "../../src/sweep/address.ts";
import { violations } from "./axe.ts";
import { type OpenedPage, phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** How far the page can be scrolled sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

describe("accessibility", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      test(`axe finds nothing in ${colorScheme} at ${viewport.width} pixels, nor does the page scroll sideways`, async () => {
        const { page, complaints } = await site.visit("", { colorScheme, viewport, reducedMotion: "reduce" });
        await phase(page, "done");
        await page.locator(".story-points button").first().click();
        await page.waitForSelector("[data-metric]");
        // All sections open: axe sees only what is shown.
        await page.locator("details:not([open]) > summary").evaluateAll((all) => {
          for (const summary of all) (summary as HTMLElement).click();
        });
        await page.waitForSelector(".row-table-frame");
        expect(await violations(page)).toEqual([]);
        expect(await sideways(page)).toBe(0);
        await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
        await page.waitForSelector("dialog[open]");
        expect(await violations(page)).toEqual([]);
        expect(await sideways(page)).toBe(0);
        expect(complaints).toEqual([]);
        await page.context().close();
      });
    }
  }

  test.each([
    ["light", 1440],
    ["dark", 390],
  ] as const)("axe finds nothing in a comparison in %s at %i pixels", async (colorScheme, width) => {
    const spec = soundSpec({
      model: { hidden: 2 },
      replicates: 3,
      axes: [
        { param: "init.recurrent.kind", values: ["normal", "orthogonal", "identity"] },
        { param: "init.recurrent.gain", from: 0, to: 2, count: 10 },
        { param: "model.activation", values: ["tanh", "relu", "identity"] },
        { param: "task.unroll", from: 1, to: 9, count: 9 },
      ],
    });
    const link = formatAddress({ spec, view: { difference: [0, 8], reduce: "quantile" } });
    const viewport = { width, height: 900 };
    const { page, complaints } = await site.visit(`#${link}`, { colorScheme, viewport });
    await phase(page, "done");
    expect(await page.locator("canvas").count()).toBe(10);
    await page.locator(".slice-table > summary").click();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("axe and the measure of width do find what is wrong", async () => {
    const { page } = await site.visit("", { viewport: { width: 390, height: 844 } });
    await phase(page, "done");
    await page.evaluate(() => {
      const [nameless, wide] = [document.createElement("input"), document.createElement("div")];
      nameless.id = "nameless";
      wide.textContent = ".";
      wide.style.width = "600px";
      document.body.append(nameless, wide);
    });
    expect((await violations(page)).join()).toContain("#nameless");
    expect(await sideways(page)).toBeGreaterThan(0);
    await page.context().close();
  });
});

describe("the form", () => {
  let opened: OpenedPage;
  let page: Page;
  beforeAll(async () => {
    opened = await site.visit();
    page = opened.page;
    await phase(page, "done");
  });

  test("shows all mistakes next to their fields, and loses nothing that was typed", async () => {
    const hidden = page.locator('[data-path="model.hidden"]');
    await hidden.fill("a few");
    await page.locator('[data-path="axes.0.count"]').fill("0");
    const summary = page.locator('[data-testid="form-mistakes"]');
    await summary.waitFor();
    expect(await summary.textContent()).toContain("2 mistakes");
    expect(await hidden.getAttribute("aria-invalid")).toBe("true");
    const beside = await page.locator('.field:has([data-path="model.hidden"]) .mistakes').textContent();
    expect(beside).toContain("an integer from 1 to 128");
    expect(await hidden.inputValue()).toBe("a few");
    expect(await page.locator('[data-path="axes.0.count"]').inputValue()).toBe("0");
  });

  test("runs a sound change by itself, and the address follows", async () => {
    await page.locator('[data-path="axes.0.count"]').fill("40");
    await page.locator('[data-path="model.hidden"]').fill("2");
    await page.waitForFunction(() => location.hash.includes("model.hidden=2"));
    await phase(page, "done");
    expect(await page.textContent('[data-testid="progress"]')).toContain("4\u202f000 networks");
    expect(await page.locator('[data-testid="form-mistakes"]').count()).toBe(0);
  });

  test("another kind of initialiser keeps the number and the axis under its new name", async () => {
    await page.locator("details:has(h3:text-is('Initial weights')) > summary").click();
    await page.locator('[data-path="init.recurrent.kind"]').selectOption("orthogonal");
    await page.waitForFunction(() => location.hash.includes("init.recurrent.gain"));
    expect(await page.locator('[data-path="axes.0.param"]').inputValue()).toBe("init.recurrent.gain");
    expect(await page.locator('[data-path="init.recurrent.gain"]').inputValue()).toBe("1");
  });

  test("axes are added, swapped and removed, down to a single network", async () => {
    await page.getByRole("button", { name: "Add an axis" }).click();
    await page.locator(".slices input").waitFor();
    for (const name of ["Remove dimension 3", "Remove dimension 2", "Remove dimension 1"]) {
      await page.getByRole("button", { name }).click();
    }
    await page.waitForFunction(() =>
      document.querySelector(".progress-text")?.textContent?.startsWith("1 networks in"),
    );
    expect(
      await page
        .locator("canvas")
        .evaluate((c) => [(c as HTMLCanvasElement).width, (c as HTMLCanvasElement).height]),
    ).toEqual([1, 1]);
  });

  test("the whole spec is edited as JSON, and text that is none is kept", async () => {
    await page.locator("details:has(h3:text-is('Spec as JSON')) > summary").click();
    const json = page.locator('[data-testid="json"]');
    await json.fill("{ not JSON");
    await page.getByRole("button", { name: "Apply" }).click();
    expect(await page.locator(".json .mistakes").textContent()).toContain("not JSON");
    expect(await json.inputValue()).toBe("{ not JSON");
    await json.fill(
      '{"name":"mine","model":{"hidden":1},"task":{"kind":"explicit","inputs":[[[1],[0]]],"targets":[[1]]}}',
    );
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForFunction(() => document.querySelector(".map-header h2")?.textContent === "mine");
    await phase(page, "done");
    await page.locator(".map-frame").focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-metric]");
    expect(await page.textContent('[data-testid="sentence"]')).toContain("2 steps");
  });

  test("nothing of all this was worth a word in the console", () => {
    expect(opened.complaints).toEqual([]);
  });
});
