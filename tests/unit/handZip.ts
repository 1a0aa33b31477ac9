// Zips made and read by hand, from the format's own description and with Node's zlib: sound ones, and ones in which any field
// lies. Shares nothing with src/store/zip.

import { deflateRawSync, inflateRawSync } from "node:zlib";

/** CRC-32 bit by bit. */
export function slowCrc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let bit = 0; bit < 8; bit++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c >>> 0;
}

/** The fields of an entry that a record can lie about. */
interface Fields {
  name: string | Uint8Array;
  flags: number;
  method: number;
  crc: number;
  compressed: number;
  size: number;
  extra: Uint8Array;
}

export interface HandEntry {
  name: string | Uint8Array;
  content?: Uint8Array | string;
  deflate?: boolean;
  /** The compressed bytes as they are to stand there. */
  data?: Uint8Array;
  /** Written in one go: the local header has no sizes, a descriptor follows the data. */
  streamed?: boolean;
  attributes?: number;
  disk?: number;
  offset?: number;
  local?: Partial<Fields>;
  central?: Partial<Fields>;
}

interface Ends {
  comment: string;
  count: number;
  directorySize: number;
  directoryOffset: number;
  disk: number;
  /** A ZIP64 end as well, with these numbers in the place of the true ones. */
  zip64: { count?: bigint; size?: bigint; offset?: bigint; place?: bigint; disks?: number };
  before: Uint8Array;
  behindDirectory: Uint8Array;
  behind: Uint8Array;
}

export const ascii = (text: string) => new Uint8Array(Buffer.from(text, "utf8"));
const bytesOf = (value: string | Uint8Array) => (typeof value === "string" ? ascii(value) : value);

/** Little-endian numbers: [value, bytes]. */
export function little(...numbers: [number | bigint, number][]): Uint8Array {
  return Uint8Array.from(
    numbers.flatMap(([value, width]) =>
      Array.from({ length: width }, (_, i) => Number((BigInt(value) >> BigInt(8 * i)) & 0xffn)),
    ),
  );
}

export function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** A zip of these entries; what is given beside their content replaces what would be true. */
export function handZip(entries: readonly HandEntry[], ends: Partial<Ends> = {}): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [ends.before ?? new Uint8Array()];
  const lines: Uint8Array[] = [];
  let at = parts[0].length;
  for (const entry of entries) {
    const content = bytesOf(entry.content ?? "");
    const data = entry.data ?? (entry.deflate ? new Uint8Array(deflateRawSync(content)) : content);
    const truth: Fields = {
      name: entry.name,
      flags: entry.streamed ? 8 : 0,
      method: entry.deflate ? 8 : 0,
      crc: slowCrc(content),
      compressed: data.length,
      size: content.length,
      extra: new Uint8Array(),
    };
    const unknown = entry.streamed ? { crc: 0, compressed: 0, size: 0 } : {};
    const local = { ...truth, ...unknown, ...entry.local };
    const head = joined(little([0x04034b50, 4], [20, 2]), facts(local), bytesOf(local.name), local.extra);
    const descriptor = entry.streamed
      ? little([0x08074b50, 4], [truth.crc, 4], [truth.compressed, 4], [truth.size, 4])
      : new Uint8Array();
    const central = { ...truth, ...entry.central };
    lines.push(
      joined(
        little([0x02014b50, 4], [(3 << 8) | 20, 2], [20, 2]),
        facts(central),
        little([0, 2], [entry.disk ?? 0, 2], [0, 2], [entry.attributes ?? 0, 4], [entry.offset ?? at, 4]),
        bytesOf(central.name),
        central.extra,
      ),
    );
    parts.push(head, data, descriptor);
    at += head.length + data.length + descriptor.length;
  }
  const directory = joined(...lines, ends.behindDirectory ?? new Uint8Array());
  parts.push(directory);
  const count = ends.count ?? entries.length;
  if (ends.zip64) {
    const { disks = 0, ...wide } = ends.zip64;
    const number = wide.count ?? BigInt(count);
    parts.push(
      little([0x06064b50, 4], [44n, 8], [45, 2], [45, 2], [disks, 4], [disks, 4], [number, 8], [number, 8]),
      little([wide.size ?? BigInt(directory.length), 8], [wide.offset ?? BigInt(at), 8]),
      little([0x07064b50, 4], [disks, 4], [wide.place ?? BigInt(at + directory.length), 8], [1, 4]),
    );
  }
  const disk = ends.disk ?? 0;
  const comment = ascii(ends.comment ?? "");
  parts.push(
    little([0x06054b50, 4], [disk, 2], [disk, 2], [count, 2], [count, 2]),
    little([ends.directorySize ?? directory.length, 4], [ends.directoryOffset ?? at, 4], [comment.length, 2]),
    comment,
    ends.behind ?? new Uint8Array(),
  );
  return joined(...parts);
}

function facts({ name, flags, method, crc, compressed, size, extra }: Fields): Uint8Array {
  return joined(
    little([flags, 2], [method, 2], [0, 2], [0x21, 2], [crc, 4], [compressed, 4], [size, 4]),
    little([bytesOf(name).length, 2], [extra.length, 2]),
  );
}

/** What a second program finds in a zip; it goes by the ZIP64 end where there is one, and checks every number on its way. */
export function readByHand(zip: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const u64 = (at: number) => Number(view.getBigUint64(at, true));
  const expectThat = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`no zip: ${what}`);
  };
  const end = zip.length - 22;
  expectThat(u32(end) === 0x06054b50, "end record");
  let [count, at] = [u16(end + 10), u32(end + 16)];
  let directoryEnd = end;
  if (end >= 20 && u32(end - 20) === 0x07064b50) {
    directoryEnd = u64(end - 12);
    expectThat(u32(directoryEnd) === 0x06064b50 && directoryEnd === end - 76, "ZIP64 end record");
    [count, at] = [u64(directoryEnd + 32), u64(directoryEnd + 48)];
    expectThat(at + u64(directoryEnd + 40) === directoryEnd, "ZIP64 directory size");
  } else expectThat(at + u32(end + 12) === end, "directory size");
  const files = new Map<string, Uint8Array>();
  for (let n = 0; n < count; n++) {
    expectThat(u32(at) === 0x02014b50, "directory line");
    const [method, crc, compressed, size] = [u16(at + 10), u32(at + 16), u32(at + 20), u32(at + 24)];
    const [nameLength, offset] = [u16(at + 28), u32(at + 42)];
    const name = Buffer.from(zip.subarray(at + 46, at + 46 + nameLength)).toString("utf8");
    expectThat(u32(offset) === 0x04034b50, "local header");
    // From flags to the name's length both records say the same.
    const same = Buffer.compare(zip.subarray(offset + 6, offset + 28), zip.subarray(at + 8, at + 30)) === 0;
    expectThat(same, "local and central header agree");
    const start = offset + 30 + nameLength + u16(offset + 28);
    const data = zip.subarray(start, start + compressed);
    const content = method === 8 ? new Uint8Array(inflateRawSync(data)) : data;
    expectThat(content.length === size && slowCrc(content) === crc, `content of ${name}`);
    files.set(name, content);
    at += 46 + nameLength + u16(at + 30) + u16(at + 32);
  }
  expectThat(at === directoryEnd, "end of the directory");
  return files;
}
