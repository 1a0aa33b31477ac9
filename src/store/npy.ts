// NumPy's .npy format, version 1.0: how a metric's array is handed to Python and to whatever else reads it.

const MAGIC = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0];
/** NumPy aligns the data to this many bytes, so that a file can be mapped into memory. */
const ALIGNMENT = 64;

/**
 * What stands before the numbers of a float64 array in C order. The numbers themselves follow as they lie in a
 * Float64Array: every machine that runs this program is little-endian, as `<f8` says.
 */
export function npyHeader(shape: readonly number[]): Uint8Array {
  // Python writes a tuple of one with a comma behind it.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  const unpadded = MAGIC.length + 2 + dictionary.length + 1;
  const padding = " ".repeat((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT);
  const text = new TextEncoder().encode(`${dictionary}${padding}\n`);
  return Uint8Array.from([...MAGIC, text.length & 0xff, text.length >> 8, ...text]);
}
