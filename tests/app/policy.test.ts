// The page's Content-Security-Policy and Trusted Types: what would turn a text into code is refused, and every text of a user
// stays a text. That the page itself breaks neither is held in every test of the page: a violation is a complaint (site.ts).

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { phase, Site } from "./site.ts";

const MARKUP = `<img src=x onerror="document.title='broken in'">`;

/** The same as a cell of a CSV file. */
const QUOTED = `"${MARKUP.replaceAll('"', '""')}"`;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

describe("the policy", () => {
  test("stands in the page itself, before anything that it rules", async () => {
    const html = await readFile(join(inject("builtPage"), "index.html"), "utf8");
    expect(html.indexOf("Content-Security-Policy")).toBeGreaterThan(0);
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"));
    expect(html).not.toMatch(/unsafe-inline|'unsafe-eval'|<script(?![^>]*src=)|<style| style=/);
  });

  test("refuses markup, code and workers made of texts, other hosts and styles in markup; and the tests would hear of each", async () => {
    const { page, complaints } = await site.visit();
    await phase(page, "done");
    expect(complaints).toEqual([]);
    const tried = await page.evaluate(async (markup) => {
      const attempts: Record<string, () => unknown> = {
        markup: () => {
          document.body.innerHTML = markup;
        },
        code: () => setTimeout("document.title = 'broken in'" as unknown as () => void),
        worker: () => new Worker(URL.createObjectURL(new Blob(["1"]))),
        script: () => {
          document.createElement("script").src = "https://example.org/script.js";
        },
        host: () => fetch("https://example.org/"),
        style: () => {
          document.body.setAttribute("style", "outline: 7px solid");
          if (getComputedStyle(document.body).outlineWidth !== "7px") throw new Error("not applied");
        },
      };
      const refused: string[] = [];
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          await attempt();
        } catch {
          refused.push(name);
        }
      }
      return { attempts: Object.keys(attempts), refused };
    }, MARKUP);
    expect(tried.refused).toEqual(tried.attempts);
    // They are told a moment after what was refused.
    const heard = () => [
      ...new Set(complaints.flatMap((one) => /policy was violated: ([\w-]+)/.exec(one)?.[1] ?? [])),
    ];
    await expect
      .poll(() => heard().sort())
      .toEqual(["connect-src", "require-trusted-types-for", "style-src-attr"]);
    expect(await page.title()).not.toContain("broken in");
    await page.context().close();
  });

  test("a name, a link and a CSV file that hold markup are shown as the texts that they are", async () => {
    const spec = `name=${encodeURIComponent(MARKUP)}&task.kind=series&task.unroll=3`;
    const { page, complaints } = await site.visit(`#${spec}`);
    await phase(page, "done");
    const rows = Array.from({ length: 24 }, (_, day) => `${day},${QUOTED},${3 + (day % 5)}\n`).join("");
    await page.getByTestId("open-file").setInputFiles({
      name: "<b>prices.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`day,${QUOTED},Close\n${rows}`),
    });
    await page.getByText("From <b>prices.csv").waitFor();
    await page.getByTestId("open-file").setInputFiles({
      name: "<i>spec.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify({ version: 1, [MARKUP]: MARKUP, name: 3 })),
    });
    const refusal = page.getByTestId("opened-mistakes");
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain("<i>spec.json");
    expect(await refusal.textContent()).toContain("onerror");
    const made = await page.evaluate(() => document.querySelectorAll("img[src=x], main b, .banner i").length);
    expect(made).toBe(0);
    expect(await page.title()).toBe(`${MARKUP} · Vanishing Point`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
