// Replicates reduced to one number per point: on the map, in the legend, in the inspector and in the address.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { gain, grid, hover, openDone, ratioAt, readAll, sweep, training, unroll } from "./compared.ts";
import { placeOf } from "./picture.ts";
import { phase, Site } from "./site.ts";
import { same, soundSpec, truthAt } from "./truth.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

describe("replicates reduced", () => {
  test("are the median of what the reference computes, named in the legend; a click opens the nearest", async () => {
    const spec = sweep([gain, unroll], { replicates: 5 });
    const { page } = await openDone(site, spec);
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
    const { page, complaints } = await openDone(site, training, { metric: "finalLoss", reduce: "mean" });
    await page.locator(".map-header select").selectOption("outcome");
    const name = page.locator('[data-testid="legend"] .legend-name');
    expect(await name.textContent()).toMatch(/^fraction converged of 4 replicatesfraction \(0 … 1\)/);
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
    const link = formatAddress({
      spec: long,
      view: { engine: "reference", metric: "finalLoss", reduce: "mean" },
    });
    const { page } = await site.visit(`#${link}`);
    const place = await placeOf(page, { x: 0, y: 0 }, { columns: 1, rows: 1 });
    await page.mouse.move(place.x, place.y);
    await page.waitForSelector('[data-testid="readout-value"]');
    expect(await page.textContent('[data-testid="readout"]')).toMatch(/\([123] of 3 so far\)/);
    await page.context().close();
  });
});
