// The first visit: something telling is on the screen at once, without a GPU and without a word in the console.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AUTO_DEFINITION, engineNames, engineTexts } from "../../src/sweep/engineChoice.ts";
import { type Pixel, pictureOf, pixelAt } from "./picture.ts";
import { phase, Site } from "./site.ts";

/** What the issue promises on two cores without a GPU. */
const FIRST_MAP_MS = 3000;
/** … and the time within which a visitor sees that there is life in the page. */
const SEEN_MS = 1000;
/** Layout shift, as browsers count it (share of the window times share of the way): 0.1 is called good, this is none to be seen. */
const MOST_MOVED = 0.01;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const isMap = ({ drawn, colours }: { drawn: number; colours: number }) => drawn > 0.9 && colours >= 20;
const wordsOf = (text: string | null) => text?.replaceAll(/\s+/g, "") || "nothing";
const isPurple = ([red, , blue]: Pixel) => blue > red + 30;
const isOrange = ([red, , blue]: Pixel) => red > blue + 30;

describe("the first visit", () => {
  test("shows a map within three seconds of the start of loading", async () => {
    const { page, complaints } = await site.visit();
    const deadline = performance.now() + 20_000;
    while (!isMap(await pictureOf(page)) && performance.now() < deadline) await page.waitForTimeout(20);
    const elapsed = await page.evaluate(() => performance.now());
    console.log(`first map after ${Math.round(elapsed)} ms`);
    expect(isMap(await pictureOf(page))).toBe(true);
    expect(elapsed).toBeLessThan(FIRST_MAP_MS);
    expect(await page.textContent('[data-testid="story"]')).toContain("vanishes");
    await phase(page, "done");
    const engine = await page.textContent('[data-testid="engine"]');
    expect(engine).toMatch(
      /^Engine cpu: WebAssembly SIMD, .* \(auto: .*software one, .* the CPU itself\)\.$/,
    );
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("has something to see, and to see move, within a second on a machine twice as slow", async () => {
    /** When something was first to be seen, and what it was; `without` opens the page without its beginning. */
    const firstSeen = async (without = false) => {
      const { page } = await site.visit("", {}, async (opened) => {
        const session = await opened.context().newCDPSession(opened);
        await session.send("Emulation.setCPUThrottlingRate", { rate: 2 });
        await opened.addInitScript(() => {
          const seen = { moving: 0, said: "" };
          Object.assign(window, { seen });
          const look = () => {
            const beginning = document.querySelector(".beginning");
            if (beginning !== null) {
              seen.said = beginning.closest("#app")?.textContent ?? "";
              seen.moving = beginning.getAnimations({ subtree: true }).length;
            }
            if (document.querySelector(".map-frame") === null) requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
        if (!without) return;
        await opened.route(site.address(), async (route) => {
          const answer = await route.fetch();
          const body = (await answer.text()).replace(
            /<div id="app">([\s\S]*)<\/div>\s*<noscript>/,
            '<div id="app"><div hidden>$1</div></div><noscript>',
          );
          await route.fulfill({ response: answer, body });
        });
      });
      await phase(page, "done");
      const at = await page.evaluate(
        () => performance.getEntriesByName("first-contentful-paint")[0].startTime,
      );
      const seen = await page.evaluate(
        () => (window as unknown as { seen: { moving: number; said: string } }).seen,
      );
      // The page that takes its place begins as it does.
      if (!without)
        expect(wordsOf(seen.said).startsWith(wordsOf(await page.textContent(".brand")))).toBe(true);
      await page.context().close();
      return { at, ...seen };
    };
    const first = await firstSeen();
    console.log(`something to see after ${Math.round(first.at)} ms, slowed down to half`);
    expect(first.at).toBeLessThan(SEEN_MS);
    expect(first).toMatchObject({ moving: 1 });
    // The control: without it there would be nothing to see for longer.
    const bare = await firstSeen(true);
    expect(bare).toMatchObject({ moving: 0 });
    expect(bare.at).toBeGreaterThan(SEEN_MS);
  });

  test.each([
    ["desk", { width: 1440, height: 900 }],
    ["phone", { width: 390, height: 844 }],
  ])("moves nothing on the screen of a %s while the page comes to be", async (_, viewport) => {
    const { page } = await site.visit("", { viewport }, (opened) =>
      opened.addInitScript(() => {
        Object.assign(window, { moved: 0 });
        new PerformanceObserver((list) => {
          const at = window as unknown as { moved: number };
          for (const entry of list.getEntries()) at.moved += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift", buffered: true });
      }),
    );
    const moved = () => page.evaluate(() => (window as unknown as { moved: number }).moved);
    await phase(page, "done");
    // What is fetched after the first map is there by then.
    await page.waitForSelector('[data-path="model.hidden"]');
    await page.waitForTimeout(300);
    expect(await moved()).toBeLessThan(MOST_MOVED);
    // The control: something that comes late and pushes the page down is noticed.
    await page.evaluate(() =>
      document.body.prepend(...Array.from({ length: 12 }, () => document.createElement("hr"))),
    );
    await page.waitForTimeout(300);
    expect(await moved()).toBeGreaterThan(MOST_MOVED);
    await page.context().close();
  });

  test("is purple where the gradient vanishes and orange where it explodes", async () => {
    const { page } = await site.visit();
    await phase(page, "done");
    await page.waitForTimeout(200);
    const [vanishing, exploding] = [await pixelAt(page, 200, 89), await pixelAt(page, 310, 89)];
    expect(isPurple(vanishing)).toBe(true);
    expect(isOrange(exploding)).toBe(true);
    // The control: each test of a colour refuses the other's pixel.
    expect(isPurple(exploding) || isOrange(vanishing)).toBe(false);
    await page.context().close();
  });

  test("an empty canvas, or one of a single colour, is not taken for a map", () => {
    expect(isMap({ drawn: 0, colours: 0 })).toBe(false);
    expect(isMap({ drawn: 1, colours: 1 })).toBe(false);
  });

  test("offers every engine by a label, and says on hover what each of them is", async () => {
    const { page } = await site.visit();
    const engine = page.getByRole("combobox", { name: "Engine" });
    expect(await engine.locator("option").allTextContents()).toEqual([
      "auto",
      ...engineNames.map((name) => engineTexts[name].label),
    ]);
    await engine.hover();
    const definition = await page.textContent("#definition");
    for (const name of engineNames) expect(definition).toContain(`${name}: ${engineTexts[name].definition}.`);
    expect(definition).toContain(`auto: ${AUTO_DEFINITION}.`);
    await page.context().close();
  });
});

describe("the first visit without WebGPU", () => {
  let plain: Site;
  beforeAll(async () => {
    plain = await Site.open({ webgpu: false });
  });
  afterAll(() => plain.close());

  test("works where the browser has no WebGPU, and says so", async () => {
    const { page, complaints } = await plain.visit();
    await phase(page, "done");
    const engine = await page.textContent('[data-testid="engine"]');
    expect(engine).toMatch(/^Engine cpu: WebAssembly SIMD, .* \(auto: WebGPU [^,]+\)\.$/);
    expect(isMap(await pictureOf(page))).toBe(true);
    // Asked for by name, it is not quietly replaced.
    await page.getByRole("combobox", { name: "Engine" }).selectOption("webgpu");
    await phase(page, "failed");
    expect(await page.textContent('[data-testid="progress"]')).toContain("webgpu is not available here");
    await page.getByRole("combobox", { name: "Engine" }).selectOption("auto");
    await phase(page, "done");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test.each([
    ["the host has lost its file", { status: 404 }, "could not be loaded (the host answers 404 for them)"],
    ["the host sends something else for it", { body: "<!doctype html>" }, "do not compile here"],
    ["its download never ends", null, "still being loaded"],
  ])(
    "works where the engine cpu is missing, for %s: the reference draws the map, and the page says why",
    async (_, answer, why) => {
      const { page } = await plain.visit("", {}, (opened) =>
        // What is not answered is a download without an end.
        opened.route("**/*.wasm", (route) => (answer === null ? undefined : route.fulfill(answer))),
      );
      await phase(page, "done");
      const engine = await page.textContent('[data-testid="engine"]');
      expect(engine).toMatch(
        /^Engine reference: .*\(auto: WebGPU [^,]+, and the engine cpu is not available: /,
      );
      expect(engine).toContain(why);
      expect(isMap(await pictureOf(page))).toBe(true);
      if (answer !== null) {
        // Asked for by name, it is not quietly replaced.
        await page.getByRole("combobox", { name: "Engine" }).selectOption("cpu");
        await phase(page, "failed");
        expect(await page.textContent('[data-testid="progress"]')).toContain("cpu is not available here");
      }
      await page.context().close();
    },
  );

  test.skipIf(process.arch !== "x64")(
    "works in a browser whose WebAssembly has no SIMD, and says so",
    async () => {
      const old = await Site.open({ webgpu: false, flags: ["--js-flags=--no-enable-sse4-1"] });
      const { page, complaints } = await old.visit();
      await phase(page, "done");
      const engine = await page.textContent('[data-testid="engine"]');
      expect(engine).toMatch(
        /^Engine reference: .*engine cpu is not available: WebAssembly has no SIMD here\)\.$/,
      );
      expect(isMap(await pictureOf(page))).toBe(true);
      expect(complaints).toEqual([]);
      await old.close();
    },
  );
});
