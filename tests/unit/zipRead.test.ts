// Reading zips that others wrote: what archivers put beside and around the files, and files that are not there whole.

import { constants, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { blobSource, bytesSource } from "../../src/store/byteSource.ts";
import type { ReadableFolder } from "../../src/store/folder.ts";
import { openZip } from "../../src/store/zip/open.ts";
import { DamagedEntry } from "../../src/store/zip/readEntry.ts";
import { HOSTILE_ZIP_MS } from "./bounds.ts";
import { ascii, type HandEntry, handZip, joined, little } from "./handZip.ts";

async function opened(zip: Uint8Array<ArrayBuffer>): Promise<ReadableFolder> {
  const folder = await openZip(bytesSource(zip));
  if (!folder.ok) throw new Error(JSON.stringify(folder.mistakes));
  return folder.value;
}

const text = "gain × unroll ".repeat(200);
const paths = async (folder: ReadableFolder) => (await folder.list()).map(({ path }) => path).toSorted();

describe("a zip as a folder", { timeout: 60_000 }, () => {
  it("has the files that are in it, stored, deflated or empty, and null for all others", async () => {
    const folder = await opened(
      handZip([
        { name: "zarr.json", content: text, deflate: true },
        { name: "loss/c/0", content: "numbers" },
        { name: "empty", deflate: true },
      ]),
    );
    expect(await folder.list()).toEqual([
      { path: "zarr.json", bytes: ascii(text).length },
      { path: "loss/c/0", bytes: 7 },
      { path: "empty", bytes: 0 },
    ]);
    expect(await folder.read("zarr.json")).toEqual(ascii(text));
    expect(await folder.read("loss/c/0")).toEqual(ascii("numbers"));
    expect(await folder.read("empty")).toEqual(new Uint8Array());
    for (const path of ["loss", "loss/c", "loss/c/1", "", "__proto__", "constructor", "/zarr.json"]) {
      expect(await folder.read(path)).toBeNull();
    }
  });

  it("hands out bytes of their own", async () => {
    const zip = handZip([{ name: "a", content: "1" }]);
    const folder = await opened(zip);
    (await folder.read("a"))?.fill(9);
    expect(await folder.read("a")).toEqual(ascii("1"));
  });

  it("is read from a blob piece by piece: opening it reads no file", async () => {
    const zip = handZip([
      { name: "large", content: new Uint8Array(2 ** 20) },
      { name: "a", content: "1" },
    ]);
    const source = blobSource(new Blob([zip]));
    const read: [number, number][] = [];
    const folder = await openZip({
      size: source.size,
      slice: (start, end) => {
        read.push([start, end]);
        return source.slice(start, end);
      },
    });
    if (!folder.ok) throw new Error(JSON.stringify(folder.mistakes));
    const bytes = () => read.reduce((sum, [start, end]) => sum + end - start, 0);
    expect(bytes()).toBeLessThan(70_000);
    expect(await folder.value.read("a")).toEqual(ascii("1"));
    expect(bytes()).toBeLessThan(71_000);
    // Control: the large one takes a megabyte.
    await folder.value.read("large");
    expect(bytes()).toBeGreaterThan(2 ** 20);
  });

  it("leaves out folders' entries and what macOS adds, and strips one folder around everything", async () => {
    const entries: HandEntry[] = [
      { name: "name.zarr/", attributes: (0o040755 << 16) | 0x10 },
      { name: "name.zarr/zarr.json", content: "{}", attributes: 0o100644 << 16 },
      { name: "name.zarr/loss/" },
      { name: "name.zarr/loss/c/0", content: "n" },
      { name: "name.zarr/.DS_Store", content: "finder" },
      { name: "__MACOSX/", content: "" },
      { name: "__MACOSX/name.zarr/._zarr.json", content: "fork" },
    ];
    expect(await paths(await opened(handZip(entries)))).toEqual(["loss/c/0", "zarr.json"]);
    // Control: beside a second file there is no folder around everything.
    const beside = [...entries, { name: "name.zarr.txt", content: "" }];
    expect(await paths(await opened(handZip(beside)))).toEqual([
      "name.zarr.txt",
      "name.zarr/loss/c/0",
      "name.zarr/zarr.json",
    ]);
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    [
      "written in one go, sizes behind the data",
      handZip([{ name: "a", content: text, deflate: true, streamed: true }]),
    ],
    ["with a comment", handZip([{ name: "a", content: text }], { comment: "PK\x05\x06 it is not" })],
    ["with a ZIP64 end that it does not need", handZip([{ name: "a", content: text }], { zip64: {} })],
    [
      "with ZIP64 sizes that it does not need",
      handZip([
        {
          name: "a",
          content: text,
          ...((sizes: Uint8Array) => ({
            local: { size: 2 ** 32 - 1, compressed: 2 ** 32 - 1, extra: sizes },
            central: { size: 2 ** 32 - 1, compressed: 2 ** 32 - 1, extra: sizes },
          }))(little([1, 2], [16, 2], [ascii(text).length, 8], [ascii(text).length, 8])),
        },
      ]),
    ],
    [
      "with long extra fields",
      handZip([
        { name: "a", content: text, local: { extra: joined(little([9, 2], [996, 2]), new Uint8Array(996)) } },
      ]),
    ],
  ])("is read where it is %s", async (_, zip) => {
    expect(await (await opened(zip)).read("a")).toEqual(ascii(text));
  });

  it("has names in an old encoding where they say that they may be", async () => {
    const name = Uint8Array.of(0x67, 0xf6);
    expect(await paths(await opened(handZip([{ name, content: "1" }])))).toEqual(["gö"]);
  });
});

describe("a damaged file in a zip", { timeout: 60_000 }, () => {
  const good: HandEntry = { name: "a", content: text, deflate: true };
  const length = ascii(text).length;
  const unlike = "its own header has other sizes or another checksum";
  it.each<[string, HandEntry, string]>([
    ["another checksum", { ...good, local: { crc: 1 }, central: { crc: 1 } }, "its checksum"],
    ["a checksum that its own header contradicts", { ...good, local: { crc: 1 } }, unlike],
    ["a size that its own header contradicts", { ...good, local: { size: 1 } }, unlike],
    ["a compressed size that its own header contradicts", { ...good, local: { compressed: 1 } }, unlike],
    ["a size of zero in a header that should know", { ...good, local: { size: 0 } }, unlike],
    ["another name in its own header", { ...good, local: { name: "b" } }, "another name"],
    ["a longer name in its own header", { ...good, local: { name: "ab" } }, "another name"],
    ["another method in its own header", { ...good, local: { method: 0 } }, "another compression"],
    ["encryption in its own header", { ...good, local: { flags: 1 } }, "another compression or encryption"],
    [
      "more bytes than it says",
      { ...good, local: { size: length - 1 }, central: { size: length - 1 } },
      `more than the ${length - 1} bytes`,
    ],
    [
      "fewer bytes than it says",
      { ...good, local: { size: length + 1 }, central: { size: length + 1 } },
      `holds ${length} bytes, not the ${length + 1}`,
    ],
    ["bytes that are no deflate stream", { ...good, data: new Uint8Array(500).fill(0xff) }, "damaged"],
    [
      "bytes that end in the middle",
      { ...good, data: Uint8Array.of(0x4b, 0x4c), content: "abcdef" },
      "damaged",
    ],
    [
      "sizes in a ZIP64 field that is not there",
      { ...good, local: { size: 2 ** 32 - 1 } },
      "lacks the ZIP64 sizes",
    ],
    [
      "an extra field that reaches into what follows",
      { ...good, streamed: true, local: { extra: new Uint8Array(3000) }, data: new Uint8Array(200), disk: 0 },
      "damaged",
    ],
  ])("is told: %s", async (_, entry, message) => {
    const folder = await opened(handZip([entry, { name: "z", content: "sound" }]));
    const reading = folder.read("a");
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(DamagedEntry);
    // Controls: its neighbour is read, and so is its sound twin.
    expect(await folder.read("z")).toEqual(ascii("sound"));
    expect(await (await opened(handZip([good]))).read("a")).toEqual(ascii(text));
  });

  it("is told where each of its bytes is changed in turn", async () => {
    const zip = handZip([{ name: "abc", content: "some numbers" }]);
    const damaged: number[] = [];
    // From the data's first byte to its last.
    for (let at = 33; at < 45; at++) {
      const changed = zip.slice();
      changed[at] ^= 1;
      await (await opened(changed)).read("abc").catch(() => damaged.push(at));
    }
    expect(damaged).toHaveLength(12);
  });

  it("is told where the file was cut after it was opened", async () => {
    const zip = handZip([{ name: "a", content: text }]);
    let isCut = false;
    const folder = await openZip({
      size: zip.length,
      slice: async (start, end) => zip.slice(start, isCut ? Math.min(end, 50) : end),
    });
    if (!folder.ok) throw new Error(JSON.stringify(folder.mistakes));
    expect(await folder.value.read("a")).toEqual(ascii(text));
    isCut = true;
    await expect(folder.value.read("a")).rejects.toThrow("it was changed while it was read");
  });

  it("is refused where bytes go on behind its end, without copying them again and again", async () => {
    const end = deflateRawSync(ascii(text));
    const data = joined(end, new Uint8Array(20_000_000));
    const zip = handZip([{ name: "a", content: text, deflate: true, data }]);
    const start = performance.now();
    await expect((await opened(zip)).read("a")).rejects.toThrow("bytes behind its end");
    expect(performance.now() - start).toBeLessThan(HOSTILE_ZIP_MS);
  });

  it("is given up as soon as it yields too much, though it goes on for gigabytes", async () => {
    // 16 MB of zeros in 16 kB, and that over and over: 16 GB where 1000 bytes are promised.
    const zeros = deflateRawSync(new Uint8Array(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH });
    const data = joined(...Array.from({ length: 1000 }, () => zeros));
    const zip = handZip([{ name: "a", content: "x".repeat(1000), deflate: true, data }]);
    const start = performance.now();
    await expect((await opened(zip)).read("a")).rejects.toThrow("more than the 1000 bytes");
    expect(performance.now() - start).toBeLessThan(HOSTILE_ZIP_MS);
  });
});
