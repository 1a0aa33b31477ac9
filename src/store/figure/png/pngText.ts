// Reads the texts of a PNG file back, so that a picture that is dropped on the page can give its sweep back. Whoever sends
// one may mean harm: every length and checksum is looked at, and nothing grows beyond a limit.

import { Unzlib } from "fflate";
import { crc32 } from "../../checksums.ts";
import { FRAME, SIGNATURE } from "./chunks.ts";

/** A file may say that much in all; the largest spec that is accepted anywhere is far smaller. */
const MOST_BYTES = 64 * 2 ** 20;
/** Our own files have a handful of chunks; those of scanners and cameras thousands of small ones. */
const MOST_CHUNKS = 100_000;
const LONGEST_KEYWORD = 79;

/**
 * The texts of a PNG file by their keywords (chunks tEXt, zTXt and iTXt); of two with one keyword the first. Empty for what
 * is no PNG file; where a file is damaged, it ends there, and what stands before the damage counts.
 * @param most bytes of all texts together; one that would go beyond is left out
 */
export function pngText(bytes: Uint8Array, most: number = MOST_BYTES): Map<string, string> {
  const texts = new Map<string, string>();
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) return texts;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let room = most;
  let at = SIGNATURE.length;
  for (let count = 0; count < MOST_CHUNKS && at + FRAME <= bytes.length; count++) {
    const length = view.getUint32(at);
    const end = at + FRAME + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "IEND") break;
    const entry = textOf(type, bytes.subarray(at + 8, end - 4), room);
    if (entry !== null) {
      room -= entry.bytes;
      if (!texts.has(entry.keyword)) texts.set(entry.keyword, entry.text);
    }
    at = end;
  }
  return texts;
}

interface Entry {
  readonly keyword: string;
  readonly text: string;
  readonly bytes: number;
}

/** What a chunk says, or null where it says nothing, nothing sound, or more than there is room for. */
function textOf(type: string, data: Uint8Array, room: number): Entry | null {
  if (type !== "tEXt" && type !== "zTXt" && type !== "iTXt") return null;
  const split = data.indexOf(0);
  if (split < 1 || split > LONGEST_KEYWORD) return null;
  const keyword = latin(data.subarray(0, split));
  let body: Uint8Array | null = data.subarray(split + 1);
  let isCompressed = false;
  if (type === "zTXt") {
    isCompressed = true;
    body = body[0] === 0 ? body.subarray(1) : null;
  }
  if (type === "iTXt") {
    isCompressed = data[split + 1] === 1;
    // Behind the flag and the method: a language, and the keyword in it, each up to a zero.
    const language = data.indexOf(0, split + 3);
    const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
    const isSound = data[split + 1] <= 1 && data[split + 2] === 0 && translated >= 0;
    body = isSound ? data.subarray(translated + 1) : null;
  }
  if (body !== null && isCompressed) body = inflated(body, room);
  if (body === null || body.length > room) return null;
  const text = type === "iTXt" ? utf8(body) : latin(body);
  return text === null ? null : { keyword, text, bytes: body.length };
}

/** A zlib stream's content, or null where it is damaged, cut off or larger than there is room for. */
function inflated(data: Uint8Array, room: number): Uint8Array | null {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Unzlib((part) => {
    size += part.length;
    if (size > room) throw new RangeError("larger than there is room for");
    parts.push(part);
  });
  try {
    // In small steps: the stream hands on what each of them gives, so that a bomb is noticed early.
    for (let at = 0; at < data.length; at += 2 ** 12) {
      stream.push(data.subarray(at, at + 2 ** 12), at + 2 ** 12 >= data.length);
    }
  } catch {
    return null;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
