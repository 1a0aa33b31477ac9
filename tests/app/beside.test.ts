// Two sweeps side by side: from a link or frozen from what is there, on one colour scale, under one cursor, in one window.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { violations } from "./axe.ts";
import { fingerprintsOf, placeOf } from "./picture.ts";
import { phase, Site } from "./site.ts";
import { soundSpec, truthAt } from "./truth.ts";

const base = {
  name: "normal",
  model: { hidden: 4 },
  axes: [
    { param: "init.recurrent.gain", from: 0.5, to: 2, count: 31 },
    { param: "task.unroll", from: 1, to: 20, count: 20 },
  ],
  metrics: ["logGradientRatio"],
};
const spec = soundSpec(base);
// Twice as fine across: the same value lies in another column.
const other = soundSpec({
  ...base,
  name: "orthogonal",
  init: { recurrent: { kind: "orthogonal" } },
  axes: [{ ...base.axes[0], count: 61 }, base.axes[1]],
});
const link = `#${formatAddress({
  spec,
  view: { engine: "cpu", beside: formatAddress({ spec: other, view: {} }) },
})}`;

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

const otherDone = (page: Page) => page.waitForSelector('[data-testid="beside-progress"][data-phase="done"]');

describe("two sweeps side by side", () => {
  test("come out of a link, are both drawn, and are read under one cursor at the same values", async () => {
    const { page, complaints } = await site.visit(link, { colorScheme: "dark" });
    await phase(page, "done");
    await otherDone(page);
    await page.waitForTimeout(300);
    expect(await page.locator("canvas").count()).toBe(2);
    const [left, right] = await fingerprintsOf(page);
    expect(left).not.toBe(right);
    expect(await page.textContent('[data-testid="beside-differs"]')).toContain(
      "normal instead of orthogonal",
    );
    const cell = { x: 20, y: 11 };
    const place = await placeOf(page, cell, { columns: 31, rows: 20 });
    await page.mouse.move(place.x, place.y);
    await page.waitForFunction(() => document.querySelectorAll(".readout").length === 2);
    const values = await page
      .locator('[data-testid="readout-value"]')
      .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
    const truths = [await truthAt(spec, [20, 11, 0]), await truthAt(other, [40, 11, 0])];
    for (const [i, { logGradientRatio }] of truths.map(({ metrics }) => metrics).entries()) {
      expect(values[i]).toBeCloseTo(logGradientRatio as number, 3);
    }
    // The control: the same column of the finer map is another value.
    const wrong = (await truthAt(other, [20, 11, 0])).metrics.logGradientRatio as number;
    expect(Math.abs(values[1] - wrong)).toBeGreaterThan(0.01);
    expect(await page.textContent('[data-testid="beside-readout"]')).toContain("left − right");
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("share the window that one zooms to on the right map, and change places", async () => {
    const { page, complaints } = await site.visit(link);
    await phase(page, "done");
    await otherDone(page);
    const frame = page.locator(".beside-other .map-frame");
    await frame.hover();
    await frame.focus();
    await page.mouse.wheel(0, -300);
    await page.waitForFunction(() => location.hash.includes("view.home"));
    await page.waitForTimeout(400);
    await page.getByRole("button", { name: "Swap" }).click();
    await page.waitForFunction(() => location.hash.includes("#name=orthogonal"));
    const parsed = parseAddress(new URL(page.url()).hash);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
    const [across] = parsed.value.spec.axes;
    // The sweep that stood on the right was in the window; the one that stands there now has its own ranges in the link.
    expect((across.to ?? 0) - (across.from ?? 0)).toBeLessThan(1.2);
    const beside = parseAddress(parsed.value.view.beside ?? "");
    expect(beside.ok && beside.value.spec).toEqual(spec);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("are the sweep and what it was before a change, after one press", async () => {
    const { page, complaints } = await site.visit(`#${formatAddress({ spec, view: { engine: "cpu" } })}`, {
      viewport: { width: 390, height: 844 },
    });
    await phase(page, "done");
    await page.getByRole("button", { name: "Compare with…" }).click();
    await page.getByRole("button", { name: "This sweep as it is now" }).click();
    await otherDone(page);
    expect(await page.textContent('[data-testid="beside-differs"]')).toContain("the same sweep");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await page.getByRole("button", { name: "Close comparison" }).click();
    await page.waitForFunction(() => !location.hash.includes("view.beside"));
    expect(await page.locator("canvas").count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("are not, where the other address is mistaken, and the page says which part of it", async () => {
    const address = formatAddress({ spec, view: { engine: "cpu", beside: "model.hidden=-1" } });
    const { page } = await site.visit(`#${address}`);
    await phase(page, "done");
    expect(await page.textContent('[data-testid="banner"]')).toContain("view.beside: model.hidden");
    expect(await page.locator("canvas").count()).toBe(1);
    await page.context().close();
  });
});
