// What a sweep compares, side by side: panels under one cursor, and the difference of two; every number read on the page is
// what the reference computes.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  activation,
  gain,
  grid,
  hover,
  named,
  names,
  openDone,
  ratioAt,
  readAll,
  sweep,
  training,
  unroll,
} from "./compared.ts";
import { fingerprintsOf } from "./picture.ts";
import { Site } from "./site.ts";
import { same, truthAt } from "./truth.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

describe("panels", () => {
  test("have one cursor: every panel marks the point, and the readout reads all of them", async () => {
    const { page, complaints } = await openDone(site, named);
    expect(await page.locator(".map-panel-box h3").allTextContents()).toEqual(names);
    await hover(page, 7, 2, 1);
    expect(await page.locator(".crosshair").count()).toBe(3);
    const places = await page.locator(".crosshair line:last-child").evaluateAll((lines) =>
      lines.map((line) => {
        const canvas = line.closest(".map-frame")?.querySelector("canvas") as HTMLCanvasElement;
        return line.getBoundingClientRect().x - canvas.getBoundingClientRect().x;
      }),
    );
    for (const place of places) expect(place).toBeCloseTo(places[0], 0);
    const read = await readAll(page);
    for (const [n, name] of names.entries()) {
      expect(same(read[name], await ratioAt(named, [n, 7, 2, 0])), name).toBe(true);
      // The control: the next panel's number is another one.
      expect(same(read[name], await ratioAt(named, [(n + 1) % 3, 7, 2, 0]))).toBe(false);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("show the same pictures wherever the names stand among the axes", async () => {
    const prints: number[][] = [];
    for (const axes of [
      [activation, gain, unroll],
      [gain, activation, unroll],
      [gain, unroll, activation],
    ]) {
      const { page } = await openDone(site, sweep(axes));
      prints.push(await fingerprintsOf(page));
      await page.context().close();
    }
    expect(prints[0]).toHaveLength(3);
    expect(prints[1]).toEqual(prints[0]);
    expect(prints[2]).toEqual(prints[0]);
    // The control: the panels themselves differ.
    expect(new Set(prints[0]).size).toBe(3);
  });

  test("are reached and read one by one by keyboard, all panels aloud", async () => {
    const { page } = await openDone(site, named);
    await page.locator(".map-frame").nth(2).focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
    const read = await readAll(page);
    expect(same(read.identity, await ratioAt(named, [2, 7, 4, 0]))).toBe(true);
    const spoken = await page.textContent('[data-testid="map-live"]');
    expect(spoken).toMatch(/^identity, .*log10 gradient ratio .*In the other panels: tanh .*, relu /);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("view.point=[2,7,4,0]"));
    await page.context().close();
  });

  test("are the replicates where no names are compared; the choice of panels is in the address", async () => {
    const spec = sweep([gain, unroll], { replicates: 3 });
    const { page } = await openDone(site, spec);
    expect(await page.locator("canvas").count()).toBe(3);
    await hover(page, 8, 3, 2);
    const read = await readAll(page);
    for (const r of [0, 1, 2]) {
      expect(same(read[`Replicate ${r}`], await ratioAt(spec, [8, 3, r]))).toBe(true);
    }
    await page.getByLabel("Panels").selectOption({ label: "none" });
    await page.waitForFunction(() => location.hash.includes("view.panels=[]"));
    expect(await page.locator("canvas").count()).toBe(1);
    expect(await page.locator(".slices input").count()).toBe(1);
    await page.context().close();
  });
});

describe("the difference of two panels", () => {
  test("is their numbers' difference, with a legend, a unit and an address of its own", async () => {
    const { page, complaints } = await openDone(site, named);
    await page.getByLabel("Difference").check();
    await page.getByLabel("Panel B of the difference").selectOption("identity");
    await page.waitForFunction(() => location.hash.includes("view.difference=[0,2]"));
    expect(await page.locator("canvas").count()).toBe(4);
    const legend = page.locator('[data-testid="difference-legend"] .legend-name');
    expect(await legend.textContent()).toBe("A − B: tanh − identity, log10 gradient ratiopowers of ten");
    await hover(page, 9, 4, 3);
    const read = async () =>
      Number(await page.locator('[data-testid="readout-difference"]').getAttribute("value"));
    const [a, b] = [await ratioAt(named, [0, 9, 4, 0]), await ratioAt(named, [2, 9, 4, 0])];
    expect(same(await read(), a - b)).toBe(true);
    expect(same(await read(), b - a)).toBe(false);
    // At gain 0 both are −∞: that is no difference of 0.
    await hover(page, 0, 4, 3);
    expect(await page.locator('[data-testid="readout-difference"]').textContent()).toBe("NaN");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("of outcomes counts where they agree, and names the pair at a point", async () => {
    const { page, complaints } = await openDone(site, training, { difference: [0, 1], metric: "outcome" });
    const counts: Record<string, number> = { same: 0, onlyA: 0, onlyB: 0, otherwise: 0, open: 0 };
    const labels: string[] = [];
    for (let x = 0; x < grid.columns; x++) {
      for (let y = 0; y < grid.rows; y++) {
        const [a, b] = await Promise.all([0, 1].map((n) => truthAt(training, [x, y, n, 0])));
        const [one, other] = [a.training?.outcomeName, b.training?.outcomeName];
        const sides = one === "converged" ? "onlyA" : other === "converged" ? "onlyB" : "otherwise";
        counts[one === other ? "same" : sides]++;
        labels.push(one === other ? `both ${one}` : `${one} against ${other}`);
      }
    }
    expect(counts.same).toBeLessThan(72);
    const shown = await page
      .locator("data[data-agreement]")
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute("data-agreement"), Number(one.getAttribute("value"))]),
      );
    expect(Object.fromEntries(shown)).toEqual(counts);
    await hover(page, 4, 3, 2);
    expect(await page.locator('[data-testid="readout-difference"]').textContent()).toBe(labels[4 * 6 + 3]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
