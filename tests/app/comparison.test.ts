// What a sweep compares, side by side: panels under one cursor, the difference of two, replicates reduced; every number read
// on the page is what the reference computes.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatAddress, parseAddress, type View } from "../../src/sweep/address.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { fingerprintsOf, placeOf } from "./picture.ts";
import { phase, Site } from "./site.ts";
import { same, soundSpec, truthAt } from "./truth.ts";

const names = ["tanh", "relu", "identity"];
const grid = { columns: 12, rows: 6 };
const activation = { param: "model.activation", values: names };
const gain = { param: "init.recurrent.gain", from: 0, to: 2, count: grid.columns };
const unroll = { param: "task.unroll", from: 2, to: 12, count: grid.rows };
const metrics = ["logGradientRatio", "loss"];
const sweep = (axes: readonly object[], rest: object = {}) =>
  soundSpec({ model: { hidden: 3 }, axes, metrics, ...rest });
const named = sweep([activation, gain, unroll]);
const training = soundSpec({
  mode: "training",
  model: { hidden: 1 },
  task: { unroll: 4 },
  training: { steps: 30, targetLoss: 0.05, momentum: 0.9 },
  replicates: 4,
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: grid.columns },
    { param: "training.learningRate", from: 0.01, to: 3, count: grid.rows, scale: "log" },
    { param: "training.optimizer", values: ["sgd", "adam"] },
  ],
});

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

async function open(spec: SweepSpec, view: View = {}) {
  const opened = await site.visit(`#${formatAddress({ spec, view })}`, {
    viewport: { width: 1440, height: 1400 },
  });
  await phase(opened.page, "done");
  // The automatic limits of the colours follow the last results within half a second.
  await opened.page.waitForTimeout(800);
  return opened;
}

async function hover(page: Page, x: number, y: number, panel = 0): Promise<void> {
  const place = await placeOf(page, { x, y }, grid, panel);
  await page.mouse.move(place.x, place.y);
}

/** The readout's values by the title of their panel. */
async function readAll(page: Page): Promise<Record<string, number>> {
  const entries = await page
    .locator('.readout-metric:has([data-testid="readout-value"])')
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute("data-panel"), one.querySelector("data")?.getAttribute("value")]),
    );
  return Object.fromEntries(entries.map(([title, value]) => [title, Number(value)]));
}

const ratioAt = async (spec: SweepSpec, indices: readonly number[]) =>
  (await truthAt(spec, indices)).metrics.logGradientRatio as number;

describe("panels", () => {
  test("have one cursor: every panel marks the point, and the readout reads all of them", async () => {
    const { page, complaints } = await open(named);
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
      const { page } = await open(sweep(axes));
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
    const { page } = await open(named);
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
    const { page } = await open(spec);
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
    const { page, complaints } = await open(named);
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
    const { page, complaints } = await open(training, { difference: [0, 1], metric: "outcome" });
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

describe("replicates reduced", () => {
  test("are the median of what the reference computes, named in the legend; a click opens the nearest", async () => {
    const spec = sweep([gain, unroll], { replicates: 5 });
    const { page } = await open(spec);
    await page.locator(".compare").getByLabel("Replicates").selectOption("median");
    await page.waitForFunction(() => location.hash.includes("view.reduce=median"));
    expect(await page.locator("canvas").count()).toBe(1);
    const name = page.locator('[data-testid="legend"] .legend-name .term');
    expect(await name.textContent()).toBe("median of 5 replicates: log10 gradient ratio");
    expect(await name.getAttribute("data-definition")).toContain("NaN are left out");
    const truths: number[] = [];
    for (let r = 0; r < 5; r++) truths.push(await ratioAt(spec, [8, 3, r]));
    const median = truths.toSorted((a, b) => a - b)[2];
    await hover(page, 8, 3);
    const [read] = Object.values(await readAll(page));
    expect(same(read, median)).toBe(true);
    expect(same(read, truths.reduce((a, b) => a + b) / 5)).toBe(false);
    const nearest = truths.indexOf(median);
    expect(await page.textContent('[data-testid="readout"]')).toContain(`opens replicate ${nearest}`);
    const place = await placeOf(page, { x: 8, y: 3 }, grid);
    await page.mouse.click(place.x, place.y);
    await page.waitForFunction((r) => location.hash.includes(`view.point=[8,3,${r}]`), nearest);
    // The inspected point is marked on the map, whichever replicate it is.
    expect(await page.locator(".point-mark").count()).toBe(1);
    await page.context().close();
  });

  test("follow another metric: sizes are averaged, outcomes counted; a quantile is typed in", async () => {
    const { page, complaints } = await open(training, { metric: "finalLoss", reduce: "mean" });
    await page.locator(".map-header select").selectOption("outcome");
    const name = page.locator('[data-testid="legend"] .legend-name');
    expect(await name.textContent()).toBe("fraction converged of 4 replicatesfraction (0 … 1)");
    let hits = 0;
    for (let r = 0; r < 4; r++) {
      if ((await truthAt(training, [5, 4, 1, r])).training?.outcomeName === "converged") hits++;
    }
    await hover(page, 5, 4);
    expect((await readAll(page)).adam).toBe(hits / 4);
    await page.locator(".map-header select").selectOption("bestLoss");
    await page.locator(".compare").getByLabel("Replicates").selectOption("quantile");
    await page.getByLabel("q", { exact: true }).fill("1");
    await page.getByLabel("q", { exact: true }).press("Enter");
    await page.waitForFunction(() => location.hash.includes("view.quantile=1"));
    const losses: number[] = [];
    for (let r = 0; r < 4; r++) {
      losses.push((await truthAt(training, [5, 4, 0, r])).metrics.bestLoss as number);
    }
    await hover(page, 5, 4);
    expect(same((await readAll(page)).sgd, Math.max(...losses))).toBe(true);
    // The whole of it is a link that opens without complaint.
    expect(parseAddress(new URL(page.url()).hash).ok).toBe(true);
    await page.reload();
    await phase(page, "done");
    expect(await page.locator('[data-testid="banner"]').count()).toBe(0);
    expect(await page.getByLabel("q", { exact: true }).inputValue()).toBe("1");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("say of how many they are made while others are still to come", async () => {
    const long = soundSpec({
      mode: "training",
      model: { hidden: 1 },
      task: { unroll: 2 },
      training: { steps: 1_000_000, learningRate: 0.0001, targetLoss: 0 },
      replicates: 3,
    });
    const link = formatAddress({ spec: long, view: { metric: "finalLoss", reduce: "mean" } });
    const { page } = await site.visit(`#${link}`);
    const place = await placeOf(page, { x: 0, y: 0 }, { columns: 1, rows: 1 });
    await page.mouse.move(place.x, place.y);
    await page.waitForSelector('[data-testid="readout-value"]');
    expect(await page.textContent('[data-testid="readout"]')).toMatch(/\([123] of 3 so far\)/);
    await page.context().close();
  });
});
