// The form in both modes: a switch exchanges what belongs to one mode alone, and fields stand only where they are read.

import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trainingMetrics } from "../../src/model/metrics/index.ts";
import { parseAddress } from "../../src/sweep/address.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { type OpenedPage, phase, Site } from "./site.ts";

let site: Site;
let opened: OpenedPage;
let page: Page;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
  opened = await site.visit(
    "#name=mine&model.hidden=1&task.unroll=4&axes.0.param=init.recurrent.gain&axes.0.from=0&axes.0.to=2&axes.0.count=7&metrics=[%22loss%22]",
  );
  page = opened.page;
  await phase(page, "done");
});
afterAll(() => site.close());

/** The spec in the address. */
function specNow(): SweepSpec {
  const parsed = parseAddress(new URL(page.url()).hash);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value.spec;
}

const has = (text: string) => page.waitForFunction((part) => location.hash.includes(part), text);
const field = (path: string) => page.locator(`[data-path="${path}"]`);

test("to training: its metrics and its fields come, everything else stays", async () => {
  const before = specNow();
  expect(await field("training.learningRate").count()).toBe(0);
  await page.getByLabel("Training", { exact: true }).check();
  await has("mode=training");
  const { name, model, task, axes, metrics } = specNow();
  expect({ name, model, task, axes }).toEqual({
    name: before.name,
    model: before.model,
    task: before.task,
    axes: before.axes,
  });
  expect(metrics).toEqual(Object.keys(trainingMetrics));
  await page.locator("details:has(h3:text-is('Metrics')) > summary").click();
  expect(await page.locator(".metrics label").count()).toBe(metrics.length);
  await phase(page, "done");
  expect(await page.locator(".map-header select").inputValue()).toBe("outcome");
});

test("momentum stands only where the optimiser reads it, and starts at 0.9", async () => {
  expect(await field("training.momentum").count()).toBe(0);
  await field("training.optimizer").selectOption("momentum");
  await has("training.momentum=0.9");
  expect(await field("training.momentum").inputValue()).toBe("0.9");
  await field("training.optimizer").selectOption("adam");
  await has("training.optimizer=adam");
  expect(await field("training.momentum").count()).toBe(0);
});

test("clipping is switched on and off", async () => {
  expect(await field("training.clipNorm").count()).toBe(0);
  await page.getByLabel("Clip the gradient’s norm").check();
  await has("training.clipNorm=1");
  await field("training.clipNorm").fill("0.25");
  await has("training.clipNorm=0.25");
  await page.getByLabel("Clip the gradient’s norm").uncheck();
  await page.waitForFunction(() => !location.hash.includes("clipNorm"));
  expect(specNow().training.clipNorm).toBeNull();
});

test("axes over the training are offered with ranges that tell something, choices by their names", async () => {
  await page.getByRole("button", { name: "Add an axis" }).click();
  await field("axes.1.param").selectOption("training.learningRate");
  await has("axes.1.scale=log");
  expect(specNow().axes[1]).toEqual({
    param: "training.learningRate",
    from: 0.001,
    to: 10,
    count: 33,
    scale: "log",
  });
  await page.getByRole("button", { name: "Add an axis" }).click();
  await field("axes.2.param").selectOption("training.optimizer");
  await page.waitForFunction(() => document.querySelectorAll("canvas").length === 3);
  expect(specNow().axes[2].values).toEqual(["sgd", "momentum", "adam"]);
  // One of them reads a momentum, so its field is back.
  expect(await field("training.momentum").inputValue()).toBe("0.9");
  expect(await page.locator(".map-panel-box h3").allTextContents()).toEqual(["sgd", "momentum", "adam"]);
  expect(await page.locator(".slices").count()).toBe(0);
});

test("back to gradient: what only training reads goes, everything else stays", async () => {
  await page.getByLabel("Gradient", { exact: true }).check();
  await page.waitForFunction(() => !location.hash.includes("mode=training"));
  const { axes, metrics, name, training } = specNow();
  expect(axes.map(({ param }) => param)).toEqual(["init.recurrent.gain"]);
  expect(metrics).toContain("logGradientRatio");
  expect(name).toBe("mine");
  // Not lost, for the way back.
  expect(training.optimizer).toBe("adam");
  expect(await page.locator('[data-testid="form-mistakes"]').count()).toBe(0);
  await phase(page, "done");
  expect(opened.complaints).toEqual([]);
});
