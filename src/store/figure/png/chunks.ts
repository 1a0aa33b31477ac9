// The frame of a PNG file: its signature, and chunks of a length, a type, data and a checksum.

import { crc32 } from "../../checksums.ts";
import type { Bytes } from "../../folder.ts";

export const SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Length, type and checksum of a chunk. */
export const FRAME = 12;

/** A chunk as it stands in the file. @param type four letters */
export function chunk(type: string, data: Uint8Array): Bytes {
  const bytes = new Uint8Array(data.length + FRAME);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}
