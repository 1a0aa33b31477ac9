// Folders that somebody made or mended: whatever stands in their files, opening one gives a store or its mistakes, never an error,
// and asks for no more memory than the files have bytes.

import { describe, expect, it } from "vitest";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import { seal } from "../../src/store/zarr/chunkFile.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import { edited, encoded, loss, mistakesWith, text, whole } from "./zarrFolder.ts";
import { lies } from "./zarrLies.ts";
import { filesOf, filled, sweeps } from "./zarrSweeps.ts";

const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;

// Hundreds of openings take seconds on a busy core.
describe("opening a folder that lies", { timeout: 60_000 }, () => {
  it.each(
    lies.map(([path, at, value, where]) => ({
      path,
      at: at.join("."),
      value,
      where,
      file: () => edited(path, at, value),
    })),
  )("tells so where $path has $value at $at", async ({ path, where, file }) => {
    const told = (await mistakesWith({ [path]: file() })).map((mistake) => mistake.path);
    expect(told.some((each) => each === where || each.endsWith(`#${where}`))).toBe(true);
  });

  it("tells all mistakes at once", async () => {
    const mistakes = await mistakesWith({
      [loss]: edited(loss, ["data_type"], "float64"),
      "outcome/zarr.json": null,
      "task.unroll/c/0": null,
      "replicate/zarr.json": encoded("{"),
    });
    const files = new Set(mistakes.map(({ path }) => path.split("#")[0]));
    for (const path of [loss, "outcome/zarr.json", "task.unroll/c/0", "replicate/zarr.json"])
      expect(files).toContain(path);
  });

  it("finds nothing wrong with the folder as it was written (control)", async () => {
    expect(await mistakesWith({})).toEqual([]);
    expect(await mistakesWith({ [loss]: edited(loss, ["attributes", "note"], "mine") })).toEqual([]);
  });

  it.each([
    "finalLoss/zarr.json",
    "zarr.json",
    "model.cell/zarr.json",
    "init.recurrent.gain/c/0",
    "replicate/c/0",
  ])("tells so where %s is missing, empty, cut off or of noise", async (path) => {
    const file = whole.get(path) ?? encoded("");
    const noise = Uint8Array.from(file, (_, at) => (at * 89) ^ 0x5a);
    for (const instead of [null, encoded(""), file.slice(0, file.length - 3), noise]) {
      const mistakes = await mistakesWith({ [path]: instead });
      expect(mistakes.some((mistake) => mistake.path.startsWith(path))).toBe(true);
    }
  });

  it.each(["zarr.json", loss])(
    "neither falls over nor changes any prototype where %s is odd JSON",
    async (path) => {
      const odd = [
        deep,
        `{"attributes": ${deep}}`,
        `{"shape": ${deep}, "codecs": ${deep}, "${"x".repeat(5000)}": 1}`,
        '{"__proto__": {"polluted": true, "zarr_format": 3}, "constructor": {"prototype": {"polluted": true}}}',
        '{"attributes": {"__proto__": {"vanishing_point": {"format": 1}}}}',
        "null",
        "[]",
        "3",
        '"zarr"',
        "{}",
        `{${Array.from({ length: 5000 }, (_, n) => `"k${n}": ${n}`).join()}}`,
        "\ufeff{}",
      ];
      for (const each of odd) expect(await mistakesWith({ [path]: encoded(each) })).not.toEqual([]);
      expect(await mistakesWith({ [path]: Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d) })).not.toEqual([]);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  it("keeps to its own prototype what the group's attributes call __proto__", async () => {
    const group = text("zarr.json").replace(
      '"attributes": {',
      '"attributes": {"__proto__": {"polluted": true},',
    );
    const folder = new MemoryFolder(new Map(whole).set("zarr.json", encoded(group)));
    const opened = await openZarr(folder);
    if (!opened.ok) throw new Error("not opened");
    await opened.value.setEngines([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await openZarr(folder)).ok).toBe(true);
  });

  it("does not load a file that is too long to be what it is called", async () => {
    for (const path of ["zarr.json", loss, "task.unroll/c/0"]) {
      const folder = new MemoryFolder(whole);
      const asked: string[] = [];
      const opened = await openZarr({
        read: (each) => {
          asked.push(each);
          return folder.read(each);
        },
        list: async () =>
          (await folder.list()).map((entry) => (entry.path === path ? { ...entry, bytes: 2 ** 45 } : entry)),
        write: (each, bytes) => folder.write(each, bytes),
        remove: (each) => folder.remove(each),
      });
      expect(opened.ok || opened.mistakes.map((mistake) => mistake.path)).toEqual([path]);
      expect(asked).not.toContain(path);
    }
  });

  it("says what it is given where a folder cannot be listed or a file not be read", async () => {
    const folder = new MemoryFolder(whole);
    const failing = { write: folder.write, remove: folder.remove };
    const gone = () => Promise.reject(new Error("unplugged"));
    const unlisted = await openZarr({ ...failing, read: gone, list: gone });
    expect(unlisted).toMatchObject({
      ok: false,
      mistakes: [{ given: "a folder that cannot be read (unplugged)" }],
    });
    const unread = await openZarr({ ...failing, read: gone, list: () => folder.list() });
    expect(unread).toMatchObject({
      ok: false,
      mistakes: [{ path: "zarr.json", given: "what cannot be read (unplugged)" }],
    });
  });

  it("tells positions of an axis that are not the spec's, under a right checksum", async () => {
    const path = "init.recurrent.gain/c/0";
    const view = () => new DataView((whole.get(path) ?? encoded("")).slice().buffer);
    const moved = (at: number, value: number) => {
      const copy = view();
      copy.setFloat64(8 * at, value, true);
      return seal(new Uint8Array(copy.buffer));
    };
    const third = view().getFloat64(16, true);
    for (const value of [third * (1 + 1e-12), -third, Number.NaN, Number.POSITIVE_INFINITY]) {
      const [mistake] = await mistakesWith({ [path]: moved(2, value) });
      expect(mistake.given).toContain("at position 2, where the spec has");
    }
    // The last bits of a power are another machine's business.
    expect(await mistakesWith({ [path]: moved(2, third * (1 + 2 ** -51)) })).toEqual([]);
    const seeds = sweeps["names, seeds and training"];
    const files = await filesOf((await filled(seeds)).folder);
    const seed = new DataView((files.get("seed/c/0") ?? encoded("")).slice().buffer);
    seed.setBigInt64(0, BigInt(Number.MAX_SAFE_INTEGER - 1), true);
    files.set("seed/c/0", seal(new Uint8Array(seed.buffer)));
    expect((await openZarr(new MemoryFolder(files))).ok).toBe(false);
  });
});
