// Writes a zip file by file, into whatever takes bytes. The container is our own: fflate's writers know no ZIP64, and a
// sweep of 10^8 points has more than the 65,535 files that a zip without it can count. fflate deflates.

import { deflateSync } from "fflate";
import { messageOf, showGiven } from "../../sweep/mistakes.ts";
import { crc32 } from "../checksums.ts";
import type { Bytes } from "../folder.ts";
import { DEFLATED, FULL32, STORED } from "./format.ts";
import { fileKey, isSafePath, SAFE_PATH } from "./paths.ts";
import { centralRecord, endRecords, localRecord } from "./records.ts";

/** A file that is to go into a zip. */
export interface ZipFile {
  /** With "/" between its parts. */
  readonly path: string;
  /** Whether it is deflated where that makes it smaller; float32 results hardly get smaller, and are read faster as they are. */
  readonly deflate?: boolean;
  /** Its content, asked for when its turn comes. */
  bytes(): Promise<Bytes>;
}

/** Takes a zip's bytes in order; they are its own. Awaiting it is the back-pressure. */
export type ZipSink = (bytes: Bytes) => void | Promise<void>;

/** Small pieces are handed on together: a sink may take as long over 50 bytes as over a megabyte. */
const GATHERED = 2 ** 20;

/**
 * Writes the files in the order in which they come. No more than one file and a megabyte beside it is held, and some 100
 * bytes of each file written. The same files give the same bytes on every machine.
 * @returns the zip's size
 * @throws Error where a path is not safe or there twice, or a file has 4 GiB; what was written is no zip then
 */
export async function writeZip(
  files: AsyncIterable<ZipFile> | Iterable<ZipFile>,
  sink: ZipSink,
): Promise<number> {
  const out = new Gathering(sink);
  const directory: Bytes[] = [];
  const taken = new Set<string>();
  for await (const file of files) {
    const { path } = file;
    if (!isSafePath(path)) throw new Error(`${showGiven(path)} cannot go into a zip; allowed: ${SAFE_PATH}`);
    const key = fileKey(path);
    if (taken.has(key))
      throw new Error(`${path} is there twice, or differs from another path in capitals only`);
    taken.add(key);
    const plain = await contentOf(file);
    const deflated = file.deflate === true ? deflateSync(plain) : plain;
    const isSmaller = deflated.length < plain.length;
    const data = isSmaller ? (deflated as Bytes) : plain;
    const entry = {
      name: new TextEncoder().encode(path),
      method: isSmaller ? DEFLATED : STORED,
      crc: crc32(plain),
      compressed: data.length,
      size: plain.length,
      offset: out.written,
    };
    await out.put(localRecord(entry));
    await out.put(data);
    directory.push(centralRecord(entry));
  }
  const offset = out.written;
  for (const bytes of directory) await out.put(bytes);
  for (const bytes of endRecords(directory.length, out.written - offset, offset)) await out.put(bytes);
  await out.flush();
  return out.written;
}

async function contentOf(file: ZipFile): Promise<Bytes> {
  let bytes: Bytes;
  try {
    bytes = await file.bytes();
  } catch (error) {
    throw new Error(`${file.path} could not be read for the zip: ${messageOf(error)}`, { cause: error });
  }
  if (bytes.length >= FULL32) {
    throw new Error(`${file.path} has ${bytes.length} bytes; allowed in a zip: files under 4 GiB`);
  }
  return bytes;
}

/** Hands small pieces on together and large ones as they are. */
class Gathering {
  written = 0;
  private room = new Uint8Array(GATHERED);
  private used = 0;

  constructor(private readonly sink: ZipSink) {}

  async put(bytes: Bytes): Promise<void> {
    this.written += bytes.length;
    if (this.used + bytes.length > GATHERED) await this.flush();
    if (bytes.length > GATHERED) await this.sink(bytes);
    else {
      this.room.set(bytes, this.used);
      this.used += bytes.length;
    }
  }

  async flush(): Promise<void> {
    if (this.used === 0) return;
    await this.sink(this.room.slice(0, this.used));
    this.used = 0;
  }
}
