// Training on the GPU's and on the CPU's kernels in the page: the panels of several optimisers fill, and what stands
// there in the end agrees with the reference.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { OutcomeName } from "../../src/model/training/outcome.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { placeOf } from "./picture.ts";
import { phase, Site } from "./site.ts";
import { soundSpec, truthAt } from "./truth.ts";

const grid = { columns: 16, rows: 12 };
const optimizers = ["sgd", "momentum", "adam"];
const spec = soundSpec({
  mode: "training",
  model: { hidden: 1 },
  task: { unroll: 5 },
  init: { recurrent: { kind: "constant", value: 1 }, bias: 0.1 },
  training: { steps: 60, momentum: 0.5, targetLoss: 0.05 },
  axes: [
    { param: "init.recurrent.value", from: -1, to: 1, count: grid.columns },
    { param: "training.learningRate", from: 0.01, to: 0.2, count: grid.rows, scale: "log" },
    { param: "training.optimizer", values: optimizers },
  ],
});
/** Final losses of tame runs by kernels and reference: the bound of the gpu tests. */
const LOSS_BOUND = 1e-3;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

test.each(["webgpu", "cpu"])(
  "a training sweep on %s: every panel is counted to the end, and its values are the reference's",
  async (engine) => {
    const { page, complaints } = await site.visit(
      `#${formatAddress({ spec, view: { engine, metric: "outcome" } })}`,
    );
    await phase(page, "done");
    expect(await page.textContent("body")).toContain(`Engine ${engine}`);
    // The legend is counted anew shortly after the last tile, also for the panels that did not get it.
    await page.waitForFunction(
      () => document.querySelector('data[data-outcome="running"]')?.getAttribute("value") === "0",
    );
    const counts = Object.fromEntries(
      await page
        .locator("data[data-outcome]")
        .evaluateAll((all) =>
          all.map((one) => [one.getAttribute("data-outcome"), Number(one.getAttribute("value"))] as const),
        ),
    ) as Record<OutcomeName, number>;
    expect(counts.running).toBe(0);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(grid.columns * grid.rows * optimizers.length);

    await page.locator("select").filter({ hasText: "final loss" }).selectOption("finalLoss");
    const cell = { x: 11, y: 7 };
    const place = await placeOf(page, cell, grid);
    await page.mouse.move(place.x, place.y);
    await page.waitForSelector('[data-testid="readout-value"]');
    const read = await page
      .locator('[data-testid="readout-value"]')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));
    expect(read).toHaveLength(optimizers.length);
    for (const [index, value] of read.entries()) {
      const truth = (await truthAt(spec, [cell.x, cell.y, index])).metrics.finalLoss ?? Number.NaN;
      expect(Math.abs(value - truth) / truth, optimizers[index]).toBeLessThan(LOSS_BOUND);
      // Control: the network one step further along the learning rate is told apart.
      const next = (await truthAt(spec, [cell.x, cell.y + 1, index])).metrics.finalLoss ?? Number.NaN;
      expect(Math.abs(value - next) / next, optimizers[index]).toBeGreaterThan(LOSS_BOUND);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
