// Results from outside on the shelf: whole or not at all, and never in the place of others.

import { describe, expect, it } from "vitest";
import { Shelf, type ShelfFolder } from "../../src/lab/kept/shelf.ts";
import { type ImportPlace, importResults } from "../../src/lab/share/importResults.ts";
import type { Bytes } from "../../src/store/folder.ts";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import { readZarr } from "../../src/store/zarr/open.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";
import { boxesOf, filesOf, filled, sweeps } from "./zarrSweeps.ts";

const sweep = sweeps["two axes and replicates, ragged"];

/** A shelf in memory. */
class MemoryShelf extends MemoryFolder implements ShelfFolder {
  /** Whether there is room for another file. */
  hasRoom = true;

  override async write(path: string, bytes: Bytes): Promise<void> {
    if (!this.hasRoom && path.includes("/c/1")) throw new Error("the disk is full");
    await super.write(path, bytes);
  }

  within(path: string) {
    const inside = (more: string) => `${path}/${more}`;
    return {
      read: (file: string) => this.read(inside(file)),
      list: async () =>
        (await this.list())
          .filter((each) => each.path.startsWith(`${path}/`))
          .map((each) => ({ ...each, path: each.path.slice(path.length + 1) })),
      write: (file: string, bytes: Bytes) => this.write(inside(file), bytes),
      remove: (file: string) => this.remove(inside(file)),
    };
  }

  async folders(): Promise<string[]> {
    return [...new Set((await this.list()).map(({ path }) => path.slice(0, path.indexOf("/"))))];
  }

  async removeFolder(name: string): Promise<void> {
    for (const { path } of await this.list()) if (path.startsWith(`${name}/`)) await this.remove(path);
  }
}

function placeOn(folder: MemoryShelf, isFree = true): ImportPlace {
  return {
    shelf: new Shelf(folder),
    lock: async () => (isFree ? { release: () => {} } : null),
    now: () => 0,
  };
}

/** A store's files as they are dropped, some of them changed. */
async function files(change: (path: string, bytes: Bytes) => Bytes = (_, bytes) => bytes) {
  const all = await filesOf((await filled(sweep)).folder);
  return {
    files: [...all].map(([path, bytes]) => ({
      path: `x.zarr/${path}`,
      file: new Blob([change(path, bytes)]),
    })),
  };
}

const textOf = (result: Awaited<ReturnType<typeof importResults>>) =>
  result.ok ? "" : result.mistakes.map(mistakeText).join("\n");

describe("imported results", () => {
  it("are kept with every number as it came, and known by their engine", async () => {
    const folder = new MemoryShelf();
    const place = placeOn(folder);
    const shares: number[] = [];
    const result = await importResults(await files(), place, (share) => shares.push(share));
    if (!result.ok) throw new Error(textOf(result));
    const { id, engine, done, networks, wasThere } = result.value;
    expect([engine, done, wasThere]).toEqual(["cpu", networks, false]);
    const [about] = await place.shelf.list();
    expect(about).toMatchObject({ id, engine: "cpu", done, networks });
    const kept = await readZarr(place.shelf.resultsOf(id));
    const { store } = await filled(sweep);
    for (const box of boxesOf(sweep)) {
      for (const metric of store.metrics) {
        expect(kept.ok && (await kept.value.read(metric, box))).toEqual(await store.read(metric, box));
      }
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    // Once more, it is the same.
    const again = await importResults(await files(), place, () => {});
    expect(again.ok && again.value.wasThere).toBe(true);
  });

  it("are refused where others of the same sweep are kept, which stay", async () => {
    const folder = new MemoryShelf();
    const place = placeOn(folder);
    const first = await importResults(await files(), place, () => {});
    if (!first.ok) throw new Error(textOf(first));
    // A kept block is lost: what comes now has more than what is here.
    const lost = [...(await filesOf(folder)).keys()].find((path) => path.endsWith("/c/0/0/1"));
    await folder.remove(lost as string);
    const before = await filesOf(folder);
    expect(textOf(await importResults(await files(), place, () => {}))).toContain("other results");
    expect(await filesOf(folder)).toEqual(before);
  });

  it("leave nothing behind where a byte is wrong, the disk is full, the sweep runs or nothing is done", async () => {
    const folder = new MemoryShelf();
    const wrong = await files((path, bytes) =>
      path.includes("/c/0/0/1") ? (bytes.with(0, bytes[0] ^ 1) as Bytes) : bytes,
    );
    expect(textOf(await importResults(wrong, placeOn(folder), () => {}))).toMatch(
      /c\/0\/0\/1.*get the file again/,
    );
    folder.hasRoom = false;
    expect(textOf(await importResults(await files(), placeOn(folder), () => {}))).toContain(
      "the disk is full",
    );
    folder.hasRoom = true;
    expect(textOf(await importResults(await files(), placeOn(folder, false), () => {}))).toContain(
      "a sweep that runs",
    );
    const blank = { files: (await files()).files.filter(({ path }) => !/\/c\/\d+\/\d+/.test(path)) };
    expect(textOf(await importResults(blank, placeOn(folder), () => {}))).toContain(
      "at least one finished block",
    );
    expect(textOf(await importResults(await files(), null, () => {}))).toContain(
      "gives the page no files of its own",
    );
    expect(await folder.list()).toEqual([]);
    // Control: with nothing in the way they are kept.
    expect(textOf(await importResults(await files(), placeOn(folder), () => {}))).toBe("");
    expect((await folder.list()).length).toBeGreaterThan(5);
  });
});
