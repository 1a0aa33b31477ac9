// Hostile zips: each is refused when it is opened, with a message, and its sound twin is not.

import { describe, expect, it } from "vitest";
import { bytesSource } from "../../src/store/byteSource.ts";
import { openZip } from "../../src/store/zip/open.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";
import { HOSTILE_ZIP_MS } from "./bounds.ts";
import { ascii, type HandEntry, handZip, joined, little } from "./handZip.ts";

/** What opening it has to say, a line per mistake; null where it is opened. */
async function refusal(zip: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const folder = await openZip(bytesSource(zip));
  return folder.ok ? null : folder.mistakes.map(mistakeText).join("\n");
}

const named = (...names: (string | Uint8Array)[]) => handZip(names.map((name) => ({ name, content: "1" })));
const one = (entry: Partial<HandEntry>) => handZip([{ name: "a", content: "some numbers", ...entry }]);
const FULL = 2 ** 32 - 1;

describe("a path in a zip", () => {
  it.each([
    "../a",
    "a/../../b",
    "a/..",
    "./a",
    "a/./b",
    "/a",
    "//host/a",
    "a//b",
    "",
    "a\\b",
    "..\\a",
    "C:a",
    "c:/a",
    "a\0b",
    "a\nb",
    "a:stream",
    "a.",
    "a /b",
    "..../a",
    `${"a/".repeat(70)}b`,
    "a".repeat(2000),
  ])("is refused: %j", async (path) => {
    expect(await refusal(named("zarr.json", path))).toContain("allowed: a path inside the zip");
    // Also where it is a folder's own entry, or among what would be left out.
    expect(await refusal(named("zarr.json", `${path}/`))).not.toBeNull();
    expect(await refusal(named("zarr.json", `__MACOSX/${path}`))).not.toBeNull();
    expect(await refusal(named("zarr.json", "a/b.c/ d"))).toBeNull();
  });

  it("is refused where it claims to be UTF-8 and is not", async () => {
    const name = Uint8Array.of(0x61, 0xff);
    const fields = { flags: 0x800 };
    expect(await refusal(one({ name, local: fields, central: fields }))).toContain("a path inside the zip");
    expect(await refusal(one({ name: "aü", local: fields, central: fields }))).toBeNull();
  });

  it.each([
    [["a", "a"]],
    [["a/b", "A/b"]],
    [["\u00e9", "e\u0301"]],
    [["a", "a/b"]],
    [["a/b/c", "x", "A/B"]],
    [["top/a", "top/a"]],
  ])("is refused where two are the same file, or one is a folder of the other: %j", async (paths) => {
    expect(await refusal(named(...paths))).toContain("each path once");
    expect(await refusal(named("a", "a2", "b/a", "é"))).toBeNull();
  });

  it("cannot reach a prototype", async () => {
    const keys = Object.getOwnPropertyNames(Object.prototype).length;
    const folder = await openZip(bytesSource(named("__proto__", "constructor/prototype")));
    expect(folder.ok && (await folder.value.read("__proto__"))).toEqual(ascii("1"));
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(keys);
  });
});

describe("an entry of a zip", () => {
  it.each<[string, Partial<HandEntry>, Partial<HandEntry>, string]>([
    [
      "a symbolic link",
      { attributes: 0o120777 << 16 },
      { attributes: 0o100777 << 16 },
      "a link or a special",
    ],
    ["a device", { attributes: 0o020666 << 16 }, { attributes: 0o000644 << 16 }, "a link or a special"],
    ["a folder that claims to be a file", { attributes: 0o040755 << 16 }, {}, "a link or a special"],
    ["a reparse point of Windows", { attributes: 0x400 }, { attributes: 0x20 }, "a link or a special"],
    ["encrypted", { central: { flags: 1 } }, { central: { flags: 2 } }, "an encrypted file"],
    ["strongly encrypted", { central: { flags: 0x40 } }, {}, "an encrypted file"],
    ["masked", { central: { flags: 0x2000 } }, {}, "an encrypted file"],
    ["compressed by an unknown method", { central: { method: 12 } }, {}, "compression method 12"],
    ["on another disk", { disk: 1 }, {}, "data on disk 1"],
    ["stored in fewer bytes than it has", { central: { size: 13 } }, {}, "13 bytes made of 12"],
    [
      "deflated to nothing",
      { deflate: true, central: { size: 99_000 } },
      { deflate: true },
      "sizes that can be true",
    ],
    ["larger than a file may be", { central: { size: 2 ** 28 + 1 } }, {}, "at most 268435456 bytes a file"],
    ["a ZIP64 entry without sizes", { central: { size: FULL } }, {}, "without its sizes"],
    ["outside of the file", { offset: 4_000_000 }, {}, "which reach past"],
    ["reaching into the directory", { central: { compressed: 90, size: 90 } }, {}, "which reach past"],
    ["a folder with content", { name: "a/" }, { name: "a/", content: "" }, "sizes that can be true"],
    [
      "far beyond all numbers",
      { central: { size: FULL, extra: little([1, 2], [8, 2], [2n ** 63n, 8]) } },
      {},
      "at most 268435456 bytes a file",
    ],
    [
      "at a place far beyond all numbers",
      { offset: FULL, central: { extra: little([1, 2], [8, 2], [2n ** 64n - 1n, 8]) } },
      {},
      "which reach past",
    ],
  ])("is refused where it is %s", async (_, lie, truth, message) => {
    expect(await refusal(one(lie))).toContain(message);
    expect(await refusal(one(truth))).toBeNull();
  });

  it("is refused where it overlaps another, so that nothing is read twice", async () => {
    const [a, b]: HandEntry[] = [
      { name: "a", content: "1".repeat(50) },
      { name: "b", content: "1" },
    ];
    expect(await refusal(handZip([a, b]))).toBeNull();
    expect(await refusal(handZip([a, { ...b, offset: 0 }]))).toContain("files that lie side by side");
    expect(await refusal(handZip([a, { ...b, offset: 40 }]))).toContain("files that lie side by side");
  });
});

describe("a zip as a whole", { timeout: 60_000 }, () => {
  const files: HandEntry[] = [
    { name: "a", content: "1" },
    { name: "b", content: "2" },
  ];
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ["empty", new Uint8Array(), "no end of a zip"],
    [
      "no zip at all",
      ascii("PK\x03\x04 but nothing else".repeat(9)) as Uint8Array<ArrayBuffer>,
      "no end of a zip",
    ],
    ["cut by a byte", handZip(files).slice(0, -1), "no end of a zip"],
    ["followed by a byte", handZip(files, { behind: new Uint8Array(1) }), "no end of a zip"],
    ["on several disks", handZip(files, { disk: 1 }), "several disks"],
    ["said to have more entries", handZip(files, { count: 3 }), "after 2 of 3 entries"],
    ["said to have fewer entries", handZip(files, { count: 1 }), "after 1 of 1 entries"],
    ["said to have a larger directory", handZip(files, { directorySize: 120 }), "a directory of 120 bytes"],
    ["said to have it elsewhere", handZip(files, { directoryOffset: 3 }), "a directory of"],
    ["said to have it far outside", handZip(files, { directoryOffset: FULL }), "a directory of"],
    [
      "with other bytes behind its directory",
      handZip(files, { behindDirectory: new Uint8Array(4) }),
      "after 2 of 2",
    ],
    [
      "said to be too long for memory",
      handZip(files, { zip64: { count: 2n ** 40n }, count: 65_535 }),
      "at most 400000",
    ],
    ["of two ends that contradict each other", handZip(files, { zip64: { count: 3n } }), "contradicts"],
    ["with a ZIP64 end on another disk", handZip(files, { zip64: { disks: 1 } }), "several disks"],
    [
      "with a ZIP64 end that lies nowhere",
      handZip(files, { zip64: { place: 2n ** 60n } }),
      "damaged or contradicts",
    ],
    ["with a ZIP64 end at a wrong place", handZip(files, { zip64: { place: 1n } }), "damaged or contradicts"],
    [
      "with a directory beyond all numbers",
      handZip(files, { zip64: { offset: 2n ** 63n }, directoryOffset: FULL }),
      "a directory of",
    ],
  ])("is refused where it is %s", async (_, zip, message) => {
    expect(await refusal(zip)).toContain(message);
    expect(await refusal(handZip(files))).toBeNull();
    expect(await refusal(handZip(files, { zip64: {} }))).toBeNull();
  });

  it("is read where something stands before it that counts in all offsets", async () => {
    expect(await refusal(handZip(files, { before: ascii("#!/bin/sh\n") }))).toBeNull();
    // Control: not where the offsets leave it out.
    expect(await refusal(joined(ascii("#!/bin/sh\n"), handZip(files)))).toContain(
      "other bytes before the zip",
    );
  });

  it("is told all its mistakes at once, and of thousands the first", async () => {
    const text = await refusal(named("../a", "b\\c", "ok"));
    expect(text?.split("\n")).toHaveLength(2);
    const many = await refusal(named(...Array.from({ length: 3000 }, (_, i) => `../${i}`)));
    expect(many?.split("\n")).toHaveLength(20);
    expect(many).toContain("further files: given 2981 more mistakes");
  });

  it("is refused where it is a bomb: thousandfold, or the same bytes over and over", async () => {
    // A megabyte that claims a thousand: sizes that deflate could just reach, of 4 files within each one's limit.
    const data = new Uint8Array(250_000);
    const claim = { size: 250_000_000 };
    const large = (n: number): HandEntry[] =>
      Array.from({ length: n }, (_, i) => ({ name: `${i}`, deflate: true, data, central: claim }));
    // Each a layer over the same kernel.
    const layers = Array.from({ length: 2000 }, (_, i) => ({
      name: `${i}`,
      content: i === 0 ? new Uint8Array(100_000) : "",
      offset: i * 31,
      central: { method: 8, compressed: 100_000 - i * 31, size: 30_000_000 },
    }));
    const [thousandfold, layered] = [handZip(large(4)), handZip(layers)];
    const start = performance.now();
    expect(await refusal(thousandfold)).toContain("1000000000 bytes unpacked from");
    expect(await refusal(layered)).toContain("files that lie side by side");
    expect(performance.now() - start).toBeLessThan(HOSTILE_ZIP_MS);
    // Controls: small files may be as dense as they like, and large ones as deflate makes numbers.
    const dense = handZip([{ name: "a", content: new Uint8Array(1_000_000), deflate: true }]);
    expect(dense.length).toBeLessThan(2000);
    expect(await refusal(dense)).toBeNull();
    const usual = large(4).map((entry) => ({ ...entry, central: { size: 40_000_000 } }));
    expect(await refusal(handZip(usual))).toBeNull();
  });

  it("is refused where it unpacks to more than 8 GiB, whatever its size", async () => {
    // A file of 100 MB of which only the directory is there: nothing else is read.
    const far = 100_000_000;
    const opened = async (n: number) => {
      const entries = Array.from({ length: n }, (_, i) => ({
        name: String(i).padStart(2, "0"),
        offset: i * 3_000_000,
        central: { method: 8, compressed: 2_000_000, size: 2 ** 28 },
      }));
      const tail = handZip(entries, { directoryOffset: far }).slice(32 * n);
      return await openZip({
        size: far + tail.length,
        slice: async (start, end) =>
          joined(new Uint8Array(Math.max(0, far - start)), tail.slice(Math.max(0, start - far), end - far)),
      });
    };
    const refused = await opened(33);
    expect(refused.ok ? "" : refused.mistakes.map(mistakeText).join()).toContain("bytes unpacked from");
    expect((await opened(31)).ok).toBe(true);
  });
});
