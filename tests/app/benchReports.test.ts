// Bench reports opened on the page: shown, compared, refused where they are none; chosen or dropped, light and dark, wide and
// narrow.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportText } from "../../src/lab/bench/report.ts";
import { violations } from "./axe.ts";
import { fileOf, gpuReport, sideways } from "./benchPage.ts";
import { Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

describe("reports from files", () => {
  test.each([
    ["light", 1440],
    ["dark", 390],
  ] as const)(
    "are shown in %s at %i pixels with their crossing point and their refusals",
    async (colorScheme, width) => {
      const { page, complaints } = await site.visit("#bench", {
        colorScheme,
        viewport: { width, height: 844 },
      });
      await page
        .locator('.bench-files input[type="file"]')
        .setInputFiles([fileOf("a.json", gpuReport), fileOf("b.json", { ...gpuReport, quick: true })]);
      await page.waitForSelector('[data-testid="bench-comparison"]');
      expect(await page.textContent('[data-testid="bench-crossing"]')).toContain(
        "webgpu overtakes cpu × 8 at about 8 networks",
      );
      expect(await page.textContent('[data-testid="bench-refused"]')).toContain(
        "1 of 3 figures were refused",
      );
      expect(await page.textContent('[data-outcome="refused"]')).toContain("the reference says -3.25");
      await page.locator("details:not([open]) > summary").evaluateAll((all) => {
        for (const summary of all) (summary as HTMLElement).click();
      });
      expect(await violations(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      await page.getByRole("button", { name: "Close b.json" }).click();
      expect(await page.locator('[data-testid="bench-comparison"]').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test("can be dropped anywhere on the page", async () => {
    const { page } = await site.visit("#bench");
    await page.waitForSelector('[data-testid="bench"]');
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      for (const name of ["a.json", "b.json"]) dataTransfer.items.add(new File([text], name));
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    }, reportText(gpuReport));
    await page.waitForSelector('[data-testid="bench-comparison"]');
    expect(await page.textContent(".bench-comparison h2")).toContain("b.json against a.json");
    await page.context().close();
  });

  test("that are none are refused with every mistake, and nothing is shown", async () => {
    const { page, complaints } = await site.visit("#bench");
    const broken = JSON.stringify({ ...JSON.parse(reportText(gpuReport)), version: 2, seconds: "long" });
    await page.locator('.bench-files input[type="file"]').setInputFiles(fileOf("broken.json", broken));
    const told = await page.locator('[data-testid="bench-mistakes"] li').allTextContents();
    expect(told).toEqual(["version: given 2; allowed: 1", 'seconds: given "long"; allowed: a number']);
    expect(await page.locator('[data-testid="bench-engines"]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
