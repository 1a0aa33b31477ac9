// Reads one file of a zip: its own header must tell what the directory told, and its bytes must have the checksum.

import { messageOf } from "../../sweep/mistakes.ts";
import { type ByteSource, pieceOf } from "../byteSource.ts";
import { crc32 } from "../checksums.ts";
import type { Bytes } from "../folder.ts";
import { nameOf, type ZipEntry } from "./directory.ts";
import { zip64Numbers } from "./extra.ts";
import { FULL32, LOCAL, LOCAL_SIZE, SIZES_FOLLOW, STORED, UNREADABLE } from "./format.ts";
import { inflateExactly } from "./inflate.ts";

/** An entry, and where the next one (or the directory) begins: up to there its bytes may reach. */
export interface PlacedEntry extends ZipEntry {
  readonly limit: number;
}

/** A file that the zip's directory promises and that is not there whole. */
export class DamagedEntry extends Error {
  override name = "DamagedEntry";
}

/** Most headers have a few dozen bytes of extra fields; they are read together with the data. */
const USUAL_EXTRA = 256;

/** The file's content. @throws DamagedEntry */
export async function readEntry(source: ByteSource, entry: PlacedEntry): Promise<Bytes> {
  const { offset, compressed, method, size, crc, limit, nameBytes, name } = entry;
  try {
    const guess = Math.min(limit, offset + LOCAL_SIZE + nameBytes + USUAL_EXTRA + compressed);
    const piece = await pieceOf(source, offset, guess);
    const start = dataStart(piece, entry);
    const end = start + compressed;
    if (offset + end > limit) throw new Error("it reaches into what follows it");
    const data =
      end <= piece.length ? piece.subarray(start, end) : await pieceOf(source, offset + start, offset + end);
    const plain = method === STORED ? data.slice() : inflateExactly(data, size);
    if (crc32(plain) !== crc) throw new Error("its checksum (CRC-32) does not match");
    return plain;
  } catch (error) {
    throw new DamagedEntry(
      `${name} in the zip is damaged: ${messageOf(error)}. Make or download the zip anew`,
      { cause: error },
    );
  }
}

/** Where in an entry's bytes its data begin. @throws Error where its header and the directory tell different things */
function dataStart(bytes: Uint8Array, entry: ZipEntry): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== LOCAL) throw new Error("there is no file where the directory says");
  const [flags, method] = [view.getUint16(6, true), view.getUint16(8, true)];
  const [nameBytes, extraBytes] = [view.getUint16(26, true), view.getUint16(28, true)];
  const nameEnd = LOCAL_SIZE + nameBytes;
  const start = nameEnd + extraBytes;
  const isSame =
    nameBytes === entry.nameBytes && nameOf(bytes.subarray(LOCAL_SIZE, nameEnd), flags) === entry.name;
  if (!isSame) throw new Error("its own header has another name than the directory");
  if (method !== entry.method || flags & UNREADABLE) {
    throw new Error("its own header has another compression or encryption than the directory");
  }
  const crc = view.getUint32(14, true);
  let [compressed, size] = [view.getUint32(18, true), view.getUint32(22, true)];
  if (compressed === FULL32 || size === FULL32) {
    const wide = zip64Numbers(view, nameEnd, Math.min(start, bytes.length), 2);
    if (wide === null) throw new Error("its own header lacks the ZIP64 sizes it points to");
    [size, compressed] = wide;
  }
  // Whoever wrote it in one go did not know them yet; the directory does.
  const mayBeZero = (flags & SIZES_FOLLOW) !== 0;
  const agrees = (own: number, told: number) => own === told || (mayBeZero && own === 0);
  if (!agrees(size, entry.size) || !agrees(compressed, entry.compressed) || !agrees(crc, entry.crc)) {
    throw new Error("its own header has other sizes or another checksum than the directory");
  }
  return start;
}
