// The slices under the map: curves, table and key hold the reference's numbers, one cursor goes through map and plots, and
// theory lies on what is measured.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetSpec } from "../../src/app/presets/open.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { placeOf } from "./picture.ts";
import { boxOf, phase, Site } from "./site.ts";
import { same, soundSpec, truthAt } from "./truth.ts";

const scalar = presetSpec("scalar");
/** All of it by the reference, whose numbers the slices are to hold to the last bit. */
const linkTo = (spec: SweepSpec) => `#${formatAddress({ spec, view: { engine: "reference" } })}`;
const grid = { columns: 321, rows: 100 };
const ratio = async (spec: typeof scalar, indices: readonly number[]) =>
  (await truthAt(spec, indices)).metrics.logGradientRatio as number;

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

async function open(link: string) {
  const opened = await site.visit(link, { viewport: { width: 1440, height: 1500 } });
  await phase(opened.page, "done");
  await opened.page.waitForTimeout(400);
  return opened;
}

/** The numbers of one line of a table: first, last, least, greatest. */
async function line(page: Page, direction: "row" | "column", n = 0): Promise<number[]> {
  const cells = page.locator(`[data-testid="slice-table-${direction}"] tbody tr`).nth(n).locator("data");
  return (await cells.evaluateAll((all) => all.map((one) => one.getAttribute("value")))).map(Number);
}

/** The points of a drawn path, in the drawing's pixels. */
async function pointsOf(page: Page, selector: string): Promise<[number, number][]> {
  const d = (await page.locator(selector).first().getAttribute("d")) ?? "";
  return [...d.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe("the slices of the first map", () => {
  test("follow the cursor, hold the reference's numbers, and mark what is off the scale", async () => {
    const { page, complaints } = await open(linkTo(scalar));
    const place = await placeOf(page, { x: 240, y: 30 }, grid);
    await page.mouse.move(place.x, place.y);
    const row = await line(page, "row");
    const column = await line(page, "column");
    expect(same(row[0], await ratio(scalar, [0, 30, 0]))).toBe(true);
    expect(same(row[1], await ratio(scalar, [320, 30, 0]))).toBe(true);
    expect(row[2]).toBe(Number.NEGATIVE_INFINITY);
    expect(same(column[0], await ratio(scalar, [240, 0, 0]))).toBe(true);
    expect(same(column[1], await ratio(scalar, [240, 99, 0]))).toBe(true);
    // The control: the next column is told apart.
    expect(same(column[1], await ratio(scalar, [241, 99, 0]))).toBe(false);
    // The weight 0 is a gap with a mark at the lower edge; the column at weight 1 has none.
    expect(await page.locator('[data-testid="slice-row"] .slice-lowest').count()).toBe(1);
    expect(await page.locator('[data-testid="slice-column"] .slice-lowest').count()).toBe(0);
    const d = await page.locator('[data-testid="slice-row"] .slice-line').getAttribute("d");
    expect(d?.match(/M/g)).toHaveLength(2);
    const key = page.locator('[data-testid="slice-key"] data');
    expect(same(Number(await key.getAttribute("value")), await ratio(scalar, [240, 30, 0]))).toBe(true);
    expect(await key.getAttribute("data-definition")).toContain("0 preserved");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("move the map's cursor in turn, by pointer and by keys, and open the network there", async () => {
    const { page } = await open(linkTo(scalar));
    const place = await placeOf(page, { x: 240, y: 30 }, grid);
    await page.mouse.move(place.x, place.y);
    const plot = page.locator('[data-testid="slice-row"] .slice-ground');
    const box = await boxOf(plot);
    await page.mouse.move(box.x + (box.width * 80.5) / 321, box.y + 50);
    const read = async () =>
      Number(await page.locator('[data-testid="readout-value"]').getAttribute("value"));
    // The row is still the one that the map's cursor was in.
    expect(same(await read(), await ratio(scalar, [80, 30, 0]))).toBe(true);
    await page.locator('[data-testid="slice-column"] svg').focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(same(await read(), await ratio(scalar, [80, 32, 0]))).toBe(true);
    expect(await page.textContent('[data-testid="map-live"]')).toContain("Unroll length T 33 steps");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.includes("view.point=[80,32,0]"));
    await page.context().close();
  });
});

describe("a sweep of names by one axis", () => {
  const spec = presetSpec("initialisers");

  test("is strips and one plot with a curve for each, and theory for those that have one", async () => {
    const { page, complaints } = await open(linkTo(spec));
    expect(await page.locator("canvas").count()).toBe(5);
    expect(await page.locator(".slice-plot").count()).toBe(1);
    expect(await page.locator('[data-testid="slice-row"] .slice-line').count()).toBe(5);
    for (const [n, kind] of spec.axes[1].values?.entries() ?? []) {
      const [first, last] = await line(page, "row", n);
      expect(same(first, await ratio(spec, [0, n, 0])), String(kind)).toBe(true);
      expect(same(last, await ratio(spec, [160, n, 0])), String(kind)).toBe(true);
    }
    const theory = page.locator('[data-testid="theory"]');
    expect(await theory.textContent()).toBe("Theory, linear network: T·log10|w| (orthogonal, identity)");
    expect(await theory.locator(".term").getAttribute("data-definition")).toMatch(/unroll length.*2014/);
    // The theory's line lies on the orthogonal curve, and not on the normal one.
    const theoretical = await pointsOf(page, '[data-testid="slice-row"] .slice-theory');
    const distance = async (curve: number) => {
      const measured = new Map(await pointsOf(page, `[data-testid="slice-row"] .curve-${curve} .slice-line`));
      const apart = theoretical.flatMap(([x, y]) => {
        const other = measured.get(x);
        return other === undefined ? [] : [Math.abs(other - y)];
      });
      expect(apart.length).toBeGreaterThan(50);
      return Math.max(...apart);
    };
    expect(await distance(0)).toBeLessThan(0.2);
    expect(await distance(2)).toBeGreaterThan(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("a sweep under way", () => {
  test("is followed by its slices until nothing of them is to come", async () => {
    // Some seconds for the reference: at the first look there must be something still to come.
    const spec = soundSpec({
      model: { hidden: 24 },
      axes: [
        { param: "init.recurrent.gain", from: 0, to: 3, count: 120 },
        { param: "task.unroll", from: 1, to: 60, count: 40 },
      ],
      metrics: ["logGradientRatio"],
    });
    const { page } = await site.visit(linkTo(spec));
    const waiting = async () => {
      const text = await page.locator('[data-testid="slice-table-row"] tbody td').last().textContent();
      return Number(/(\d+) not yet/.exec(text ?? "")?.[1] ?? 0);
    };
    await page.waitForSelector('[data-testid="slice-table-row"] tbody td', { state: "attached" });
    expect(await waiting()).toBeGreaterThan(0);
    await phase(page, "done", 120_000);
    await page.waitForTimeout(500);
    expect(await waiting()).toBe(0);
    await page.context().close();
  });
});
