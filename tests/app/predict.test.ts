// Predictions in the page: a challenge hides all that the map would tell, a line is drawn by hand or by key, and is scored.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetSpec } from "../../src/app/presets/open.ts";
import { formatAddress, parseAddress, type View } from "../../src/sweep/address.ts";
import { violations } from "./axe.ts";
import { pictureOf } from "./picture.ts";
import { boxOf, phase, runAgain, Site } from "./site.ts";

const spec = presetSpec("scalar");
const linkTo = (view: View) => `#${formatAddress({ spec, view: { engine: "cpu", ...view } })}`;
/** Where the gradient keeps its size, as fractions of the map: at weights −1 and 1. */
const LINES = [0.25, 0.75];

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** Draws a line straight up through the covered map. */
async function drawUp(page: Page, x: number): Promise<void> {
  const box = await boxOf(page.locator('[data-testid="cover"]'));
  await page.mouse.move(box.x + x * box.width, box.y + box.height - 1);
  await page.mouse.down();
  await page.mouse.move(box.x + x * box.width, box.y + 1, { steps: 8 });
  await page.mouse.up();
}

/** All that a page says of the results of a map, to eyes and ears: pictures, numbers beside them, and the story. */
function tellingOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ["canvas", ".legend", ".readout", ".slice-plots", ".inspector", ".story", ".trust", ".export"].filter(
      (part) => document.querySelector(part) !== null,
    ),
  );
}

/** The share that the commonest colour has of a part of the window. */
async function plainnessOf(page: Page, selector: string): Promise<number> {
  const png = (await page.locator(selector).first().screenshot()).toString("base64");
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    if (context === null) return 0;
    context.drawImage(picture, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer);
    const counts = new Map<number, number>();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    return Math.max(...counts.values()) / pixels.length;
  }, png);
}

function viewOf(page: Page): View | null {
  const parsed = parseAddress(new URL(page.url()).hash);
  return parsed.ok ? parsed.value.view : null;
}

describe("a prediction", () => {
  test("hides all results, is drawn by pointer, revealed, scored, and sent back as a link", async () => {
    const question = "Where is <b>your</b> border?";
    const { page, complaints } = await site.visit(linkTo({ predict: "asked", question, point: [240, 49] }));
    await phase(page, "done");
    const cover = page.locator('[data-testid="cover"]');
    await cover.waitFor();
    expect(await page.textContent('[data-testid="question"]')).toBe(question);
    await page.mouse.move(600, 500);
    expect(await tellingOf(page)).toEqual([]);
    // The rest is the faint grid, which takes some five percent, and "Draw here".
    expect(await plainnessOf(page, '[data-testid="cover"]')).toBeGreaterThan(0.9);
    // What is said of progress follows it a moment later.
    await expect
      .poll(() => page.locator("main [role=status]").allTextContents())
      .toEqual([
        "Nothing drawn",
        "",
        expect.stringMatching(/^The map is complete: [\d\s]+ networks in [\d.]+ s\.$/),
      ]);
    expect(await violations(page)).toEqual([]);

    await drawUp(page, LINES[1]);
    await page.waitForFunction(() => location.hash.includes("view.drawing"));
    expect(viewOf(page)?.drawing?.[0].slice(0, 1)).toEqual([0]);
    await page.getByRole("button", { name: "Reveal" }).click();
    await page.waitForSelector('[data-testid="border"]');
    const half = Number.parseInt((await page.textContent('[data-testid="predict-score"]')) ?? "", 10);
    expect(half).toBeGreaterThan(50);
    expect(half).toBeLessThan(75);
    expect(await page.textContent('[data-testid="remark"]')).toMatch(
      /found the border on the right, near .* = 1; the one on the left, near −1(\.1)?, is the surprise/,
    );
    // The control: what was looked for above is there once the map is.
    expect(await tellingOf(page)).toEqual(
      expect.arrayContaining(["canvas", ".legend", ".slice-plots", ".story"]),
    );
    await page.locator(".predict-wipe").waitFor({ state: "detached" });
    // What the cover leaves behind is drawn whole.
    await expect.poll(async () => (await pictureOf(page)).drawn).toBe(1);
    expect(await plainnessOf(page, "canvas")).toBeLessThan(0.4);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("checkbox", { name: "Your lines" }).uncheck();
    expect(await page.locator('[data-testid="lines"]').count()).toBe(0);

    await page.waitForFunction(() => location.hash.includes("view.predict=revealed"));
    const sent = new URL(page.url()).hash;
    await page.context().close();
    const teacher = await site.visit(sent);
    await teacher.page.waitForSelector('[data-testid="predict-score"]', { timeout: 60_000 });
    expect(await teacher.page.textContent('[data-testid="predict-score"]')).toBe(`${half} of 100`);
    expect(await teacher.page.locator('[data-testid="lines"]').count()).toBe(1);
    await teacher.page.context().close();
    expect([...complaints, ...teacher.complaints]).toEqual([]);
  });

  test("is made with the keyboard alone, on a phone and in the dark, and the page does not scroll sideways", async () => {
    const { page, complaints } = await site.visit(linkTo({}), {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
      reducedMotion: "reduce",
    });
    await phase(page, "done");
    await page.getByRole("button", { name: "Predict first" }).press("Enter");
    const frame = page.locator(".predict-frame");
    await frame.waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("question");
    await frame.focus();
    for (const toSide of ["ArrowLeft", "ArrowRight"]) {
      // From the middle, a quarter of the map aside, down to the lower edge, and up with the pen down.
      await page.keyboard.press(toSide);
      for (let i = 0; i < (toSide === "ArrowLeft" ? 5 : 10); i++)
        await page.keyboard.press(`Shift+${toSide}`);
      for (let i = 0; i < 20; i++) await page.keyboard.press("PageDown");
      await page.keyboard.press("Space");
      for (let i = 0; i < 20; i++) await page.keyboard.press("PageUp");
      await page.keyboard.press("Space");
    }
    const spoken = await page.textContent('[data-testid="predict-live"]');
    expect(spoken).toMatch(/value = 1, Unroll length T = \d+ steps?, pen up\. 2 lines drawn\.$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Backspace");
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="predict-live"]')?.textContent?.includes("1 line drawn"),
    );
    await page.getByRole("button", { name: "Reveal" }).press("Enter");
    await page.waitForSelector('[data-testid="predict-score"]');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("predict-title");
    expect(await page.textContent('[data-testid="remark"]')).toContain("found the border on the left");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("waits for the sweep where it is not done, and goes on to the next map covered", async () => {
    const { page, complaints } = await site.visit(linkTo({ predict: "asked" }));
    await phase(page, "done");
    await runAgain(page);
    await page.getByRole("button", { name: "Reveal" }).click();
    await page.waitForSelector('[data-testid="predict-score"]', { timeout: 60_000 });
    expect(await page.textContent('[data-testid="predict-score"]')).toBe("0 of 100");
    expect(await page.textContent('[data-testid="remark"]')).toContain(
      "You drew no line, and there is a border",
    );
    await page.getByRole("button", { name: "Predict the next" }).click();
    await page.waitForSelector('[data-testid="asked"]');
    expect(await tellingOf(page)).toEqual([]);
    expect(viewOf(page)).toMatchObject({ predict: "asked" });
    await page.getByRole("button", { name: "Show the map" }).click();
    await page.waitForSelector("canvas");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Predict first");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
