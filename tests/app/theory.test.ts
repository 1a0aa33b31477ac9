// Theory on the map: a border that is ticked lies where the pixels change their colour, says its formula on focus, and travels
// in the link.

import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { presetSpec } from "../../src/app/presets/open.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { violations } from "./axe.ts";
import { phase, Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** Where the lines named so cross a share of the map's height, as shares of its width. */
async function crossings(page: Page, label: string, height: number): Promise<number[]> {
  const lines = page.locator('[data-testid="theory-lines"]');
  const width = Number(await lines.getAttribute("width"));
  const y = Number(await lines.getAttribute("height")) * height;
  const d = (await page.locator(`[data-label="${label}"] .theory-line`).getAttribute("d")) ?? "";
  return d
    .split("M")
    .slice(1)
    .flatMap((piece) => {
      const spots = piece.split("L").map((spot) => spot.split(" ").map(Number));
      return spots.slice(1).flatMap(([x, atY], i) => (spots[i][1] > y === atY > y ? [] : [x / width]));
    })
    .toSorted((a, b) => a - b);
}

/** How purple rather than orange the map is at a share of its width and height. */
function blueness(page: Page, u: number, v: number): Promise<number> {
  return page.locator("canvas.map-canvas").evaluate(
    (element, [across, down]) => {
      const canvas = element as HTMLCanvasElement;
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext("2d", { willReadFrequently: true });
      if (context === null) throw new Error("no context");
      context.drawImage(canvas, 0, 0);
      const [x, y] = [Math.floor(across * canvas.width), Math.floor(down * canvas.height)];
      const [red, , blue] = context.getImageData(x, y, 1, 1).data;
      return blue - red;
    },
    [u, v],
  );
}

test("a border that is ticked lies where the colours change, and its link shows it again", async () => {
  const spec = {
    ...presetSpec("scalar"),
    model: { ...presetSpec("scalar").model, activation: "identity" as const },
  };
  const link = `#${formatAddress({ spec, view: { engine: "cpu", limits: [-0.5, 0.5] } })}`;
  const { page, complaints } = await site.visit(link);
  await phase(page, "done");
  const box = page.getByRole("checkbox", { name: "Preserved: |w| = 1" });
  expect(await box.isChecked()).toBe(false);
  expect(await page.locator('[data-testid="theory-lines"]').count()).toBe(0);

  // Definition on focus: formula, note and source.
  await page.getByText("Theory", { exact: true }).focus();
  await page.keyboard.press("Tab");
  const said = await page.locator('[role="tooltip"]').textContent();
  expect(said).toContain("multiplied by |w|");
  expect(said).toMatch(/Source: .*1994/);
  await page.keyboard.press("Space");
  await page.waitForFunction(() => location.hash.includes("view.theory"));
  await page.locator('[data-label="|w| = 1"]').waitFor({ state: "attached" });

  const edges = await crossings(page, "|w| = 1", 0.3);
  expect(edges).toHaveLength(2);
  const pixel = 1 / 321;
  for (const [edge, outwards] of [
    [edges[0], -1],
    [edges[1], 1],
  ]) {
    expect(await blueness(page, edge + 1.5 * outwards * pixel, 0.3)).toBeLessThan(0);
    expect(await blueness(page, edge - 1.5 * outwards * pixel, 0.3)).toBeGreaterThan(0);
    // The control: three pixels aside the colours do not change.
    const aside = [1.5, 4.5].map((pixels) => blueness(page, edge + pixels * outwards * pixel, 0.3));
    expect((await Promise.all(aside)).every((value) => value < 0)).toBe(true);
  }
  // Its name stands at the line.
  expect(await page.locator(".theory-label").allTextContents()).toEqual(["|w| = 1"]);
  // Hidden: a definition lies over the page and in no part of it.
  await page.keyboard.press("Escape");
  expect(await violations(page)).toEqual([]);

  const { page: other } = await site.visit(`#${new URL(page.url()).hash.slice(1)}`);
  await other.locator('[data-label="|w| = 1"]').waitFor({ state: "attached" });
  expect(await other.getByRole("checkbox", { name: "Preserved: |w| = 1" }).isChecked()).toBe(true);
  expect(await crossings(other, "|w| = 1", 0.3)).toEqual(edges);
  expect(complaints).toEqual([]);
  await other.context().close();
  await page.context().close();
});

test("each panel has the borders of its own networks, and another sweep those that speak of it", async () => {
  const view = { engine: "cpu", theory: ["linearEdge", "gateSlope"] } as const;
  const link = `#${formatAddress({ spec: presetSpec("threeCells"), view })}`;
  const { page, complaints } = await site.visit(link);
  await phase(page, "done");
  const panels = page.locator('[data-testid="theory-lines"]');
  await page.locator('[data-border="gateSlope"]').nth(3).waitFor({ state: "attached" });
  const names = await panels.evaluateAll((all) =>
    all.map((panel) => [
      ...new Set([...panel.querySelectorAll("g")].map((line) => line.getAttribute("data-border"))),
    ]),
  );
  expect(names).toEqual([["linearEdge"], ["gateSlope"], ["gateSlope"]]);
  await page.getByRole("button", { name: "The border of trainability" }).click();
  await page.locator('[data-label="|w| = 1"]').waitFor({ state: "attached" });
  expect(
    await page
      .locator('[data-testid="theory-choices"] input')
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-border"))),
  ).toEqual(["linearEdge", "linearSlope", "stepLimit"]);
  expect(await page.locator('[data-border="gateSlope"]').count()).toBe(0);
  // A step limit takes hundreds of Hessians, and the page does not notice.
  await page.getByRole("checkbox", { name: "Largest step" }).check();
  await page.locator('[data-label="η = 2/λ_max"] .theory-line').waitFor({ state: "attached" });
  expect(complaints).toEqual([]);
  await page.context().close();
});
