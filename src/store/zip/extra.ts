// The extra fields of an entry: of all that archivers put there, the ZIP64 numbers are read and the rest is passed over.

import { EXTRA64 } from "./format.ts";

/**
 * The first `count` numbers of the ZIP64 extra field between two places of a record, null where there are not so many.
 * Which numbers are there depends on which fields of the record are full.
 */
export function zip64Numbers(view: DataView, start: number, end: number, count: number): number[] | null {
  for (let at = start; at + 4 <= end; ) {
    const length = view.getUint16(at + 2, true);
    const data = at + 4;
    if (data + length > end) return null;
    if (view.getUint16(at, true) === EXTRA64) {
      if (length < 8 * count) return null;
      return Array.from({ length: count }, (_, i) => Number(view.getBigUint64(data + 8 * i, true)));
    }
    at = data + length;
  }
  return null;
}
