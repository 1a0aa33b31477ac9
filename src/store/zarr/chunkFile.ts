// One file of a store, as Zarr's codecs `bytes` and `crc32c` make it: the numbers in C order, little-endian as they lie in
// the memory of every machine that runs this program, and behind them their checksum in four bytes.

import { crc32c } from "../checksums.ts";
import type { Bytes } from "../folder.ts";

const CHECKSUM_BYTES = 4;

/** How long a file with so many bytes of numbers is. */
export function fileBytes(numbers: number): number {
  return numbers + CHECKSUM_BYTES;
}

/** A file whose numbers are still to be filled in, before `seal`. */
export function blankFile(numbers: number): Bytes {
  return new Uint8Array(fileBytes(numbers));
}

/** Writes the checksum behind a file's numbers, which may not change any more. */
export function seal(file: Bytes): Bytes {
  const numbers = file.length - CHECKSUM_BYTES;
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  view.setUint32(numbers, crc32c(file.subarray(0, numbers)), true);
  return file;
}

/** What is wrong with a file that should hold so many bytes of numbers, or null where it is whole. */
export function fileProblem(file: Bytes, numbers: number): string | null {
  if (file.length !== fileBytes(numbers)) return sizeProblem(file.length, numbers);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  return view.getUint32(numbers, true) === crc32c(file.subarray(0, numbers))
    ? null
    : "its checksum does not fit its numbers";
}

/** The same where only the length of the file is known. */
export function sizeProblem(length: number, numbers: number): string | null {
  return length === fileBytes(numbers) ? null : `it has ${length} bytes in place of ${fileBytes(numbers)}`;
}
