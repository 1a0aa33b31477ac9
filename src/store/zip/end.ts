// A zip is read from its end: where its directory lies and how many entries it has, with ZIP64 and without.

import type { Mistake, Parsed } from "../../sweep/mistakes.ts";
import { type ByteSource, pieceOf } from "../byteSource.ts";
import { END, END_SIZE, END64, END64_SIZE, FULL16, FULL32, LOCATOR64, LOCATOR64_SIZE } from "./format.ts";
import { LARGEST_DIRECTORY, MOST_ENTRIES } from "./limits.ts";

/** Where the directory lies. */
export interface DirectoryPlace {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
}

/** Finds the directory. What is taken from here on lies inside the file and is within the limits. */
export async function findDirectory(source: ByteSource): Promise<Parsed<DirectoryPlace>> {
  const tailStart = Math.max(0, source.size - END_SIZE - FULL16 - LOCATOR64_SIZE);
  const tail = await pieceOf(source, tailStart, source.size);
  const view = viewOf(tail);
  const at = endAt(view);
  if (at === null) {
    return wrong("no end of a zip", "a zip, whole to its last byte, with nothing behind it");
  }
  const plain = {
    disks: [view.getUint16(at + 4, true), view.getUint16(at + 6, true)],
    here: view.getUint16(at + 8, true),
    entries: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
  };
  const locator = at - LOCATOR64_SIZE;
  const isZip64 = locator >= 0 && view.getUint32(locator, true) === LOCATOR64;
  if (!isZip64) return checked(plain, tailStart + at);

  const endOffset = Number(view.getBigUint64(locator + 8, true));
  const disks = [view.getUint32(locator + 4, true), view.getUint32(locator + 16, true) - 1];
  const locatorOffset = tailStart + locator;
  if (disks.some((disk) => disk !== 0)) return severalDisks();
  if (endOffset + END64_SIZE > locatorOffset) return lyingEnd64();
  const record = viewOf(await pieceOf(source, endOffset, endOffset + END64_SIZE));
  const length = Number(record.getBigUint64(4, true)) + 12;
  if (record.getUint32(0, true) !== END64 || endOffset + length !== locatorOffset) return lyingEnd64();
  const wide = {
    disks: [record.getUint32(16, true), record.getUint32(20, true)],
    here: Number(record.getBigUint64(24, true)),
    entries: Number(record.getBigUint64(32, true)),
    size: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
  };
  // Readers without ZIP64 go by the other record: both must tell of the same files.
  const agree =
    (plain.entries === FULL16 || plain.entries === wide.entries) &&
    (plain.size === FULL32 || plain.size === wide.size) &&
    (plain.offset === FULL32 || plain.offset === wide.offset);
  return agree ? checked(wide, endOffset) : lyingEnd64();
}

/** The last place where an end record fits, comment and all; null where there is none. */
function endAt(view: DataView): number | null {
  for (let at = view.byteLength - END_SIZE; at >= 0; at--) {
    if (view.getUint32(at, true) !== END) continue;
    if (at + END_SIZE + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
}

interface EndFacts extends DirectoryPlace {
  readonly disks: readonly number[];
  readonly here: number;
}

/** @param end where the record that tells of the directory begins, which is where the directory must end */
function checked({ disks, here, entries, size, offset }: EndFacts, end: number): Parsed<DirectoryPlace> {
  if (disks.some((disk) => disk !== 0) || here !== entries) return severalDisks();
  const mistakes: Mistake[] = [];
  const object = (given: string, allowed: string) => mistakes.push({ path: "zip", given, allowed });
  if (entries > MOST_ENTRIES) object(`${entries} entries`, `at most ${MOST_ENTRIES}`);
  if (size > LARGEST_DIRECTORY) object(`a directory of ${size} bytes`, `at most ${LARGEST_DIRECTORY}`);
  if (offset + size !== end) {
    object(
      `a directory of ${size} bytes at ${offset}`,
      `one that ends where the zip's end begins, at ${end}: the file is damaged, or has other bytes before the zip`,
    );
  }
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: { offset, size, entries } };
}

function severalDisks(): Parsed<never> {
  return wrong("a part of a zip on several disks", "a zip in one file");
}

function lyingEnd64(): Parsed<never> {
  return wrong(
    "a ZIP64 end that is damaged or contradicts the plain one",
    "a zip whose two ends agree; make it anew",
  );
}

function wrong(given: string, allowed: string): Parsed<never> {
  return { ok: false, mistakes: [{ path: "zip", given, allowed }] };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
