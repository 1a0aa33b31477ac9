// Reads a PNG by the letter of its specification, with nothing of the program that writes it: chunks, checksums, filters.

import { inflateSync } from "node:zlib";

export interface ReadPng {
  readonly width: number;
  readonly height: number;
  readonly chunks: readonly { readonly type: string; readonly data: Buffer }[];
  /** The colour at a place, as [red, green, blue]. */
  at(x: number, y: number): number[];
}

/** @throws Error where anything is not as it has to be */
export function readPng(bytes: Uint8Array): ReadPng {
  const file = Buffer.from(bytes);
  if (file.subarray(0, 8).toString("latin1") !== "\x89PNG\r\n\x1a\n") throw new Error("no PNG signature");
  const chunks: { type: string; data: Buffer }[] = [];
  let at = 8;
  while (at < file.length) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    if (checksum(file.subarray(at + 4, at + 8 + length)) !== file.readUInt32BE(at + 8 + length)) {
      throw new Error(`the checksum of ${type} is wrong`);
    }
    chunks.push({ type, data });
    at += length + 12;
  }
  const header = chunks[0];
  if (header.type !== "IHDR" || chunks.at(-1)?.type !== "IEND")
    throw new Error("IHDR or IEND is not in its place");
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (header.data.subarray(8).toString("hex") !== "0802000000")
    throw new Error("not 8-bit RGB without interlace");
  const raw = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)),
  );
  if (raw.length !== (1 + 3 * width) * height) throw new Error(`IDAT holds ${raw.length} bytes`);
  const rows = unfiltered(raw, width, height);
  return {
    width,
    height,
    chunks,
    at: (x, y) => [...rows.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)],
  };
}

/** CRC-32, bit by bit. */
function checksum(bytes: Buffer): number {
  let crc = ~0;
  for (let i = 0; i < bytes.length; i++) {
    crc ^= bytes[i];
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function unfiltered(raw: Buffer, width: number, height: number): Uint8Array {
  const line = 3 * width;
  const out = new Uint8Array(line * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)];
    if (filter > 4) throw new Error(`row ${y} has the filter ${filter}`);
    for (let i = 0, to = y * line, from = y * (line + 1) + 1; i < line; i++, to++, from++) {
      const left = i < 3 ? 0 : out[to - 3];
      const above = y === 0 ? 0 : out[to - line];
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = above;
      else if (filter === 3) guess = (left + above) >> 1;
      else if (filter === 4) guess = paeth(left, above, i < 3 || y === 0 ? 0 : out[to - line - 3]);
      out[to] = raw[from] + guess;
    }
  }
  return out;
}

/** The one of the three that is nearest to left + above − corner; the first of several. */
function paeth(left: number, above: number, corner: number): number {
  const at = left + above - corner;
  const [a, b, c] = [Math.abs(at - left), Math.abs(at - above), Math.abs(at - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
