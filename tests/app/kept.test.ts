// Sweeps that outlive their page: kept while they run, gone on with after a crash, byte for byte what an undisturbed run keeps.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatAddress } from "../../src/sweep/address.ts";
import { violations } from "./axe.ts";
import { keptFiles, Profile } from "./profile.ts";
import { keep, phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

/** How often the browser is killed in the midst of a sweep; more where somebody has the time. */
const KILLS = Number(process.env.VANISHING_POINT_KILLS ?? 4);

/** Some five seconds on one core, in tiles of a tenth of a second. */
const sweep = soundSpec({
  name: "outlives its tab",
  model: { hidden: 24 },
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 3, count: 64 },
    { param: "task.unroll", from: 1, to: 36, count: 36 },
  ],
  metrics: ["logGradientRatio", "loss"],
});
const fragment = `#${formatAddress({ spec: sweep, view: { engine: "reference" } })}`;

/** A sweep that is over in a moment. */
const short = soundSpec({
  name: "short",
  model: { hidden: 1 },
  axes: [{ param: "init.bias", from: 0, to: 1, count: 9 }],
});

let site: Site;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
});
afterAll(() => site.close());

/** Networks that the page says are done. */
const doneCount = (page: Page) =>
  page.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).value);

/** The chunks among kept files. */
const chunks = (files: ReadonlyMap<string, string>) =>
  [...files].filter(([path]) => /\/c\/\d/.test(path) && /logGradientRatio|loss/.test(path));

describe("a sweep that runs for more than a moment", () => {
  it("is kept, and after every kill goes on with its missing tiles, to the same bytes in the end", {
    timeout: 300_000 + KILLS * 20_000,
  }, async () => {
    const undisturbed = await Profile.make();
    const disturbed = await Profile.make();
    try {
      const whole = await undisturbed.visit(site.address(fragment));
      await keep(whole);
      await phase(whole, "done", 120_000);
      const expected = await keptFiles(whole);
      expect(chunks(expected).length).toBeGreaterThan(20);
      await undisturbed.close();

      let kept = new Map<string, string>();
      let acknowledged = 0;
      for (let kill = 0; kill < KILLS; ) {
        const page = await disturbed.visit(site.address(fragment));
        if (kept.size === 0) await keep(page);
        await page.getByTestId("is-kept").waitFor({ timeout: 60_000 });
        const before = await keptFiles(page);
        // What was kept is kept still, whatever the kill cut off.
        for (const [path, hash] of chunks(kept)) {
          if (expected.get(path) === hash) expect(before.get(path)).toBe(hash);
        }
        await page.waitForTimeout(200 + ((kill * 7919) % 900));
        if ((await page.getAttribute('[data-testid="progress"]', "data-phase")) === "done") {
          // It was done before its moment came: the next round begins with nothing.
          expect(await keptFiles(page)).toEqual(expected);
          await page.getByRole("button", { name: "Run anew" }).click();
          await page.waitForSelector('[data-testid="is-kept"]', { state: "detached" });
          await page.close();
          kept = new Map();
          continue;
        }
        kept = await keptFiles(page);
        acknowledged += chunks(kept).length - chunks(before).length;
        await disturbed.kill();
        kill++;
      }
      expect(acknowledged).toBeGreaterThan(0);
      console.log(`${KILLS} kills, ${acknowledged} chunks kept in between, none lost`);

      const page = await disturbed.visit(site.address(fragment));
      await phase(page, "done", 120_000);
      expect(await page.textContent('[data-testid="progress"]')).toContain("kept from before");
      expect(await keptFiles(page)).toEqual(expected);
      // Control: one other byte would be seen.
      const [first] = expected.keys();
      expect(new Map(expected).set(first, "0")).not.toEqual(expected);

      // Opened once more, nothing is computed at all.
      await page.reload();
      await phase(page, "done", 60_000);
      expect(await page.textContent('[data-testid="progress"]')).toMatch(/2.304 networks, kept from before/);
    } finally {
      await undisturbed.close();
      await disturbed.close();
    }
  });

  it("is only read by another tab, which says so and goes on once the first is closed", async () => {
    const { page, complaints } = await site.visit(fragment);
    await keep(page);
    await page.waitForFunction(() => (document.querySelector("progress") as HTMLProgressElement).value > 0);
    // Paused it stays in the midst of its work, however long the other tab takes to open.
    await page.getByRole("button", { name: "Pause" }).click();
    await phase(page, "paused");
    await page.waitForSelector('[data-testid="is-kept"]');
    const other = await page.context().newPage();
    await other.goto(site.address(fragment));
    await other.waitForSelector(".kept-elsewhere");
    const seen = await doneCount(other);
    expect(seen).toBeLessThan(2304);
    await page.getByRole("button", { name: "Resume" }).click();
    await other.waitForFunction(
      (before) => (document.querySelector("progress") as HTMLProgressElement).value > before,
      seen,
    );
    await page.close();
    await other.waitForSelector(".kept-elsewhere", { state: "detached", timeout: 60_000 });
    await phase(other, "done", 120_000);
    expect(await other.textContent('[data-testid="progress"]')).toContain("kept from before");
    expect(complaints).toEqual([]);
    await other.context().close();
  });
});

describe("the list of kept sweeps", () => {
  it("shows what is kept; it is opened, renamed and deleted there, and axe finds nothing", async () => {
    const { page, complaints } = await site.visit(`#${formatAddress({ spec: short, view: {} })}`);
    await phase(page, "done");
    // Short sweeps are kept where somebody asks for it.
    expect(await page.locator('[data-testid="is-kept"]').count()).toBe(0);
    await keep(page);
    await page.waitForTimeout(700);
    await page.getByRole("link", { name: "Kept", exact: true }).first().click();
    const card = page.locator('[data-testid="kept-sweep"]');
    await card.waitFor();
    expect(await card.textContent()).toContain("9 networks on cpu");
    expect(await card.textContent()).toContain("complete");
    expect(await card.locator("img").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    await card.getByRole("textbox").fill("my own name");
    await card.getByRole("textbox").press("Enter");
    // The card is called so once the name is on the disk.
    await card.getByRole("link", { name: "Open my own name" }).waitFor();
    await page.reload();
    await card.getByRole("textbox").waitFor();
    expect(await card.getByRole("textbox").inputValue()).toBe("my own name");
    await card.getByRole("link", { name: "Open my own name" }).click();
    await phase(page, "done");
    expect(await page.textContent('[data-testid="progress"]')).toContain("9 networks, kept from before");
    await page.goBack();
    await card.getByRole("button", { name: "Delete my own name" }).click();
    expect(await card.count()).toBe(1);
    await card.getByRole("button", { name: "Really delete my own name" }).click();
    await page.waitForFunction(() => document.querySelector('[data-testid="kept-sweep"]') === null);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("a browser without room", () => {
  it("lets the sweep stand still, says so, and goes on without keeping where that is wished", async () => {
    const { page } = await site.visit("", {}, async (opened) => {
      const session = await opened.context().newCDPSession(opened);
      const { origin } = new URL(site.address());
      await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 12_000 });
    });
    await page.goto(site.address(fragment));
    await page.getByRole("button", { name: "Keep", exact: true }).click();
    await page.waitForSelector('[data-testid="full"]', { timeout: 60_000 });
    const stands = await doneCount(page);
    await page.waitForTimeout(800);
    expect(await doneCount(page)).toBe(stands);
    await page.getByRole("button", { name: "Go on without keeping" }).click();
    await phase(page, "done", 120_000);
    expect(await page.textContent('[data-testid="progress"]')).toMatch(/2.304 networks in/);
    await page.context().close();
  });
});
