// Cyclic checksums of 32 bits: CRC-32C behind every chunk of a store, CRC-32 in zips and PNGs (fflate keeps its own to itself).
// A survey of a kept sweep sums all of its bytes, so they are fast: sixteen bytes a step, each through a table of its own, where
// the plain algorithm goes bit by bit.

/** How many bytes a step takes in. */
const SLICES = 16;

/** CRC-32 as ISO 3309 has it, which ZIP and PNG ask for, as an unsigned 32-bit integer. */
export const crc32 = checksumOf(0xedb88320);

/** CRC-32C (Castagnoli, RFC 3720), as an unsigned 32-bit integer. */
export const crc32c = checksumOf(0x82f63b78);

/** Row k of 256, entry b: what byte b does to the checksum once k more bytes have gone by. */
function tablesOf(polynomial: number): Int32Array {
  const made = new Int32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    made[byte] = crc;
  }
  for (let at = 256; at < made.length; at++) {
    const before = made[at - 256];
    made[at] = made[before & 0xff] ^ (before >>> 8);
  }
  return made;
}

/** The checksum of a polynomial, which is given with its bits reversed. */
function checksumOf(polynomial: number): (bytes: Uint8Array) => number {
  const tables = tablesOf(polynomial);
  return (bytes) => summed(tables, bytes);
}

function summed(tables: Int32Array, bytes: Uint8Array): number {
  let crc = -1;
  let at = 0;
  // Words are read where they are aligned; little-endian, as every machine that runs this program is.
  const toAligned = (4 - (bytes.byteOffset & 3)) & 3;
  for (const end = Math.min(toAligned, bytes.length); at < end; at++) crc = oneByte(tables, crc, bytes[at]);
  const steps = Math.floor((bytes.length - at) / SLICES);
  if (steps > 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, steps * 4);
    crc = wholeSteps(tables, crc, words);
    at += steps * SLICES;
  }
  for (; at < bytes.length; at++) crc = oneByte(tables, crc, bytes[at]);
  return ~crc >>> 0;
}

function oneByte(t: Int32Array, crc: number, byte: number): number {
  return t[(crc ^ byte) & 0xff] ^ (crc >>> 8);
}

/** Four words a step; the checksum so far goes into the first of them. */
function wholeSteps(t: Int32Array, start: number, words: Int32Array): number {
  let crc = start;
  for (let n = 0; n < words.length; n += 4) {
    const a = words[n] ^ crc;
    const b = words[n + 1];
    const c = words[n + 2];
    const d = words[n + 3];
    crc =
      t[3840 + (a & 0xff)] ^
      t[3584 + ((a >>> 8) & 0xff)] ^
      t[3328 + ((a >>> 16) & 0xff)] ^
      t[3072 + (a >>> 24)] ^
      t[2816 + (b & 0xff)] ^
      t[2560 + ((b >>> 8) & 0xff)] ^
      t[2304 + ((b >>> 16) & 0xff)] ^
      t[2048 + (b >>> 24)] ^
      t[1792 + (c & 0xff)] ^
      t[1536 + ((c >>> 8) & 0xff)] ^
      t[1280 + ((c >>> 16) & 0xff)] ^
      t[1024 + (c >>> 24)] ^
      t[768 + (d & 0xff)] ^
      t[512 + ((d >>> 8) & 0xff)] ^
      t[256 + ((d >>> 16) & 0xff)] ^
      t[d >>> 24];
  }
  return crc;
}
