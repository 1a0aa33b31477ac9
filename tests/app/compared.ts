// Sweeps that compare, opened on the page, and how their panels are hovered and read.

import type { Page } from "playwright";
import { formatAddress, type View } from "../../src/sweep/address.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { placeOf } from "./picture.ts";
import { type OpenedPage, phase, type Site } from "./site.ts";
import { soundSpec, truthAt } from "./truth.ts";

export const names = ["tanh", "relu", "identity"];
export const grid = { columns: 12, rows: 6 };
export const activation = { param: "model.activation", values: names };
export const gain = { param: "init.recurrent.gain", from: 0, to: 2, count: grid.columns };
export const unroll = { param: "task.unroll", from: 2, to: 12, count: grid.rows };
export const metrics = ["logGradientRatio", "loss"];
export const sweep = (axes: readonly object[], rest: object = {}) =>
  soundSpec({ model: { hidden: 3 }, axes, metrics, ...rest });
export const named = sweep([activation, gain, unroll]);
export const training = soundSpec({
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

/** A sweep's page, done and with its last colours; its numbers are compared bit by bit, so the reference computes them. */
export async function openDone(site: Site, spec: SweepSpec, view: View = {}): Promise<OpenedPage> {
  const opened = await site.visit(`#${formatAddress({ spec, view: { engine: "reference", ...view } })}`, {
    viewport: { width: 1440, height: 1400 },
  });
  await phase(opened.page, "done");
  // The automatic limits of the colours follow the last results within half a second.
  await opened.page.waitForTimeout(800);
  return opened;
}

export async function hover(page: Page, x: number, y: number, panel = 0): Promise<void> {
  const place = await placeOf(page, { x, y }, grid, panel);
  await page.mouse.move(place.x, place.y);
}

/** The readout's values by the title of their panel. */
export async function readAll(page: Page): Promise<Record<string, number>> {
  const entries = await page
    .locator('.readout-metric:has([data-testid="readout-value"])')
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute("data-panel"), one.querySelector("data")?.getAttribute("value")]),
    );
  return Object.fromEntries(entries.map(([title, value]) => [title, Number(value)]));
}

export const ratioAt = async (spec: SweepSpec, indices: readonly number[]) =>
  (await truthAt(spec, indices)).metrics.logGradientRatio as number;
