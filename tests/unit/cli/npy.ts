// A reader of .npy files by NumPy's own description of the format, independent of what writes them.

import { readFileSync } from "node:fs";

export interface Npy {
  readonly shape: number[];
  readonly values: number[];
}

/** Reads a float64 array in C order; anything else is an error. */
export function readNpy(path: string): Npy {
  const bytes = readFileSync(path);
  if (bytes.toString("latin1", 0, 8) !== "\x93NUMPY\x01\x00")
    throw new Error(`${path}: no .npy of version 1.0`);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, start);
  const parts = /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(header);
  if (parts === null || start % 64 !== 0) throw new Error(`${path}: unexpected header ${header}`);
  const shape = parts[1].split(",").flatMap((word) => (word.trim() === "" ? [] : [Number(word)]));
  const values = Array.from({ length: (bytes.length - start) / 8 }, (_, i) =>
    bytes.readDoubleLE(start + 8 * i),
  );
  return { shape, values };
}
