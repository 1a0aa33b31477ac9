// The checksum of the store's files: RFC 3720's own answers, and the plain bit-by-bit algorithm at every length and alignment.

import { describe, expect, it } from "vitest";
import { crc32c } from "../../src/store/checksums.ts";
import { signedUniform } from "./draw.ts";
import { bitwiseCrc } from "./plainZarr.ts";

const from = (length: number, byte: (at: number) => number) =>
  Uint8Array.from({ length }, (_, at) => byte(at));

/** RFC 3720, appendix B.4; the last one is the check value that every catalogue of checksums gives. */
const known: readonly (readonly [string, Uint8Array, number])[] = [
  ["32 zeros", from(32, () => 0), 0x8a9136aa],
  ["32 ones", from(32, () => 0xff), 0x62a8ab43],
  ["32 bytes rising", from(32, (at) => at), 0x46dd794e],
  ["32 bytes falling", from(32, (at) => 31 - at), 0x113fdb5c],
  ["123456789", new TextEncoder().encode("123456789"), 0xe3069283],
];
const ZLIB = 0xedb88320;

describe("the checksum", () => {
  it.each(known)("of %s is what the RFC says", (_, bytes, sum) => {
    expect(crc32c(bytes)).toBe(sum);
    expect(bitwiseCrc(bytes)).toBe(sum);
  });

  it("would be caught with zlib's polynomial in the place of Castagnoli's (control)", () => {
    for (const [, bytes, sum] of known) expect(bitwiseCrc(bytes, ZLIB)).not.toBe(sum);
  });

  it("is the plain algorithm's at every length and alignment", () => {
    const random = signedUniform(7);
    const bytes = from(400, () => (random() + 1) * 128);
    for (let start = 0; start < 20; start++) {
      for (let length = 0; length < 80; length++) {
        const part = bytes.subarray(start, start + length);
        expect(crc32c(part)).toBe(bitwiseCrc(part));
      }
    }
    expect(crc32c(bytes)).toBe(bitwiseCrc(bytes));
  });

  it("changes with every single bit", () => {
    const bytes = from(67, (at) => at * 31);
    const sum = crc32c(bytes);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(crc32c(flipped)).not.toBe(sum);
    }
  });
});
