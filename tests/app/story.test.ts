// The inspector of a trained network: every number of its story is the reference's, and everyone can read it.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diagnosis } from "../../src/app/inspector/story/diagnosis.ts";
import { factsOf } from "../../src/app/inspector/story/facts.ts";
import { notes } from "../../src/app/inspector/story/notes.ts";
import { type TrainingMetricName, trainingMetrics } from "../../src/model/metrics/index.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { specAt } from "../../src/sweep/axis.ts";
import type { Inspection } from "../../src/sweep/inspection.ts";
import type { TrainingInspection } from "../../src/sweep/trainingInspection.ts";
import { violations } from "./axe.ts";
import { type OpenedPage, phase, Site } from "./site.ts";
import { same, soundSpec, truthAt } from "./truth.ts";

const constant = (value: number) => ({ kind: "constant", value });
const spec = soundSpec({
  mode: "training",
  model: { hidden: 1 },
  task: { unroll: 8 },
  init: { recurrent: constant(1), input: constant(1), readout: constant(1) },
  training: { steps: 120, targetLoss: 0.03, learningRate: 0.3, clipNorm: 0.5 },
  axes: [{ param: "init.recurrent.value", from: -2, to: 2, count: 5 }],
});
/** Heights are written to a tenth of a pixel, and the fit runs through two of them. */
const HEIGHT_BOUND = 0.2;

const linkAt = (point: readonly number[], of = spec) => `#${formatAddress({ spec: of, view: { point } })}`;
/** The same for two optimisers, which the map shows in two panels. */
const inPanels = soundSpec({
  ...spec,
  axes: [
    ...spec.axes,
    { param: "training.learningRate", from: 0.01, to: 1, count: 4, scale: "log" },
    { param: "training.optimizer", values: ["sgd", "adam"] },
  ],
});

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

async function storyAt(index: number): Promise<OpenedPage> {
  const opened = await site.visit(linkAt([index, 0]));
  await opened.page.waitForSelector('[data-testid="outcome"]');
  return opened;
}

async function truthOf(index: number): Promise<Inspection & { training: TrainingInspection }> {
  const truth = await truthAt(spec, [index, 0]);
  if (truth.training === undefined) throw new Error("the test's spec is not in mode training");
  return { ...truth, training: truth.training };
}

const numbersIn = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));

describe("the story of one network", () => {
  test("tells the outcome, the diagnosis, the metrics and the parameters that the reference finds", async () => {
    const { page, complaints } = await storyAt(2);
    const [truth, neighbour] = [await truthOf(2), await truthOf(3)];
    expect(await page.getAttribute('[data-testid="outcome"]', "data-outcome")).toBe(
      truth.training.outcomeName,
    );
    const facts = factsOf(specAt(spec, [2]), truth, truth.training);
    expect(await page.textContent('[data-testid="sentence"]')).toBe(diagnosis(facts));
    expect(await page.locator(".notes li").allTextContents()).toEqual(notes(facts));
    for (const name of Object.keys(trainingMetrics) as TrainingMetricName[]) {
      const [read] = await numbersIn(page, `[data-metric="${name}"]`);
      expect(same(read, truth.metrics[name] as number), name).toBe(true);
    }
    const read = await numbersIn(page, '[data-parameter="weight_hh"] data');
    const [before, after] = [truth.training.initialParameters, truth.training.parameters].map(
      ({ weight_hh }) => (weight_hh as number[][])[0][0],
    );
    for (const [i, expected] of [before, after, after - before].entries()) {
      expect(same(read[i], expected)).toBe(true);
    }
    expect(await page.locator("[data-parameter]").count()).toBe(5);
    expect(await page.getAttribute('[data-testid="horizon"]', "data-horizon")).toBe(
      String(truth.training.horizon),
    );
    // The control: the network beside it has another loss and another weight.
    expect(same(truth.metrics.finalLoss as number, neighbour.metrics.finalLoss as number)).toBe(false);
    expect(same(after, (neighbour.training.parameters.weight_hh as number[][])[0][0])).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("draws the loss of every step: its keys read the reference's curve", async () => {
    const { page } = await storyAt(1);
    const { training } = await truthOf(1);
    const chart = page.locator(".curves svg");
    await chart.focus();
    for (const [key, step] of [
      ["Home", 0],
      ["ArrowRight", 1],
      ["End", 120],
      ["ArrowLeft", 119],
    ] as const) {
      await page.keyboard.press(key);
      const text = (await page.textContent(".curves figcaption")) ?? "";
      expect(text).toContain(`step ${step}: loss ${String(Number(training.loss[step].toPrecision(4)))}`);
    }
    const path = (await page.locator(".curves .curve").first().getAttribute("d")) ?? "";
    const heights = [...path.matchAll(/ (-?[\d.]+)/g)].map((match) => Number(match[1]));
    expect(heights.length).toBe(121);
    // Heights are the logs up to one offset and one factor; so is no curve shifted by a step (the control).
    const logs = training.loss.map(Math.log10);
    const slope = (heights[120] - heights[0]) / (logs[120] - logs[0]);
    const misfit = (shift: number) =>
      Math.max(
        ...[3, 10, 20].map((k) => Math.abs(heights[0] + slope * (logs[k + shift] - logs[0]) - heights[k])),
      );
    expect(misfit(0)).toBeLessThan(HEIGHT_BOUND);
    expect(misfit(1)).toBeGreaterThan(HEIGHT_BOUND);
    await page.context().close();
  });

  test("shows the network before and after, and its predictions against the targets", async () => {
    const { page } = await storyAt(2);
    const truth = await truthOf(2);
    expect(await page.locator(".phase h3").allTextContents()).toEqual([
      "Before training",
      "After 120 updates",
    ]);
    // Eight steps and the start, twice.
    expect(await page.locator(".phase .bar").count()).toBe(18);
    const row = page.locator('[data-testid="outputs"] tbody tr').nth(1).locator("td");
    const digits = (value: number) => String(Number(value.toPrecision(5))).replace("-", "−");
    expect(await row.allTextContents()).toEqual([
      "1",
      digits(truth.outputs[1][0]),
      digits(truth.training.after.outputs[1][0]),
    ]);
    await page.context().close();
  });

  test("says while it is being replayed, and a click elsewhere overtakes a long replay without a word", async () => {
    const slow = soundSpec({ ...spec, training: { ...spec.training, steps: 400_000, targetLoss: 0 } });
    const { page, complaints } = await site.visit(
      `#${formatAddress({ spec: slow, view: { point: [1, 0] } })}`,
    );
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="sentence"]')?.textContent?.startsWith("Replaying its 400"),
    );
    await page.locator('[data-path="training.steps"]').fill("20");
    await page.waitForSelector('[data-testid="outcome"]', { timeout: 30_000 });
    expect(await page.textContent(".phase:last-of-type h3")).toBe("After 20 updates");
    expect(await page.textContent('[data-testid="sentence"]')).not.toContain("failed");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("the story for everyone", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      test(`axe finds nothing in ${colorScheme} at ${viewport.width} pixels, nor does the page scroll sideways`, async () => {
        const { page, complaints } = await site.visit(linkAt([2, 1, 1, 0], inPanels), {
          colorScheme,
          viewport,
          reducedMotion: "reduce",
        });
        await phase(page, "done");
        await page.waitForSelector('[data-testid="outcome"]');
        expect(await page.locator("canvas").count()).toBe(2);
        expect(await page.locator(".point-mark").count()).toBe(1);
        await page.locator("details:not([open]) > summary").evaluateAll((all) => {
          for (const summary of all) (summary as HTMLElement).click();
        });
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
        expect(complaints).toEqual([]);
        await page.context().close();
      });
    }
  }
});
