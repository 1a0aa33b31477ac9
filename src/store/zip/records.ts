// The records of a zip that is being written, as bytes. All dates are the format's first day, so that the same files are
// the same zip.

import type { Bytes } from "../folder.ts";
import {
  CENTRAL,
  CENTRAL_SIZE,
  END,
  END_SIZE,
  END64,
  END64_SIZE,
  EXTRA64,
  FULL16,
  FULL32,
  LOCAL,
  LOCAL_SIZE,
  LOCATOR64,
  LOCATOR64_SIZE,
  NAME_IS_UTF8,
} from "./format.ts";

/** An entry whose data have been written, or are about to be. */
export interface WrittenEntry {
  /** Its path in UTF-8. */
  readonly name: Bytes;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/** 1 January 1980, 00:00: day 1, month 1, year 0. */
const FIRST_DAY = (1 << 5) | 1;
/** Versions of the format: deflate, which every reader knows, and ZIP64. */
const VERSION = 20;
const VERSION64 = 45;

/** What stands before an entry's data. */
export function localRecord(entry: WrittenEntry): Bytes {
  const { bytes, view } = record(LOCAL, LOCAL_SIZE, entry.name.length);
  view.setUint16(4, VERSION, true);
  writeFacts(view, 6, entry);
  bytes.set(entry.name, LOCAL_SIZE);
  return bytes;
}

/** An entry's line in the directory. */
export function centralRecord(entry: WrittenEntry): Bytes {
  const { name, offset } = entry;
  const isFar = offset >= FULL32;
  const { bytes, view } = record(CENTRAL, CENTRAL_SIZE, name.length + (isFar ? 12 : 0));
  const version = isFar ? VERSION64 : VERSION;
  view.setUint16(4, version, true);
  view.setUint16(6, version, true);
  writeFacts(view, 8, entry);
  view.setUint16(30, isFar ? 12 : 0, true);
  view.setUint32(42, Math.min(offset, FULL32), true);
  bytes.set(name, CENTRAL_SIZE);
  if (isFar) {
    const extra = CENTRAL_SIZE + name.length;
    view.setUint16(extra, EXTRA64, true);
    view.setUint16(extra + 2, 8, true);
    view.setBigUint64(extra + 4, BigInt(offset), true);
  }
  return bytes;
}

/** What stands behind the directory, which begins at `offset`: in ZIP64 as well where a number is too large without. */
export function endRecords(count: number, size: number, offset: number): Bytes[] {
  const end = record(END, END_SIZE);
  end.view.setUint16(8, Math.min(count, FULL16), true);
  end.view.setUint16(10, Math.min(count, FULL16), true);
  end.view.setUint32(12, Math.min(size, FULL32), true);
  end.view.setUint32(16, Math.min(offset, FULL32), true);
  if (count < FULL16 && size < FULL32 && offset < FULL32) return [end.bytes];
  const end64 = record(END64, END64_SIZE);
  // The record's length is counted without its own first 12 bytes.
  end64.view.setBigUint64(4, BigInt(END64_SIZE - 12), true);
  end64.view.setUint16(12, VERSION64, true);
  end64.view.setUint16(14, VERSION64, true);
  end64.view.setBigUint64(24, BigInt(count), true);
  end64.view.setBigUint64(32, BigInt(count), true);
  end64.view.setBigUint64(40, BigInt(size), true);
  end64.view.setBigUint64(48, BigInt(offset), true);
  const locator = record(LOCATOR64, LOCATOR64_SIZE);
  locator.view.setBigUint64(8, BigInt(offset + size), true);
  locator.view.setUint32(16, 1, true);
  return [end64.bytes, locator.bytes, end.bytes];
}

/** The 22 bytes that are the same in an entry's two records. */
function writeFacts(view: DataView, at: number, { name, method, crc, compressed, size }: WrittenEntry): void {
  view.setUint16(at, NAME_IS_UTF8, true);
  view.setUint16(at + 2, method, true);
  view.setUint16(at + 6, FIRST_DAY, true);
  view.setUint32(at + 8, crc, true);
  view.setUint32(at + 12, compressed, true);
  view.setUint32(at + 16, size, true);
  view.setUint16(at + 20, name.length, true);
}

function record(signature: number, size: number, more = 0): { bytes: Bytes; view: DataView } {
  const bytes = new Uint8Array(size + more);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  return { bytes, view };
}
