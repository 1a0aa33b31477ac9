// A sweep in mode training: one can watch it, it comes to an end, its legend counts the outcomes, and nothing is mixed.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PresetName, presets } from "../../src/app/presets/index.ts";
import { type OutcomeName, outcomes } from "../../src/model/training/outcome.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { fingerprintOf, pictureOf, placeOf } from "./picture.ts";
import { boxOf, phase, Site } from "./site.ts";
import { same, soundSpec, truthAt } from "./truth.ts";

const scalarInit = {
  recurrent: { kind: "constant", value: 1 },
  input: { kind: "constant", value: 1 },
  readout: { kind: "constant", value: 1 },
};
const scalar = (rest: object) =>
  soundSpec({ mode: "training", model: { hidden: 1 }, init: scalarInit, ...rest });

/** Two runs of a million steps: tens of seconds each for the reference, whatever the machine. */
const long = scalar({
  task: { unroll: 10 },
  training: { steps: 1_000_000, learningRate: 0.0001, targetLoss: 0 },
  axes: [{ param: "init.recurrent.value", from: -0.5, to: 0.5, count: 2 }],
});
/** The same for kernels, which are many times as fast: minutes each. */
const longForKernels = soundSpec({
  mode: "training",
  model: { hidden: 32 },
  task: { unroll: 60 },
  training: { steps: 1_000_000, learningRate: 0.01, targetLoss: 0 },
  axes: [{ param: "init.recurrent.gain", from: 0.3, to: 0.6, count: 2 }],
});
/** Of two networks one always has the lowest colour and one the highest, unless the scale stands still. */
const fixedColours = { metric: "finalLoss", limits: [1e-6, 1] } as const;
/** All outcomes within a second. */
const grid = { columns: 20, rows: 10 };
const short = scalar({
  task: { unroll: 5 },
  training: { steps: 40, targetLoss: 0.05 },
  axes: [
    { param: "init.recurrent.value", from: -3, to: 3, count: grid.columns },
    { param: "training.learningRate", from: 0.01, to: 10, count: grid.rows, scale: "log" },
  ],
});

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** By the reference, whose numbers the page is to show to the last bit. */
const linkTo = (spec: typeof short, view = {}) =>
  `#${formatAddress({ spec, view: { engine: "reference", ...view } })}`;
const readValue = async (page: Page) =>
  Number(await page.locator('[data-testid="readout-value"]').first().getAttribute("value"));

/** The legend's counts by outcome. */
async function legendOf(page: Page): Promise<Record<string, number>> {
  const entries = await page
    .locator("data[data-outcome]")
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute("data-outcome"), Number(one.getAttribute("value"))] as const),
    );
  return Object.fromEntries(entries);
}

describe("a training sweep under way", () => {
  test.each([
    ["reference", long],
    ["cpu", longForKernels],
  ])(
    "on %s is drawn from the state so far: the loss falls on the map before anything is done",
    async (engine, spec) => {
      const { page, complaints } = await site.visit(linkTo(spec, { engine, ...fixedColours }));
      await phase(page, "running");
      expect(await page.textContent('[data-testid="engine"]')).toContain(`Engine ${engine}:`);
      const place = await placeOf(page, { x: 0, y: 0 }, { columns: 2, rows: 1 });
      await page.mouse.move(place.x, place.y);
      await page.waitForSelector('[data-testid="readout-value"]');
      expect(await page.textContent('[data-testid="readout"]')).toContain("so far");
      const [loss, picture] = [await readValue(page), await fingerprintOf(page)];
      await page.waitForFunction(
        (before) => {
          const read = document.querySelector('[data-testid="readout-value"]');
          return read !== null && Number(read.getAttribute("value")) < before;
        },
        loss,
        { timeout: 30_000 },
      );
      await expect.poll(() => fingerprintOf(page), { timeout: 30_000 }).not.toBe(picture);
      expect(await page.textContent('[data-testid="progress"]')).toMatch(/^0 of 2 networks trained, (?!0 %)/);
      await page.locator(".map-header select").selectOption("outcome");
      await page.waitForFunction(
        () => document.querySelector('data[data-outcome="running"]')?.textContent === "100 %",
      );
      // A cancelled run leaves its picture, and says what it is.
      await page.getByRole("button", { name: "Cancel" }).click();
      await phase(page, "cancelled", 5000);
      await page.waitForTimeout(300);
      const left = await fingerprintOf(page);
      await page.waitForTimeout(600);
      expect(await fingerprintOf(page)).toBe(left);
      expect((await pictureOf(page)).drawn).toBe(1);
      expect(await page.textContent('[data-testid="progress"]')).toContain("shown as it stood");
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test("comes to its end, and the legend counts the outcomes that the reference finds", async () => {
    const { page, complaints } = await site.visit(linkTo(short));
    await phase(page, "done");
    await page.waitForTimeout(300);
    const counts: Record<string, number> = {};
    for (let x = 0; x < grid.columns; x++) {
      for (let y = 0; y < grid.rows; y++) {
        const { training } = await truthAt(short, [x, y, 0]);
        const name = training?.outcomeName as OutcomeName;
        counts[name] = (counts[name] ?? 0) + 1;
      }
    }
    expect(Object.keys(counts).length).toBeGreaterThanOrEqual(4);
    const legend = await legendOf(page);
    expect(Object.keys(legend).sort()).toEqual(Object.keys(outcomes).sort());
    for (const [name, count] of Object.entries(legend)) expect(count, name).toBe(counts[name] ?? 0);
    // The definitions are one hover away; and a scale of names has no limits to drag.
    const term = page.locator('[data-testid="outcomes"] .term').first();
    expect(await term.getAttribute("data-definition")).toContain(outcomes.converged.definition);
    expect(await page.getByRole("slider", { name: /end of the colours/ }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("tells a target that was never reached in words, and draws losses on a logarithmic scale", async () => {
    const { page } = await site.visit(linkTo(short, { metric: "stepsToTarget" }));
    await phase(page, "done");
    const truth = await truthAt(short, [10, 9, 0]);
    expect(truth.training?.stepsToTarget).toBeNaN();
    const place = await placeOf(page, { x: 10, y: 9 }, grid);
    await page.mouse.move(place.x, place.y);
    expect(await page.textContent('[data-testid="readout"]')).toContain("target never reached");
    await page.locator(".map-header select").selectOption("finalLoss");
    const low = page.getByRole("slider", { name: "Lower end of the colours" });
    const before = Number(await low.getAttribute("aria-valuenow"));
    expect(before).toBeGreaterThan(0);
    await low.focus();
    for (const _ of [1, 2]) await page.keyboard.press("ArrowRight");
    const after = Number(await low.getAttribute("aria-valuenow"));
    expect(after).toBeGreaterThan(before);
    await page.waitForFunction(() => location.hash.includes("view.limits"));
    // The limits are values, so that a link means the same whatever the scale.
    expect(decodeURIComponent(new URL(page.url()).hash)).toContain(`view.limits=[${after},`);
    await page.context().close();
  });

  test("gives way to a change in the form, and the new map holds nothing of the old one", async () => {
    const { page, complaints } = await site.visit(linkTo(long));
    await page.waitForFunction(
      () => document.querySelector('data[data-outcome="running"]')?.textContent === "100 %",
    );
    await page.locator('[data-path="training.steps"]').fill("40");
    await page.locator('[data-path="training.learningRate"]').fill("0.3");
    await page.waitForFunction(() => location.hash.includes("training.learningRate=0.3"));
    await phase(page, "done");
    await page.locator(".map-header select").selectOption("finalLoss");
    const changed = soundSpec({ ...long, training: { ...long.training, steps: 40, learningRate: 0.3 } });
    for (const x of [0, 1]) {
      const place = await placeOf(page, { x, y: 0 }, { columns: 2, rows: 1 });
      await page.mouse.move(place.x, place.y);
      const [truth, other] = [await truthAt(changed, [x, 0]), await truthAt(changed, [1 - x, 0])];
      expect(same(await readValue(page), truth.metrics.finalLoss as number)).toBe(true);
      // The control: the other network is told apart.
      expect(same(await readValue(page), other.metrics.finalLoss as number)).toBe(false);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("the presets of training", () => {
  const names = (Object.keys(presets) as PresetName[]).filter(
    (name) => presets[name].spec.mode === "training",
  );

  test.each(names)("%s opens and shows outcomes within seconds", async (name) => {
    const { page, complaints } = await site.visit();
    await page.locator(".preset", { hasText: presets[name].title }).click();
    // A preset may open with another metric of training runs; its outcomes are one choice away.
    const [first] = presets[name].spec.metrics as readonly string[];
    if (first !== "outcome")
      await page.getByRole("combobox", { name: "Colour", exact: true }).selectOption("outcome");
    await page.waitForFunction(
      () => {
        const decided = [...document.querySelectorAll("data[data-outcome]")].filter(
          (one) => Number(one.getAttribute("value")) > 0 && one.getAttribute("data-outcome") !== "running",
        );
        return decided.length >= 2;
      },
      undefined,
      { timeout: 30_000 },
    );
    if (name === "optimisers") {
      expect(await page.locator("canvas").count()).toBe(3);
      const box = await boxOf(page.locator("canvas").nth(1));
      await page.mouse.move(box.x + 40, box.y + 60);
      // One cursor, marked in every panel; one readout, which reads them all.
      expect(await page.locator(".crosshair").count()).toBe(3);
      expect(await page.locator('[data-testid="readout"]').count()).toBe(1);
      expect(await page.locator(".readout-metric").count()).toBe(3);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
