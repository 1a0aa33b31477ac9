// The user's own prices in the page: chosen or dropped, good and bad; a bad file is explained and changes nothing.

import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseAddress } from "../../src/sweep/address.ts";
import type { SweepSpec } from "../../src/sweep/spec.ts";
import { violations } from "./axe.ts";
import { type OpenedPage, phase, Site } from "./site.ts";

const START =
  "#model.hidden=1&task.unroll=4&axes.0.param=init.recurrent.gain&axes.0.from=0&axes.0.to=2&axes.0.count=5&metrics=[%22loss%22]";
const good = "Date,Open,Close\n1,1,10\n2,2,20\n3,3,15\n4,4,40\n5,5,30\n6,6,35\n7,7,32\n8,8,31\n";

/** To look at the size of a file takes no time; the rest is room for a machine that is busy. */
const REFUSED_MS = 5000;

let site: Site;
let opened: OpenedPage;
let page: Page;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());
beforeEach(async () => {
  await page?.context().close();
  opened = await site.visit(START);
  page = opened.page;
  await phase(page, "done");
});

function specNow(): SweepSpec {
  const parsed = parseAddress(new URL(page.url()).hash);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value.spec;
}

const has = (text: string) => page.waitForFunction((part) => location.hash.includes(part), text);
const told = (id: string) => page.locator(`[data-testid="${id}"]`);
const choose = (name: string, text: string) =>
  page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Drops a file on the map, as from the desktop; its text is `part`, `times` over. Tells when, by the page's clock. */
async function drop(name: string, part: string, times = 1): Promise<number> {
  return page.evaluate(
    ([fileName, text, count]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text.repeat(count)], fileName, { type: "text/csv" }));
      const map = document.querySelector(".map-panel") as Element;
      const dropped = performance.now();
      for (const type of ["dragenter", "dragover", "drop"]) {
        map.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
      return dropped;
    },
    [name, part, times] as const,
  );
}

async function openSeries(): Promise<void> {
  await page.locator("details:has(h3:text-is('Task')) > summary").click();
  await page.locator('[data-path="task.kind"]').selectOption("series");
  await has("task.kind=series");
}

test("the task series starts with the sample, a short link and every field at its default", async () => {
  await openSeries();
  expect(await told("series-source").textContent()).toContain("sample");
  expect(await told("series-counts").textContent()).toContain(
    "500 values: 375 to learn from, 125 for the test",
  );
  expect(new URL(page.url()).hash).not.toContain("task.series");
  expect(await page.locator('[data-path="task.testBatch"]').inputValue()).toBe("16");
  await phase(page, "done");
  expect(opened.complaints).toEqual([]);
});

test("a chosen file becomes the data: its usual column, then another, then all of them, then the sample again", async () => {
  await openSeries();
  await choose("prices.csv", good);
  await has("task.series=[[10,20,15,40,30,35,32,31]]");
  expect(await told("series-source").textContent()).toBe("From prices.csv.");
  expect(await told("series-counts").textContent()).toContain("8 values: 6 to learn from, 2 for the test");
  const column = page.locator('[data-path="series.column"]');
  expect(await column.locator("option").allTextContents()).toEqual([
    "Date",
    "Open",
    "Close",
    "all of them, a company each",
  ]);
  await column.selectOption({ label: "Open" });
  await has("task.series=[[1,2,3,4,5,6,7,8]]");
  await column.selectOption("*");
  await page.waitForFunction(() => location.hash.includes("[1,2,3,4,5,6,7,8],[10,20"));
  expect(await page.locator(".sparkline path").count()).toBe(3);
  await phase(page, "done");
  // The link alone brings the prices back, in another window too.
  const { page: second } = await site.visit(new URL(page.url()).hash);
  await phase(second, "done");
  expect(await second.locator('[data-testid="series-source"]').textContent()).toContain("Your own prices");
  await second.context().close();
  await page.getByRole("button", { name: "Use the sample again" }).click();
  await page.waitForFunction(() => !location.hash.includes("task.series"));
  expect(opened.complaints).toEqual([]);
});

test("a file dropped on the map becomes the data, also where the task was another one", async () => {
  expect(specNow().task.kind).toBe("prices");
  await drop("mine.csv", good);
  await has("task.series=[[10,20,15,40,30,35,32,31]]");
  expect(specNow().task).toMatchObject({ kind: "series", unroll: 4 });
  expect(await told("series-source").textContent()).toBe("From mine.csv.");
  await phase(page, "done");
  expect(opened.complaints).toEqual([]);
});

test("a bad file is refused with every mistake by row and column, as plain text, and the data stay", async () => {
  await openSeries();
  await choose("prices.csv", good);
  await has("task.series=[[10,");
  const before = specNow();
  const markup = "<img src=x onerror=alert(1)>";
  await choose("bad.csv", `__proto__,${markup}\n1,1\n2,\n3,${markup}\n4,4\n5,5\n6,NaN\n7,7\n`);
  await told("series-mistakes").waitFor();
  const lines = await told("series-mistakes").locator("li").allTextContents();
  expect(lines).toEqual([
    `row 3, column ${JSON.stringify(markup)}: given an empty cell; allowed: a number; only rows before a company's first price may be empty.`,
    `row 4, column ${JSON.stringify(markup)}: given ${JSON.stringify(markup)}; allowed: a number.`,
    `row 7, column ${JSON.stringify(markup)}: given "NaN"; allowed: a number.`,
  ]);
  expect(await page.locator("main img").count()).toBe(0);
  expect(await told("series-source").textContent()).toBe("From prices.csv.");
  expect(specNow()).toEqual(before);
  // Control: a good file takes the mistakes away.
  await choose("again.csv", good.replace(",31", ",33"));
  await has("32,33]]");
  expect(await told("series-mistakes").count()).toBe(0);
  expect(opened.complaints).toEqual([]);
});

test("a bad file dropped on another task's page is explained there, and the task stays", async () => {
  await drop("flat.csv", "Close\n5\n5\n5\n");
  await told("series-mistakes").waitFor();
  expect(await told("series-mistakes").textContent()).toContain(
    'column "Close": given the same number 5 in all 3 rows',
  );
  expect(specNow().task.kind).toBe("prices");
});

test("a file of fifty megabytes is refused at once", async () => {
  const dropped = await drop("huge.csv", "1\n2\n", 12_500_000);
  await told("series-mistakes").waitFor();
  expect(await told("series-mistakes").textContent()).toContain(
    "given 50.0 MB; allowed: a CSV file of at most 20 MB",
  );
  expect(await page.evaluate(() => performance.now())).toBeLessThan(dropped + REFUSED_MS);
});

test("data too long for an address are used all the same, and page and link say what the link lacks", async () => {
  await page.evaluate(() => {
    const prices = Array.from({ length: 100_000 }, (_, i) => -1e-7 * (1.5 + Math.sin(i))).join("\n");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([prices], "long.csv"));
    dispatchEvent(new DragEvent("drop", { cancelable: true, dataTransfer }));
  });
  await told("link-lacks").waitFor();
  expect(await told("link-lacks").textContent()).toContain("does not hold task.series");
  expect(await told("series-counts").textContent()).toContain("100000 values");
  await phase(page, "done");
  const { page: second } = await site.visit(new URL(page.url()).hash);
  const banner = second.locator('[data-testid="banner"]');
  await banner.waitFor();
  expect(await banner.textContent()).toContain('task.series: given "too long for a link"');
  await second.context().close();
  // Control: a shorter series fits, and nothing is lacking.
  await choose("short.csv", good);
  await has("task.series=[[10,");
  expect(await told("link-lacks").count()).toBe(0);
});

test.each(["light", "dark"] as const)(
  "its part of the form passes an accessibility check (%s)",
  async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openSeries();
    await choose("bad.csv", "Close\n1\nx\n");
    await choose("prices.csv", good);
    await has("task.series=[[10,");
    await choose("bad.csv", "Close\n1\n2\nx\n");
    await told("series-mistakes").waitFor();
    expect(await violations(page, { within: ".spec-form" })).toEqual([]);
    await page.getByLabel("CSV file").focus();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe("file");
  },
);
