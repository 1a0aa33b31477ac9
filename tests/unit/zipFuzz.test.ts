// Thousands of damaged zips from fixed seeds: nothing hangs, fills the memory or reaches a prototype, and every refusal says
// why. What is still read is exactly what was written.

import { describe, expect, it } from "vitest";
import { bytesSource } from "../../src/store/byteSource.ts";
import { openZip } from "../../src/store/zip/open.ts";
import { DamagedEntry } from "../../src/store/zip/readEntry.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";
import { drawing } from "./drawing.ts";
import { ascii, handZip } from "./handZip.ts";

const contents = new Map([
  ["zarr.json", "gain × unroll ".repeat(60)],
  ["loss/zarr.json", "{}"],
  ["loss/c/0/0", "\x00\x01numbers\xff".repeat(9)],
]);
const entries = [...contents].map(([name, content], i) => ({
  name,
  content,
  deflate: i === 0,
  streamed: i === 2,
}));
const seeds = [handZip(entries), handZip(entries, { zip64: {} }), handZip(entries, { comment: "a comment" })];

/** One to four changes: a bit, a byte, a field full or empty, a part cut out or doubled, the end cut off. */
function damaged(zip: Uint8Array<ArrayBuffer>, draw: (n: number) => number): Uint8Array<ArrayBuffer> {
  let bytes = zip.slice();
  for (let change = draw(4); change >= 0; change--) {
    // Half of them in the last 300 bytes, where the directory is.
    const at = draw(2) === 0 ? draw(bytes.length) : Math.max(0, bytes.length - 1 - draw(300));
    const length = 1 + draw(40);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    switch (draw(6)) {
      case 0:
        bytes[at] ^= 1 << draw(8);
        break;
      case 1:
        bytes[at] = draw(256);
        break;
      case 2:
        bytes.fill(draw(2) === 0 ? 0xff : 0, at, at + 2 ** draw(4));
        break;
      case 3:
        bytes = new Uint8Array(Buffer.concat([head, tail.subarray(length)]));
        break;
      case 4:
        bytes = new Uint8Array(Buffer.concat([head, tail.subarray(0, length), tail]));
        break;
      default:
        if (draw(4) === 0) bytes = head.slice();
    }
    if (bytes.length === 0) return bytes;
  }
  return bytes;
}

describe("a damaged zip", { timeout: 60_000 }, () => {
  it("is refused with a reason, told when a file is read, or read as it was written", async () => {
    const keys = Object.getOwnPropertyNames(Object.prototype).toSorted();
    const heap = process.memoryUsage().rss;
    const draw = drawing(20260101);
    const counted = { refused: 0, told: 0, read: 0 };
    for (let n = 0; n < 4000; n++) {
      const folder = await openZip(bytesSource(damaged(seeds[n % seeds.length], draw)));
      if (!folder.ok) {
        counted.refused++;
        expect(folder.mistakes.length).toBeGreaterThan(0);
        for (const mistake of folder.mistakes)
          expect(mistakeText(mistake)).toMatch(/^.+: given .+; allowed: .+/s);
        continue;
      }
      for (const { path, bytes } of await folder.value.list()) {
        try {
          const content = await folder.value.read(path);
          expect(content?.length).toBe(bytes);
          counted.read++;
          // A changed name is a file of that name; under its own name a file has its own content.
          const written = contents.get(path);
          if (written !== undefined && bytes === ascii(written).length)
            expect(content).toEqual(ascii(written));
        } catch (error) {
          if (!(error instanceof DamagedEntry)) throw error;
          expect(error.message).toMatch(/ in the zip is damaged: .{5,}\. Make or download the zip anew$/s);
          counted.told++;
        }
      }
    }
    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(keys);
    expect(process.memoryUsage().rss - heap).toBeLessThan(512 * 2 ** 20);
    // Control: all three ways were taken, and often.
    expect(Math.min(counted.refused, counted.told, counted.read), JSON.stringify(counted)).toBeGreaterThan(
      300,
    );
  });

  it("is what the seeds are not (control)", async () => {
    for (const zip of seeds) {
      const folder = await openZip(bytesSource(zip));
      if (!folder.ok) throw new Error(JSON.stringify(folder.mistakes));
      for (const [path, content] of contents) expect(await folder.value.read(path)).toEqual(ascii(content));
    }
  });
});
