// Texts of others: names, file names, columns, cells and links that hold markup, marks that turn the direction of writing, or
// words without an end are shown as texts, run nothing, and leave the layout as it is.

import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatAddress } from "../../src/sweep/address.ts";
import { keep, phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

const markup = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`;
/** Markup, a mark that turns everything behind it around, and a word that fits nowhere. */
const name = `${markup}\u202e${"W".repeat(90)}`;
/** The same for files, whose names hold no slash. */
const fileName = `<img src=x onerror=window.ran=1>\u202e${"W".repeat(90)}`;
const hostile = soundSpec({
  name,
  model: { hidden: 1 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: 12 },
    { param: "task.unroll", from: 1, to: 9, count: 9 },
  ],
  metrics: ["logGradientRatio", "loss"],
});
const link = `#${formatAddress({ spec: hostile, view: { point: [3, 3, 0] } })}`;
const phone = { viewport: { width: 390, height: 844 } };

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** What of a text has become more than a text: elements of its markup, or code of it that ran. */
function harm(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const elements = [...document.querySelectorAll('img[src="x"], #app script, #app [onerror]')];
    const ran = "ran" in window ? ["code ran"] : [];
    return [...elements.map(({ outerHTML }) => outerHTML), ...ran];
  });
}

/** How far the page can be scrolled sideways. */
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

const shows = async (page: Page, selector: string, text: string) =>
  expect(await page.locator(selector).first().textContent()).toContain(text);

async function drop(page: Page, its: string, text: string): Promise<void> {
  await page.evaluate(
    ([title, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], title, { type: "text/csv" }));
      for (const type of ["dragenter", "dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    },
    [its, text] as const,
  );
}

test("a sweep's name is a text wherever it stands: map, title, undo, announcements, export, kept sweeps", async () => {
  const { page, complaints } = await site.visit(link, phone);
  await phase(page, "done");
  await page.waitForSelector("[data-metric]");
  await shows(page, ".map-header h2", name);
  expect(await page.title()).toContain(markup);
  await page.waitForFunction(() =>
    document.querySelector('[data-testid="progress-said"]')?.textContent?.startsWith("The map"),
  );
  await page.locator(".preset").first().click();
  await phase(page, "done");
  await page.keyboard.press("Control+z");
  await shows(page, ".map-header h2", name);
  await phase(page, "done");
  await page.locator('button[aria-label^="Redo"]').focus();
  await page.keyboard.press("Control+Shift+z");
  await page.locator('button[aria-label^="Undo"]').hover();
  await page.keyboard.press("Control+z");
  await phase(page, "done");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const downloaded = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Spec (JSON)" }).click();
  expect((await downloaded).suggestedFilename()).not.toMatch(/[<>"/\u202e]/);
  expect(await sideways(page)).toBe(0);
  expect(await harm(page)).toEqual([]);
  await keep(page);
  await page.locator('[data-testid="is-kept"]').click();
  const kept = page.locator(".kept-name");
  await kept.waitFor();
  expect(await kept.inputValue()).toBe(name);
  await kept.fill(`${markup}renamed`);
  await kept.blur();
  await page.getByRole("button", { name: /^Delete / }).click();
  await page.getByRole("button", { name: /^Really delete / }).click();
  await page.waitForFunction(() => document.querySelector(".kept-notice")?.textContent?.includes("deleted"));
  await shows(page, ".kept-notice", markup);
  // The button that had the focus is gone with its sweep; the keyboard is still somewhere.
  await page.waitForFunction(() => document.activeElement !== document.body);
  expect(await sideways(page)).toBe(0);
  expect(await harm(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("a file's name, its columns and its cells are texts, taken or refused", async () => {
  const { page, complaints } = await site.visit(link, phone);
  await phase(page, "done");
  const column = `${markup}close`;
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${10 + i}`).join("\n");
  await drop(page, `${fileName}.csv`, `day,"${column.replaceAll('"', '""')}"\n${rows}\n`);
  await page.waitForFunction(() => location.hash.includes("task.series"));
  await shows(page, '[data-testid="series-source"]', fileName);
  expect(await page.locator('[data-path="series.column"]').textContent()).toContain("<img src=x onerror");
  expect(await sideways(page)).toBe(0);
  await drop(page, "bad.csv", `close\n1\n"${markup.replaceAll('"', '""')}"\n3\n`);
  await shows(page, '[data-testid="series-mistakes"]', "<img");
  await drop(page, `${fileName}.json`, `{"name": 7, "${"W".repeat(200)}": 1, "<img src=x>": 2}`);
  await shows(page, '[data-testid="opened-mistakes"]', fileName);
  expect(await sideways(page)).toBe(0);
  expect(await harm(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("a link of markup and endless words is told as text", async () => {
  const keys = `${encodeURIComponent(markup)}=1&${"W".repeat(300)}=1&model.cell=${encodeURIComponent(name)}`;
  const { page, complaints } = await site.visit(`#${keys}`, phone);
  await shows(page, '[data-testid="banner"]', "<img src=x");
  await phase(page, "done");
  expect(await sideways(page)).toBe(0);
  expect(await harm(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("markup that is more than text would be noticed, and so would a word that is too wide (control)", async () => {
  // Without the page's own policies, which would stop the markup before anybody notices.
  const { page } = await site.visit("", { ...phone, bypassCSP: true });
  await phase(page, "done");
  await page.evaluate((text) => {
    const heading = document.querySelector(".map-header h2") as HTMLElement;
    heading.innerHTML = text;
    heading.style.whiteSpace = "nowrap";
  }, name);
  await page.waitForFunction(() => "ran" in window);
  const found = await harm(page);
  expect(found).toContain("code ran");
  expect(found.join()).toContain("<img");
  expect(await sideways(page)).toBeGreaterThan(0);
  await page.context().close();
});
