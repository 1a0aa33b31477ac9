// The story in the page: every scene opens from its link with its map drawn, keys, swipes and the browser's own buttons step
// through it, and it is as good on a phone and for a screen reader.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sceneSpec, scenes, sceneView } from "../../src/app/story/scenes.ts";
import { texts } from "../../src/app/story/texts.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { violations } from "./axe.ts";
import { pictureOf } from "./picture.ts";
import { boxOf, phase, Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

const PHONE = { width: 390, height: 844 };
const title = (page: Page) => page.textContent("#scene-title");
const scene = (page: Page, number: number) =>
  page.waitForSelector(`[data-testid="scene"][data-scene="${number}"]`);
const linkTo = (number: number) => formatAddress({ spec: sceneSpec(number), view: sceneView(number) });

describe("the story", () => {
  test.each([
    ["light", 1440, 900],
    ["dark", PHONE.width, PHONE.height],
  ] as const)(
    "opens every scene from its link, in %s at %i pixels: map drawn, network open, axe content",
    async (colorScheme, width, height) => {
      const { page, complaints } = await site.visit(`#${linkTo(1)}`, {
        colorScheme,
        viewport: { width, height },
      });
      for (const number of scenes.map((_, i) => i + 1)) {
        await page.goto(site.address(`#${linkTo(number)}`));
        await scene(page, number);
        await phase(page, "done");
        expect(await title(page)).toBe(texts[number - 1].title);
        await page.waitForFunction(
          () => document.querySelector(".scene-thing svg, .scene-thing td") !== null,
        );
        await page.waitForTimeout(250);
        const { drawn, colours } = await pictureOf(page);
        expect(drawn, `scene ${number}`).toBeGreaterThan(0.9);
        expect(colours, `scene ${number}`).toBeGreaterThan(number === 5 ? 3 : 15);
        // Axe takes its time: every other scene in each of the two.
        if (number % 2 === Number(width > PHONE.width))
          expect(await violations(page), `scene ${number}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test("is entered from the first visit, stepped through by keys, and left again, each step an entry of the history", async () => {
    const { page, complaints } = await site.visit();
    await phase(page, "done");
    // Words and pictures of the story are no part of the first visit.
    const files = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    expect((await files()).join()).not.toContain("StoryPage");
    await page.getByRole("link", { name: "New here?" }).click();
    await scene(page, 1);
    expect((await files()).join()).toContain("StoryPage");
    await page.keyboard.press("ArrowRight");
    await scene(page, 2);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("scene-title");
    expect(await page.textContent('[data-testid="scene-live"]')).toBe(`Scene 2 of 6: ${texts[1].title}`);
    // A slider's own arrow keys are its own: days, and not scenes.
    await page.getByRole("slider", { name: "Days" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.textContent('[data-testid="scene-count"]')).toBe(
      "4 copies of the network, 5 parameters",
    );
    await page.keyboard.press("End");
    expect(await page.textContent('[data-testid="scene-count"]')).toBe(
      "30 copies of the network, 5 parameters",
    );
    await page.locator(".map-frame").focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getAttribute('[data-testid="scene"]', "data-scene")).toBe("2");
    await page.getByRole("button", { name: "Next" }).click();
    await scene(page, 3);
    await page.keyboard.press("ArrowLeft");
    await scene(page, 2);
    await page.goBack();
    await scene(page, 3);
    await page.goBack();
    await scene(page, 2);
    expect(await page.textContent('[data-testid="scene-count"]')).toBe(
      "30 copies of the network, 5 parameters",
    );
    // Escape leaves with exactly this sweep on the map.
    await phase(page, "done");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".map-header");
    expect(await page.textContent(".map-header h2")).toBe(sceneSpec(2).name);
    expect(page.url()).not.toContain("view.scene");
    await page.goBack();
    await scene(page, 2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("opens by its short link, goes on with a swipe, and shows the gradient of the cell that is chosen", async () => {
    const { page, complaints } = await site.visit("#view.page=story&view.scene=5", {
      viewport: PHONE,
      hasTouch: true,
    });
    await scene(page, 5);
    await phase(page, "done");
    await page.waitForSelector('[data-outcome="diverged"].outcome-badge');
    await swipe(page, 300, 60);
    await scene(page, 6);
    await phase(page, "done");
    // A finger that hardly moves is no step.
    await swipe(page, 300, 270);
    expect(await page.getAttribute('[data-testid="scene"]', "data-scene")).toBe("6");
    const sentence = () => page.textContent('[data-testid="sentence"]');
    await page.waitForFunction(() => document.querySelector(".scene-thing .bars") !== null);
    expect(await sentence()).toContain("shrank to 10^");
    await page.getByRole("button", { name: "LSTM, the same" }).click();
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="sentence"]')?.textContent?.includes("the gradient grew"),
    );
    expect(await sentence()).toContain("Going back through 108 steps");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

/** One finger over the story's words, from one place to another; the browser itself makes events of it. */
async function swipe(page: Page, fromX: number, toX: number): Promise<void> {
  const box = await boxOf(page.locator(".scene-story"));
  const session = await page.context().newCDPSession(page);
  const y = box.y + box.height / 2;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  await touch("touchStart", fromX);
  for (const share of [0.25, 0.5, 0.75, 1]) await touch("touchMove", fromX + share * (toX - fromX));
  await touch("touchEnd", toX);
  await session.detach();
}
