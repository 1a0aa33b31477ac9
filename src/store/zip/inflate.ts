// Inflates a file that is said to have so many bytes, and stops as soon as it has more: no claim is believed, neither by
// making room for it nor by working on and on.

import { Inflate } from "fflate";

/** So much goes in at once; what comes out of it is at most some 4 MB. */
const PIECE = 2 ** 12;
/** A block that says nothing until it is complete has at most 64 KiB, 16 pieces: after twice that nothing will come. */
const MOST_SILENT = 32;

/**
 * The bytes that a deflate stream yields.
 * @throws Error where they are not exactly `size`, or it is none
 */
export function inflateExactly(compressed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let got = 0;
  let silent = 0;
  const stream = new Inflate((bytes) => {
    if (got + bytes.length > size) throw new Error(`it holds more than the ${size} bytes it is said to have`);
    whole.set(bytes, got);
    got += bytes.length;
    silent = bytes.length === 0 ? silent + 1 : 0;
    if (silent > MOST_SILENT) throw new Error("there are bytes behind its end");
  });
  for (let at = 0; at < compressed.length; at += PIECE) {
    stream.push(compressed.subarray(at, at + PIECE), at + PIECE >= compressed.length);
  }
  if (got !== size) throw new Error(`it holds ${got} bytes, not the ${size} it is said to have`);
  return whole;
}
