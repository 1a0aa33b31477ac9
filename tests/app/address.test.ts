// The address is the state: links open exactly what was seen, back and forward work, and a bad link does no harm.

import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presetSpec } from "../../src/app/presets/open.ts";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { pictureOf } from "./picture.ts";
import { phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

/** A sweep small enough to run in no time, unlike any default. */
const small = soundSpec({
  name: "small & <b>odd</b>",
  model: { hidden: 2, activation: "sigmoid" },
  task: { kind: "prices", unroll: 3, between: "hold" },
  axes: [
    { param: "init.recurrent.gain", from: 0.1, to: 10, count: 12, scale: "log" },
    { param: "task.unroll", values: [1, 2, 5, 9] },
    { param: "init.bias", from: -1, to: 1, count: 3 },
  ],
  replicates: 2,
  metrics: ["logGradientNorm", "saturation"],
});
const smallView = { metric: "saturation", point: [3, 2, 1, 1], slice: [1, 1], limits: [0.2, 0.7] } as const;
const smallLink = `#${formatAddress({ spec: small, view: smallView })}`;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** Everything of the state that the page shows. */
async function shownBy(page: Page) {
  await phase(page, "done");
  await page.waitForSelector("[data-metric]");
  return {
    title: await page.locator(".map-header h2").textContent(),
    metric: await page.locator(".map-header select").inputValue(),
    limits: await page
      .getByRole("slider", { name: /end of the colours/ })
      .evaluateAll((handles) => handles.map((handle) => Number(handle.getAttribute("aria-valuenow")))),
    slices: await page
      .locator(".slices input")
      .evaluateAll((inputs) => inputs.map((input) => Number((input as HTMLInputElement).value))),
    place: await page.locator(".place").textContent(),
    saturation: await page.locator('[data-metric="saturation"]').getAttribute("value"),
  };
}

describe("a permalink", () => {
  test("opens the sweep, the metric, the slice, the limits and the point; so does a reload, and a second window", async () => {
    const { page, complaints } = await site.visit(smallLink);
    const shown = await shownBy(page);
    expect(shown).toMatchObject({
      title: "small & <b>odd</b>",
      metric: "saturation",
      limits: [0.2, 0.7],
      slices: [1],
    });
    expect(shown.place).toContain("Unroll length T5 steps");
    expect(await page.locator(".map-header b").count()).toBe(0);
    await page.reload();
    expect(await shownBy(page)).toEqual(shown);
    const second = await site.visit(smallLink);
    expect(await shownBy(second.page)).toEqual(shown);
    // The control: another point is told apart.
    const other = `#${formatAddress({ spec: small, view: { ...smallView, point: [4, 2, 1, 1] } })}`;
    const third = await site.visit(other);
    expect(await shownBy(third.page)).not.toEqual(shown);
    expect([complaints, second.complaints, third.complaints]).toEqual([[], [], []]);
    for (const window of [page, second.page, third.page]) await window.context().close();
  });

  test("of what the user changed by hand gives the same state back", async () => {
    const { page } = await site.visit();
    await phase(page, "done");
    await page.locator(".map-header select").selectOption("saturation");
    await page.locator(".story-points button").first().click();
    await page.waitForFunction(() => location.hash.includes("view.point"));
    const parsed = parseAddress(new URL(page.url()).hash);
    expect(parsed).toEqual({
      ok: true,
      value: { spec: presetSpec("scalar"), view: { metric: "saturation", point: [200, 49, 0] } },
    });
    await page.context().close();
  });
});

describe("the button that copies the link", () => {
  test("copies the address of what is on the screen now, or shows it where it may not", async () => {
    const { page } = await site.visit("", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator(".story-points button").nth(2).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Link copied" }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(parseAddress(new URL(link).hash)).toEqual({
      ok: true,
      value: { spec: presetSpec("scalar"), view: { point: [280, 49, 0] } },
    });
    await page.context().close();
    const denied = await site.visit();
    await denied.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
    });
    await denied.page.getByRole("button", { name: "Copy link" }).click();
    expect(await denied.page.getByLabel("Link to this page, to be copied").inputValue()).toContain("#");
    await denied.page.context().close();
  });
});

describe("back and forward", () => {
  test("go through the sweeps, with their views", async () => {
    const { page, complaints } = await site.visit();
    const title = () => page.locator(".map-header h2").textContent();
    const first = await title();
    await page.locator(".preset").nth(1).click();
    const second = await title();
    await page.locator(".map-header select").selectOption("logLoss");
    await page.waitForFunction(() => location.hash.includes("logLoss"));
    await page.locator(".preset").nth(5).click();
    const third = await title();
    expect(new Set([first, second, third]).size).toBe(3);
    await page.goBack();
    expect(await title()).toBe(second);
    expect(await page.locator(".map-header select").inputValue()).toBe("logLoss");
    await page.goBack();
    expect(await title()).toBe(first);
    await page.goForward();
    await page.goForward();
    expect(await title()).toBe(third);
    await phase(page, "done");
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("a link that is wrong", () => {
  test("shows every mistake, falls back to the first map, and can be dismissed", async () => {
    const { page, complaints } = await site.visit(
      "#model.hidden=0&task.unroll=many&model.celll=rnn&axes.0.param=nowhere&axes.0.values=[1]&view.limits=[3,1]",
    );
    const banner = page.locator('[data-testid="banner"]');
    const text = await banner.textContent();
    for (const path of ["model.hidden", "task.unroll", "model.celll", "axes.0.param", "view.limits"]) {
      expect(text).toContain(path);
    }
    expect(text).toContain("an integer from 1 to 128");
    expect(await page.locator(".map-header h2").textContent()).toBe("One feedback weight × unroll");
    await phase(page, "done");
    expect((await pictureOf(page)).colours).toBeGreaterThan(20);
    await banner.getByRole("button", { name: "Dismiss" }).click();
    expect(await banner.count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a view that does not fit its sweep costs only the view", async () => {
    const link = formatAddress({ spec: small, view: { metric: "loss", point: [99, 0] } });
    const { page } = await site.visit(`#${link}`);
    const text = await page.locator('[data-testid="banner"]').textContent();
    expect(text).toContain("view.metric");
    expect(text).toContain("view.point");
    expect(await page.locator(".map-header h2").textContent()).toBe(small.name);
    await page.context().close();
  });

  for (const [what, fragment] of [
    [
      "markup",
      `#name=${encodeURIComponent("<img src=x onerror=alert(1)><script>alert(2)</script>")}&task.kind=<img>`,
    ],
    ["a prototype", "#__proto__.polluted=1&constructor.prototype.polluted=1&model.__proto__=1"],
    ["broken encoding", "#%E0%A4%A&name=%&=&&&=1"],
    ["a whole page of noise", `#${"x".repeat(20_000)}`],
  ] as const) {
    test(`${what} is shown as text at most, and never runs`, async () => {
      const { page, complaints } = await site.visit(fragment);
      await page.waitForSelector('[data-testid="banner"]');
      const dialogs: string[] = [];
      page.on("dialog", (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await page.waitForTimeout(200);
      expect(dialogs).toEqual([]);
      expect(await page.locator("#app img, #app script").count()).toBe(0);
      expect(await page.evaluate(() => "polluted" in {})).toBe(false);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  }
});
