// The Bench page of the built lab: a bench runs beside a living page, is read, copied and downloaded; the address, the back
// button and the sweep on the map all stay what they were.

import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readReport } from "../../src/lab/bench/report.ts";
import { violations } from "./axe.ts";
import { BENCH_MS, benchPhase, fileOf, gpuReport, sideways } from "./benchPage.ts";
import { type OpenedPage, phase, Site } from "./site.ts";

/** As small as a bench gets: the quick one at H = 1. */
const TINY = "#view.page=bench&view.benchHidden=[1]";

let site: Site;
beforeAll(async () => {
  // Without an adapter, so that nothing is compiled for seconds; webgpu is then listed with the reason.
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

describe("a bench", () => {
  let opened: OpenedPage;
  let page: Page;
  beforeAll(async () => {
    opened = await site.visit(TINY, { permissions: ["clipboard-read", "clipboard-write"] });
    page = opened.page;
    await page.getByRole("button", { name: "Start the bench" }).click();
    await benchPhase(page, "running");
    // The page lives on while every core computes: its frames come, and its buttons answer.
    const frames = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0;
          const frame = () => {
            count++;
            requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
          setTimeout(() => resolve(count), 2000);
        }),
    );
    expect(frames).toBeGreaterThan(10);
    await benchPhase(page, "done");
  }, 180_000);

  test("shows every engine with what it is, and why one is missing", async () => {
    const lines = await page.locator('[data-testid="bench-engines"] li').allTextContents();
    expect(lines.map((line) => line.split(":")[0])).toEqual([
      "reference",
      "cpu × 1",
      expect.stringMatching(/^cpu × \d+$/),
      "webgpu",
    ]);
    expect(lines[3]).toContain("not timed");
    expect(await page.textContent(".bench-surroundings")).toContain("Chrome");
  });

  test("has a table for each mode and cell, with units, and a definition one hover away", async () => {
    expect(await page.locator('[data-testid="bench-table"]').count()).toBe(4);
    const outcomes = await page
      .locator("[data-outcome]")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-outcome")));
    expect(new Set(outcomes)).toEqual(new Set(["timed"]));
    const head = page.locator(".bench-table .term").filter({ hasText: "arithmetic, GFLOP/s" }).first();
    // Scrolling takes a definition away that is already there.
    await head.scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    await head.hover();
    await page.waitForSelector("#definition:not([hidden])");
    expect(await page.textContent("#definition")).toContain("the equations ask for");
  });

  test("draws the speed against the number of networks, a curve for each engine, and has it as a table", async () => {
    const chart = page.locator('[data-testid="bench-chart"]');
    expect(await chart.count()).toBe(1);
    const curves = await chart
      .locator("[data-engine]")
      .evaluateAll((all) =>
        all.map((g) => [
          g.getAttribute("data-engine"),
          g.querySelector(".slice-line")?.getAttribute("stroke-dasharray"),
        ]),
      );
    // Told apart by dashes too, not by colour alone.
    expect(new Set(curves.map(([, dashes]) => dashes)).size).toBe(curves.length);
    expect(curves.map(([engine]) => engine)).toContain("cpu-1");
    await page.locator(".bench-charts summary").click();
    const rows = page.locator('[data-testid="bench-series"] tbody tr');
    expect(await rows.count()).toBe(curves.length);
  });

  test("is copied as Markdown and downloaded as JSON, which is the same report", async () => {
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await page.getByRole("button", { name: "Markdown copied" }).waitFor();
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    expect(markdown).toContain("# Vanishing Point bench (quick)");
    expect(markdown).toContain("| cpu × 1");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download JSON" }).click(),
    ]);
    const report = readReport(await readFile(await download.path(), "utf8"));
    expect(report.ok ? "a report" : report.mistakes).toBe("a report");
    if (report.ok) expect(markdown).toContain(report.value.environment.date);
  });

  test("is compared with a report from a file, and the axe finds nothing in all that", async () => {
    await page.locator('.bench-files input[type="file"]').setInputFiles(fileOf("before.json", gpuReport));
    await page.waitForSelector('[data-testid="bench-comparison"]');
    expect(await page.locator('[data-testid="bench-reports"] li').count()).toBe(2);
    expect(await page.textContent('[data-testid="bench-comparison"]')).toContain("What differs besides");
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    expect(opened.complaints).toEqual([]);
    await page.context().close();
  });
});

describe("the address", () => {
  test("has the page and the sweep, through links, reload and the back button", async () => {
    const sweep = "model.hidden=2&axes.0.param=init.recurrent.gain&axes.0.from=0&axes.0.to=2&axes.0.count=30";
    const { page, complaints } = await site.visit(`#${sweep}`);
    await phase(page, "done");
    await page.getByRole("link", { name: "Bench" }).click();
    await page.waitForSelector('[data-testid="bench"]');
    expect(page.url()).toContain("model.hidden=2");
    expect(page.url()).toContain("view.page=bench");
    expect(await page.title()).toContain("Bench");
    await page.reload();
    await page.waitForSelector('[data-testid="bench"]');
    // Reloaded on the bench, the sweep waits until somebody looks at it.
    await page.getByRole("link", { name: "Map" }).click();
    await phase(page, "done");
    expect(await page.textContent('[data-testid="progress"]')).toContain("30 networks");
    await page.goBack();
    await page.waitForSelector('[data-testid="bench"]');
    await page.goBack();
    await page.waitForSelector("canvas");
    expect(page.url()).not.toContain("view.page");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("of the bench alone leaves the first map to be seen", async () => {
    const { page } = await site.visit("#bench");
    await page.waitForSelector('[data-testid="bench"]');
    await page.getByRole("link", { name: "Map" }).click();
    await phase(page, "done");
    expect(await page.textContent('[data-testid="story"]')).toContain("vanishes");
    await page.context().close();
  });
});

test("a cancelled bench keeps what it has measured, and the sweep that gave way runs again", async () => {
  const slow =
    "model.hidden=64&task.unroll=100&axes.0.param=init.recurrent.gain&axes.0.from=0&axes.0.to=2&axes.0.count=1500";
  const { page, complaints } = await site.visit(`#${slow}&view.engine=reference`);
  await phase(page, "running");
  await page.getByRole("link", { name: "Bench" }).click();
  await page.getByRole("button", { name: "Start the bench" }).click();
  await page.waitForSelector("[data-outcome]", { timeout: BENCH_MS });
  await page.getByRole("link", { name: "Map" }).click();
  await page.waitForSelector("text=The sweep waits until the bench is done.");
  await page.getByRole("link", { name: "Bench" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await benchPhase(page, "cancelled");
  expect(await page.locator("[data-outcome]").count()).toBeGreaterThan(0);
  expect(await page.textContent(".bench-engines h2")).toContain("not all of it");
  await page.getByRole("link", { name: "Map" }).click();
  await phase(page, "running");
  expect(complaints).toEqual([]);
  await page.context().close();
});
