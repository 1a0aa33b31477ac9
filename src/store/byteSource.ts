// Bytes that are read in pieces, wherever they lie: a file that a user chose, one on a disk, an array. What opens an archive
// asks for the pieces it needs, so that an archive may be larger than the memory.

import type { Bytes } from "./folder.ts";

/** A file's bytes, to be read in pieces. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` up to, but without, `end`; both lie within the size. */
  slice(start: number, end: number): Promise<Bytes>;
}

/** A blob, or a file that a user chose. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

/** Bytes that are in memory already. */
export function bytesSource(bytes: Bytes): ByteSource {
  return { size: bytes.length, slice: async (start, end) => bytes.slice(start, end) };
}

/** A piece in full. @throws Error where the source gives less than it said it has: it was changed or cut meanwhile */
export async function pieceOf(source: ByteSource, start: number, end: number): Promise<Bytes> {
  const bytes = await source.slice(start, end);
  if (bytes.length !== end - start) {
    throw new Error(
      `the file gave ${bytes.length} bytes at ${start}, not ${end - start}: it was changed while it was read; open it again`,
    );
  }
  return bytes;
}
