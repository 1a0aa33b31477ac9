// The page without a network: after one visit it opens and computes, under the sub-path of a static host; and a newer version takes
// over only when it is asked for.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { serviceWorkerFor } from "../../src/cli/offline/offlinePlugin.ts";
import { pictureOf } from "./picture.ts";
import { phase, Site } from "./site.ts";

let folder: string;
let site: Site;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vanishing-point-offline-"));
  cpSync(inject("builtPage"), folder, { recursive: true });
  site = await Site.open({ folder });
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** Waits until all files of the page are kept. */
const kept = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));

describe("the page", () => {
  test("is replaced by a newer one when somebody asks for it, and then opens without a network", async () => {
    const { page, complaints } = await site.visit("", { serviceWorkers: "allow" });
    await phase(page, "done");
    await kept(page);
    // The control: a second visit to the same version is told of none.
    await page.reload();
    await phase(page, "done");
    expect(await page.getByTestId("new-version").count()).toBe(0);

    const html = join(folder, "index.html");
    writeFileSync(html, readFileSync(html, "utf8").replace("</title>", "</title><meta name='newer'>"));
    writeFileSync(join(folder, "offline.js"), await serviceWorkerFor(folder, process.cwd()));
    await page.reload();
    // All files of the newer version are fetched first, behind everything else.
    await page.getByTestId("new-version").waitFor({ timeout: 90_000 });
    expect(await page.locator("meta[name=newer]").count()).toBe(0);
    await page.getByTestId("new-version").getByRole("button", { name: "Reload" }).click();
    await page.locator("meta[name=newer]").waitFor({ state: "attached" });
    await phase(page, "done");

    const address = site.address();
    await site.stopServing();
    await page.reload();
    await phase(page, "done");
    expect(await pictureOf(page)).toMatchObject({ drawn: expect.closeTo(1, 1) });
    expect((await pictureOf(page)).colours).toBeGreaterThan(20);
    expect(await page.textContent('[data-testid="engine"]')).toContain("Engine cpu");
    await page.getByRole("navigation").getByRole("link", { name: "Bench" }).click();
    await page.getByTestId("bench").waitFor();
    expect(complaints).toEqual([]);

    // The control: who was never here gets nothing.
    const stranger = await page.context().browser()?.newContext();
    const other = await stranger?.newPage();
    await expect(other?.goto(address)).rejects.toThrow("ERR_CONNECTION_REFUSED");
    await stranger?.close();
    await page.context().close();
  });

  test("has a manifest whose addresses are all relative and lead to files, icons of the sizes that they say", () => {
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.webmanifest"), "utf8"));
    expect([manifest.start_url, manifest.scope]).toEqual(["./", "./"]);
    for (const { src, sizes } of manifest.icons as { src: string; sizes: string }[]) {
      const png = readFileSync(join(folder, src));
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
    }
    expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toContain("maskable");
  });
});
