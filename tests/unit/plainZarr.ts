// A reader of Zarr v3 arrays that shares no code with src/store: it takes the specification at its word, number by number, and
// refuses whatever it does not know.

/** A store as Zarr has it: keys and bytes. */
export type PlainStore = ReadonlyMap<string, Uint8Array>;

/** An array read to its last number. */
export interface PlainArray {
  readonly shape: readonly number[];
  readonly type: string;
  readonly names: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
  /** In C order; those of chunks that are not there are the fill value. */
  readonly values: readonly number[];
}

interface Named {
  readonly name: string;
  readonly configuration?: Readonly<Record<string, unknown>>;
}

interface Metadata {
  readonly zarr_format: number;
  readonly node_type: string;
  readonly shape: readonly number[];
  readonly data_type: string;
  readonly chunk_grid: Named;
  readonly chunk_key_encoding: Named;
  readonly fill_value: number | string;
  readonly codecs: readonly Named[];
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly dimension_names?: readonly string[];
}

/** How each data type's numbers are read; "bytes" with "endian": "little". */
const types: Readonly<Record<string, readonly [number, (view: DataView, at: number) => number]>> = {
  uint8: [1, (view, at) => view.getUint8(at)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  int64: [8, (view, at) => Number(view.getBigInt64(at, true))],
  float32: [4, (view, at) => view.getFloat32(at, true)],
  float64: [8, (view, at) => view.getFloat64(at, true)],
};

/** The JSON document at a key. */
export function documentAt(store: PlainStore, key: string): unknown {
  const bytes = store.get(key);
  if (bytes === undefined) throw new Error(`no key ${key}`);
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Reads the array at a path of the hierarchy. */
export function readArray(store: PlainStore, path: string): PlainArray {
  const meta = documentAt(store, `${path}/zarr.json`) as Metadata;
  demand(meta.zarr_format === 3 && meta.node_type === "array", "zarr_format and node_type");
  demand(meta.chunk_grid.name === "regular", "chunk_grid");
  const separator = meta.chunk_key_encoding.configuration?.separator;
  demand(meta.chunk_key_encoding.name === "default" && separator === "/", "chunk_key_encoding");
  const [width, number] = types[meta.data_type];
  const [bytes, crc, ...more] = meta.codecs;
  demand(bytes.name === "bytes" && (width === 1 || bytes.configuration?.endian === "little"), "codec bytes");
  demand(crc.name === "crc32c" && more.length === 0, "codec crc32c");
  const chunk = meta.chunk_grid.configuration?.chunk_shape as readonly number[];
  demand(chunk.length === meta.shape.length, "chunk_shape");
  const fill = typeof meta.fill_value === "number" ? meta.fill_value : Number(meta.fill_value);
  demand(typeof meta.fill_value === "number" || meta.fill_value === "NaN", "fill_value");

  const points = chunk.reduce((a, b) => a * b, 1);
  const size = meta.shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: size }, (_, flat) => {
    const indices: number[] = [];
    for (let d = meta.shape.length - 1, rest = flat; d >= 0; d--) {
      indices.unshift(rest % meta.shape[d]);
      rest = Math.floor(rest / meta.shape[d]);
    }
    const key = `${path}/${["c", ...indices.map((at, d) => Math.floor(at / chunk[d]))].join("/")}`;
    const encoded = store.get(key);
    if (encoded === undefined) return fill;
    demand(encoded.length === points * width + 4, `length of ${key}`);
    const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.length);
    const data = encoded.subarray(0, -4);
    demand(view.getUint32(encoded.length - 4, true) === checksumOf(data), `checksum of ${key}`);
    return number(view, width * indices.reduce((sum, at, d) => sum * chunk[d] + (at % chunk[d]), 0));
  });
  const { shape, data_type: type, dimension_names: names = [], attributes = {} } = meta;
  return { shape, type, names, attributes, values };
}

const sums = new WeakMap<ArrayBufferLike, number>();

/** Each chunk's checksum is computed once; a chunk has a buffer of its own. */
function checksumOf(data: Uint8Array): number {
  const sum = sums.get(data.buffer) ?? bitwiseCrc(data);
  sums.set(data.buffer, sum);
  return sum;
}

/** A reflected CRC-32, bit by bit; of Castagnoli's polynomial unless another is given. */
export function bitwiseCrc(bytes: Uint8Array, polynomial = 0x82f63b78): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not as the specification has it: ${what}`);
}
