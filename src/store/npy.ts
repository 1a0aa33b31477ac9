// NumPy's .npy format, version 1.0: how a metric's array is handed to Python and to whatever else reads it.

import type { MetricName } from "../model/metrics/index.ts";
import type { Bytes } from "./folder.ts";
import type { SweepResults } from "./results.ts";
import { SLAB_NUMBERS, slabsOf, wholeBox } from "./slabs.ts";

const MAGIC = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0];
/** NumPy aligns the data to this many bytes, so that a file can be mapped into memory. */
const ALIGNMENT = 64;

/** How numbers are written: as a float32 that a store has kept, or in full. */
export type Precision = "float32" | "float64";

const DESCRIPTIONS: Readonly<Record<Precision, string>> = { float32: "<f4", float64: "<f8" };

/**
 * What stands before the numbers of an array in C order. The numbers themselves follow as they lie in a Float64Array or
 * Float32Array: every machine that runs this program is little-endian, as "<" says.
 */
export function npyHeader(shape: readonly number[], precision: Precision = "float64"): Bytes {
  // Python writes a tuple of one with a comma behind it.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '${DESCRIPTIONS[precision]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const unpadded = MAGIC.length + 2 + dictionary.length + 1;
  const padding = " ".repeat((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT);
  const text = new TextEncoder().encode(`${dictionary}${padding}\n`);
  return Uint8Array.from([...MAGIC, text.length & 0xff, text.length >> 8, ...text]);
}

/** The axes' lengths, and the replicates where there are several: the shape in which results are handed on. */
export function exportShape({ spec, shape }: Pick<SweepResults, "spec" | "shape">): readonly number[] {
  return spec.replicates > 1 ? shape : shape.slice(0, -1);
}

/**
 * A metric as the parts of a .npy file, of which no more than some MB are in memory at a time. In float32, what is finite
 * and too large for it is written as infinite.
 * @param most how many numbers are read at a time
 */
export async function* npyParts(
  results: SweepResults,
  metric: MetricName,
  precision: Precision,
  most = SLAB_NUMBERS,
): AsyncGenerator<Bytes> {
  yield npyHeader(exportShape(results), precision);
  for (const slab of slabsOf(wholeBox(results.shape), results.chunkShape, most)) {
    const values = await results.read(metric, slab);
    const numbers = precision === "float32" ? new Float32Array(values) : values.slice();
    yield new Uint8Array(numbers.buffer);
  }
}
