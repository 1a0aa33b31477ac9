// Writing zips: a second program reads them, their bytes depend on nothing but the files, and no more than one is held.

import { describe, expect, it } from "vitest";
import { bytesSource } from "../../src/store/byteSource.ts";
import { crc32 } from "../../src/store/checksums.ts";
import type { Bytes } from "../../src/store/folder.ts";
import { openZip } from "../../src/store/zip/open.ts";
import { centralRecord, endRecords } from "../../src/store/zip/records.ts";
import { writeZip, type ZipFile } from "../../src/store/zip/write.ts";
import { ascii, handZip, joined, readByHand, slowCrc } from "./handZip.ts";

const file = (path: string, content: string | Bytes, deflate = false): ZipFile => ({
  path,
  deflate,
  bytes: async () => (typeof content === "string" ? ascii(content) : content) as Bytes,
});

async function zipOf(files: Iterable<ZipFile>): Promise<Bytes> {
  const parts: Bytes[] = [];
  const size = await writeZip(files, (bytes) => void parts.push(bytes));
  const zip = joined(...parts);
  expect(zip.length).toBe(size);
  return zip;
}

const numbers = new Uint8Array(Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i)).buffer);

describe("CRC-32", () => {
  it("is the standard's, at every length and alignment", () => {
    expect(crc32(ascii("123456789"))).toBe(0xcbf43926);
    for (let length = 0; length < 40; length++) {
      for (const start of [0, 1, 3]) {
        const bytes = numbers.subarray(start, start + length);
        expect(crc32(bytes)).toBe(slowCrc(bytes));
        // Control: one bit more or less is seen.
        if (length > 0)
          expect(crc32(bytes)).not.toBe(slowCrc(bytes.map((b, i) => (i === length - 1 ? b ^ 1 : b))));
      }
    }
  });
});

describe("writing a zip", { timeout: 60_000 }, () => {
  it("gives what a second program reads, stored and deflated, empty and not", async () => {
    const text = "gain × unroll ".repeat(500);
    const zip = await zipOf([
      file("zarr.json", text, true),
      file("loss/c/0/0", numbers),
      file("empty", ""),
      file("größe/ü", "ä", true),
    ]);
    const found = readByHand(zip);
    expect([...found.keys()]).toEqual(["zarr.json", "loss/c/0/0", "empty", "größe/ü"]);
    expect(found.get("zarr.json")).toEqual(ascii(text));
    expect(found.get("loss/c/0/0")).toEqual(numbers);
    // The text was made smaller, and nothing else.
    expect(zip.length).toBeLessThan(numbers.length + 1000);
    // Control: the second program sees a changed byte of content.
    const changed = zip.slice();
    changed[zip.indexOf(numbers[100], 300) + 1] ^= 1;
    expect(() => readByHand(changed)).toThrow("no zip");
  });

  it("gives an empty zip of no files", async () => {
    const zip = await zipOf([]);
    expect(readByHand(zip).size).toBe(0);
    expect((await openZip(bytesSource(zip))).ok).toBe(true);
  });

  it("gives the same bytes at any time, and other bytes of other files", async () => {
    const [a, b, c] = [
      await zipOf([file("a", "1")]),
      await zipOf([file("a", "1")]),
      await zipOf([file("a", "2")]),
    ];
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    // 1 January 1980 in both records, as the hand-made zip has it.
    expect(readByHand(handZip([{ name: "a", content: "1" }])).get("a")).toEqual(ascii("1"));
    expect([a[10], a[11], a[12], a[13]]).toEqual([0, 0, 0x21, 0]);
  });

  it("asks for a file only when the one before it is written, and waits for the sink", async () => {
    const big = new Uint8Array(3 * 2 ** 20);
    let [held, most, waiting] = [0, 0, 0];
    const files = Array.from({ length: 4 }, (_, i) => ({
      path: `${i}`,
      bytes: async () => {
        // Nothing is asked for while the sink is at work.
        expect(waiting).toBe(0);
        most = Math.max(most, ++held);
        return big;
      },
    }));
    await writeZip(files, async (bytes) => {
      waiting++;
      await new Promise((resolve) => setTimeout(resolve, 1));
      waiting--;
      if (bytes.length === big.length) held--;
    });
    expect(most).toBe(1);
  });

  it("hands small pieces on together", async () => {
    let calls = 0;
    const files = Array.from({ length: 2000 }, (_, i) => file(`${i}`, "x"));
    await writeZip(files, () => void calls++);
    expect(calls).toBe(1);
  });

  it.each([
    ["../a", "cannot go into a zip"],
    ["/a", "cannot go into a zip"],
    ["a//b", "cannot go into a zip"],
    ["a\\b", "cannot go into a zip"],
    ["C:a", "cannot go into a zip"],
    ["a\ud800", "cannot go into a zip"],
    ["Same", "there twice"],
  ])("refuses the path %j", async (path, message) => {
    await expect(zipOf([file("same", "1"), file(path, "2")])).rejects.toThrow(message);
    // Control: another path in its place is taken.
    expect(readByHand(await zipOf([file("same", "1"), file("other", "2")])).size).toBe(2);
  });

  it("says which file could not be read, and passes a sink's failure on", async () => {
    const broken = { path: "loss/c/0", bytes: () => Promise.reject(new Error("the disk is gone")) };
    await expect(zipOf([broken])).rejects.toThrow("loss/c/0 could not be read for the zip: the disk is gone");
    const full = () => Promise.reject(new Error("no room"));
    await expect(writeZip([file("a", "1")], full)).rejects.toThrow("no room");
  });
});

describe("ZIP64", { timeout: 60_000 }, () => {
  it("counts more than 65,535 files, for a second program and for the lab's own reader", async () => {
    const count = 65_536 + 4;
    const zip = await zipOf(Array.from({ length: count }, (_, i) => file(`c/${i}`, `${i}`)));
    const found = readByHand(zip);
    expect(found.size).toBe(count);
    expect(found.get("c/65539")).toEqual(ascii("65539"));
    const folder = await openZip(bytesSource(zip));
    if (!folder.ok) throw new Error(JSON.stringify(folder.mistakes));
    expect(await folder.value.list()).toHaveLength(count);
    expect(await folder.value.read("65539")).toEqual(ascii("65539"));
    // Control: without its ZIP64 end, a zip that counts to 65,535 is refused.
    const end = zip.slice(-22);
    expect((await openZip(bytesSource(joined(zip.subarray(0, -98), end)))).ok).toBe(false);
  });

  it("begins exactly where a number no longer fits", () => {
    expect(endRecords(65_534, 1, 1)).toHaveLength(1);
    expect(endRecords(65_535, 1, 1)).toHaveLength(3);
    expect(endRecords(1, 1, 2 ** 32 - 2)).toHaveLength(1);
    expect(endRecords(1, 1, 2 ** 32 - 1)).toHaveLength(3);
  });

  it("finds files and the directory past 4 GiB", async () => {
    const content = ascii("far away");
    const offset = 5 * 2 ** 30 + 7;
    const entry = { name: ascii("far") as Bytes, method: 0, crc: slowCrc(content), compressed: 8, size: 8 };
    // A file of 5 GiB of which only the end is there: before it nothing is read.
    const near = handZip([{ name: "far", content }]).slice(0, 30 + 3 + 8);
    const line = centralRecord({ ...entry, offset });
    const tail = joined(near, line, ...endRecords(1, line.length, offset + near.length));
    const source = {
      size: offset + tail.length,
      slice: async (start: number, end: number) => {
        const room = new Uint8Array(end - start);
        const from = Math.max(start, offset);
        room.set(tail.subarray(from - offset, end - offset), from - start);
        return room;
      },
    };
    const folder = await openZip(source);
    if (!folder.ok) throw new Error(JSON.stringify(folder.mistakes));
    expect(await folder.value.read("far")).toEqual(content);
    // Control: four bytes are too few for the place.
    expect(centralRecord({ ...entry, offset: 7 }).length).toBe(line.length - 12);
    const short = joined(near, centralRecord({ ...entry, offset: offset % 2 ** 32 }));
    expect(short.length).toBe(near.length + line.length - 12);
  });
});
