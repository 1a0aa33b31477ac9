// What leaves the page comes back to it: every kind of export is read by somebody else, results open as they were in a browser
// that has never seen them, and what is damaged or hostile is refused with words.

import { readFile } from "node:fs/promises";
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as zarr from "zarrita";
import { bytesSource } from "../../src/store/byteSource.ts";
import { readZarr } from "../../src/store/zarr/open.ts";
import { openZip } from "../../src/store/zip/open.ts";
import { formatAddress } from "../../src/sweep/address.ts";
import { handZip } from "../unit/handZip.ts";
import { readPng } from "../unit/readPng.ts";
import { violations } from "./axe.ts";
import { fingerprintOf } from "./picture.ts";
import { phase, Site } from "./site.ts";
import { soundSpec } from "./truth.ts";

const sweep = soundSpec({
  name: "gain × unroll",
  model: { hidden: 2 },
  axes: [
    { param: "init.recurrent.gain", from: 0.1, to: 3, count: 24, scale: "log" },
    { param: "task.unroll", from: 1, to: 16, count: 16 },
  ],
  metrics: ["logGradientRatio", "loss"],
});
const fragment = `#${formatAddress({ spec: sweep, view: { engine: "cpu" } })}`;
const networks = 24 * 16;

let site: Site;
let opened: Awaited<ReturnType<Site["visit"]>>;
beforeAll(async () => {
  site = await Site.open({ webgpu: false });
  opened = await site.visit(fragment);
  await phase(opened.page, "done");
  // Until the menu's code is there, a button that can do nothing keeps its place, and no key reaches it.
  await opened.page.getByRole("button", { name: "Export", exact: true, disabled: false }).waitFor();
});
afterAll(() => site.close());

/** The bytes of an export, and the name under which it is saved. */
async function exported(
  page: Page,
  title: string,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const downloaded = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: title }).click();
  const download = await downloaded;
  const bytes = new Uint8Array(await readFile(await download.path()));
  return { name: download.suggestedFilename(), bytes };
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Drops files on the page, as from a desktop. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ([fileName, base64]) => {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName));
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    },
    [name, Buffer.from(bytes).toString("base64")] as const,
  );
}

/** What the page says of a refused file. */
async function refusal(page: Page): Promise<string> {
  const box = page.locator('[data-testid="opened-mistakes"]');
  await box.waitFor();
  return (await box.textContent()) ?? "";
}

describe("an export", () => {
  it("is chosen by keyboard in a menu in which axe finds nothing", async () => {
    const { page } = opened;
    await page.getByRole("button", { name: "Export", exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe("Picture (SVG)");
    expect(await page.locator("#definition").textContent()).toContain("for papers and slides");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("Copy as Python");
    // A tooltip lies over the page, and in none of its landmarks.
    expect(await violations(page, { without: "#definition" })).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("menu").count()).toBe(0);
    expect(await focused()).toBe("Export");
  });

  it("as a picture is read by an independent reader, and opens its sweep again", async () => {
    const { page } = opened;
    const png = await exported(page, "Picture (PNG)");
    expect(png.name).toBe("gain-unroll.logGradientRatio.png");
    expect(readPng(png.bytes).width).toBeGreaterThan(400);
    const svg = await exported(page, "Picture (SVG)");
    expect(svg.name).toBe("gain-unroll.logGradientRatio.svg");
    expect(textOf(svg.bytes)).toContain("<title>gain × unroll</title>");
    const other = await site.visit();
    for (const { name, bytes } of [png, svg]) {
      await other.page.goto(site.address("#model.hidden=1"));
      await drop(other.page, name, bytes);
      await other.page.waitForFunction(() => location.hash.includes("init.recurrent.gain"));
      await phase(other.page, "done");
      expect(await other.page.locator(".map-header h2").textContent()).toBe("gain × unroll");
    }
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
  });

  it("as a table has a row for every network, and as an array every number", async () => {
    const { page } = opened;
    const all = await exported(page, "Table of all points (CSV)");
    const view = await exported(page, "Table of the view (CSV)");
    expect([all.name, view.name]).toEqual(["gain-unroll.csv", "gain-unroll.logGradientRatio.csv"]);
    const rows = textOf(all.bytes).trimEnd().split("\r\n");
    expect(rows.length).toBe(networks + 1);
    expect(rows[0]).toBe("init.recurrent.gain,task.unroll,logGradientRatio,loss");
    expect(textOf(view.bytes).split("\r\n")[0]).toBe("init.recurrent.gain,task.unroll,logGradientRatio");
    const npy = await exported(page, "Metric on the map (NPY)");
    expect(npy.name).toBe("gain-unroll.logGradientRatio.npy");
    const header = new DataView(npy.bytes.buffer).getUint16(8, true) + 10;
    const numbers = new Float64Array(npy.bytes.slice(header).buffer);
    expect(Array.from(numbers, String)).toEqual(
      rows.slice(1).map((row) => String(Number(row.split(",")[2].replace("inf", "Infinity")))),
    );
    // Control: the other column is told apart.
    expect(Array.from(numbers, String)).not.toEqual(rows.slice(1).map((row) => row.split(",")[3]));
    const spec = await exported(page, "Spec (JSON)");
    expect([spec.name, JSON.parse(textOf(spec.bytes))]).toEqual(["gain-unroll.json", sweep]);
  });

  it("as Python names the file, the metric and the page's link", async () => {
    const { page } = opened;
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "Copy as Python" }).click();
    // This browser lends the clipboard only where it is asked to; by hand it goes in any case.
    const text = await page.locator('[data-testid="export"]').evaluate(async (box) => {
      return box.querySelector("textarea")?.value ?? (await navigator.clipboard.readText().catch(() => ""));
    });
    if (text !== "") {
      expect(text).toContain('ZipStore("gain-unroll.zarr.zip", mode="r")');
      expect(text).toContain('xscale="log"');
      expect(text).toContain(`# ${page.url()}`);
    }
  });
});

describe("results", () => {
  it("open as they were in a browser that has never seen them, and nothing is computed", async () => {
    const { page } = opened;
    const zip = await exported(page, "All results (Zarr, zip)");
    expect(zip.name).toBe("gain-unroll.zarr.zip");
    const folder = await openZip(bytesSource(zip.bytes));
    if (!folder.ok) throw new Error(JSON.stringify(folder.mistakes));
    const files = folder.value;
    const ours = await readZarr(files);
    expect(ours.ok && ours.value.spec).toEqual(sweep);
    // Another program reads the same numbers.
    const store = { get: async (key: string) => (await files.read(key.slice(1))) ?? undefined };
    const array = await zarr.open.v3(zarr.root(store).resolve("loss"), { kind: "array" });
    const { data } = await zarr.get(array);
    const table = textOf((await exported(page, "Table of all points (CSV)")).bytes)
      .trimEnd()
      .split("\r\n");
    const losses = table.slice(1).map((row) => Math.fround(Number(row.split(",")[3])));
    expect(Array.from(data as Float32Array)).toEqual(losses);

    const other = await site.visit("#model.hidden=1");
    await phase(other.page, "done");
    await drop(other.page, zip.name, zip.bytes);
    await other.page.waitForSelector('[data-testid="opened"][data-kind="done"]');
    await phase(other.page, "done");
    expect(await other.page.locator('[data-testid="opened"]').textContent()).toContain("computed by cpu");
    expect(await other.page.textContent('[data-testid="progress"]')).toContain(
      "384 networks, kept from before",
    );
    await other.page.waitForTimeout(500);
    expect(await fingerprintOf(other.page)).toBe(await fingerprintOf(page));
    const again = textOf((await exported(other.page, "Table of all points (CSV)")).bytes)
      .trimEnd()
      .split("\r\n");
    expect(again.slice(1).map((row) => Number(row.split(",")[3]))).toEqual(losses);
    // Exported once more, it is the same zip: who computed it, too.
    expect((await exported(other.page, "All results (Zarr, zip)")).bytes).toEqual(zip.bytes);
    expect(other.complaints).toEqual([]);

    // A damaged byte of results, in a zip whose own checksums are right.
    const damaged = await Promise.all(
      (await files.list()).map(async ({ path }) => {
        const content = ((await files.read(path)) as Uint8Array<ArrayBuffer>).slice();
        if (path.startsWith("loss/c/")) content[0] ^= 1;
        return { name: path, content };
      }),
    );
    const before = other.page.url();
    await drop(other.page, "damaged.zarr.zip", handZip(damaged));
    expect(await refusal(other.page)).toMatch(/loss\/c\/.*get the file again/);
    await drop(
      other.page,
      "altered.zip",
      zip.bytes.with(
        Math.floor(zip.bytes.length / 2),
        255 - zip.bytes[Math.floor(zip.bytes.length / 2)],
      ) as Uint8Array,
    );
    expect(await refusal(other.page)).toContain("altered.zip was not opened");
    await drop(other.page, "out.zip", handZip([{ name: "../../zarr.json", content: "{}" }]));
    expect(await refusal(other.page)).toContain("a path inside the zip");
    await drop(other.page, "empty.zip", handZip([{ name: "zarr.json", content: "{}" }]));
    expect(await refusal(other.page)).toContain("vanishing_point.format");
    await drop(other.page, "photo.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0));
    expect(await refusal(other.page)).toContain("a PNG without a spec in it");
    await drop(other.page, "wrong.json", new TextEncoder().encode('{"version":1,"replicates":0,"seed":-1}'));
    expect(await refusal(other.page)).toMatch(/replicates.*seed|seed.*replicates/);
    expect(await violations(other.page)).toEqual([]);
    // Nothing was lost by any of it, and nothing run.
    expect(other.page.url()).toBe(before);
    expect(await fingerprintOf(other.page)).toBe(await fingerprintOf(page));
    await other.page.context().close();
  });
});
