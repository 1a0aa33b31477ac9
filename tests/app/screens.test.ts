// The main screens look as their committed pictures do, light and dark, wide and narrow; and their map is the reference's.
// `VANISHING_POINT_SCREENS=renew` writes the pictures anew.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetSpec } from "../../src/app/presets/open.ts";
import { ColourScale } from "../../src/store/figure/colours.ts";
import { readPng } from "../unit/readPng.ts";
import { placeOf } from "./picture.ts";
import { apart, keptWidth, MOST_APART, pictured, SAME_COLOUR, shrunk } from "./screenPicture.ts";
import { LIMITS, type Screen, type ScreenName, screens } from "./screens.ts";
import { Site } from "./site.ts";
import { truthAt } from "./truth.ts";

const FOLDER = join(import.meta.dirname, "screens");
const RENEWS = process.env.VANISHING_POINT_SCREENS === "renew";
const windows = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const schemes = ["light", "dark"] as const;

const nameOf = (screen: ScreenName, scheme: string, width: number) => `${screen}-${scheme}-${width}.png`;

/** A committed picture. */
function committed(name: string): string {
  const path = join(FOLDER, name);
  if (existsSync(path)) return readFileSync(path).toString("base64");
  throw new Error(
    `There is no picture tests/app/screens/${name}. Write it with \`VANISHING_POINT_SCREENS=renew npx vitest run --project app screens.test\`, look at it, and commit it.`,
  );
}

function write(name: string, png: string): void {
  const path = join(FOLDER, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.from(png, "base64"));
}

let site: Site;
/** A page without anything on it, which makes pictures smaller and compares them. */
let table: Page;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
  table = (await site.visit()).page;
  await table.goto("about:blank");
});
afterAll(() => site.close());

/** How far the screens at hand were from their pictures. */
const shares: number[] = [];
afterAll(() => {
  if (shares.length > 0)
    console.log(
      `${shares.length} screens, at most ${(100 * Math.max(...shares)).toFixed(2)} % of a picture differs`,
    );
});

const options = { reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC" } as const;

describe("a screen looks as its picture does", () => {
  test.each(Object.keys(screens) as ScreenName[])("%s", async (name) => {
    const screen: Screen = screens[name];
    const { page } = await site.visit(screen.fragment, { ...options, viewport: windows[0] });
    await screen.ready(page);
    // The automatic limits of the colours follow the last results within half a second, and later parts are fetched.
    await page.waitForTimeout(1000);
    for (const viewport of windows) {
      await page.setViewportSize(viewport);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(250);
        const whole = await pictured(page, screen.sight);
        const small = await shrunk(table, whole, keptWidth(viewport.width));
        const file = nameOf(name, colorScheme, viewport.width);
        if (RENEWS) {
          write(file, small);
          if (screen.full && viewport.width > 1000) write(join("full", `${name}-${colorScheme}.png`), whole);
        } else {
          const share = await apart(table, small, committed(file));
          shares.push(share);
          if (share > MOST_APART) write(join("refused", file), small);
          expect(share, `the share of ${file} that differs (see tests/app/screens/refused)`).toBeLessThan(
            MOST_APART,
          );
        }
      }
    }
    await page.context().close();
  });
});

describe("the map on the screen", () => {
  const spec = presetSpec("scalar");
  const grid = { columns: 321, rows: 100 };
  /** Points away from the borders, whose lines are drawn over the map. */
  const points = [20, 60, 140, 160, 190, 220, 300].flatMap((x) => [10, 49, 90].map((y) => ({ x, y })));

  test("has the reference's colours, which a blank or a mirrored one has not", async () => {
    const { fragment, ready } = screens["theory-and-point"];
    const { page } = await site.visit(fragment, options);
    await ready(page);
    const scale = new ColourScale("diverging", LIMITS);
    const expected = await Promise.all(
      points.map(async ({ x, y }) =>
        scale.cssOf((await truthAt(spec, [x, y, 0])).metrics.logGradientRatio as number),
      ),
    );
    /** How many of the points have their colour, as it is on the screen; `mirror` looks at the other side. */
    const right = async (mirror = false) => {
      await page.evaluate(() => scrollTo(0, 0));
      const png = readPng(await page.screenshot({ animations: "disabled" }));
      let count = 0;
      for (const [i, { x, y }] of points.entries()) {
        const place = await placeOf(page, { x, y: mirror ? grid.rows - 1 - y : y }, grid);
        const colour = png.at(Math.floor(place.x), Math.floor(place.y));
        const wanted = (expected[i].match(/\d+/g) ?? []).map(Number);
        if (colour.every((part, k) => Math.abs(part - wanted[k]) <= SAME_COLOUR)) count++;
      }
      return count;
    };
    expect(await right()).toBe(points.length);
    expect(await right(true)).toBeLessThan(points.length / 2);
    await page.locator("canvas.map-canvas").evaluate((canvas) => {
      (canvas as HTMLElement).style.visibility = "hidden";
    });
    expect(await right()).toBeLessThan(points.length / 4);
    await page.context().close();
  });
});

describe("the comparison refuses", () => {
  const picture = (name: ScreenName, scheme = "light", width = 1440) =>
    committed(nameOf(name, scheme, width));

  test("a map that is not drawn", async () => {
    const { page } = await site.visit("", { ...options, viewport: windows[0] });
    await screens["first-visit"].ready(page);
    await page.waitForTimeout(1000);
    await page.locator("canvas.map-canvas").evaluate((canvas) => {
      (canvas as HTMLElement).style.visibility = "hidden";
    });
    const blank = await shrunk(table, await pictured(page), keptWidth(1440));
    expect(await apart(table, blank, picture("first-visit"))).toBeGreaterThan(MOST_APART);
    await page.context().close();
  });

  test.each(windows)(
    "a dark screen for a light one, and every other screen, $width wide",
    async ({ width }) => {
      const names = Object.keys(screens) as ScreenName[];
      for (const [i, name] of names.entries()) {
        const light = picture(name, "light", width);
        expect(await apart(table, light, light)).toBe(0);
        expect(await apart(table, picture(name, "dark", width), light), name).toBeGreaterThan(MOST_APART);
        for (const other of names.slice(i + 1)) {
          const share = await apart(table, picture(other, "light", width), light);
          expect(share, `${other} for ${name}`).toBeGreaterThan(MOST_APART);
        }
      }
    },
  );
});
