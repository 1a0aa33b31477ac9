// A zip's directory: one line per entry, and what is wrong with each of them alone. Nothing that a line says is believed
// before it was held against the limits and against what its compressed bytes could hold.

import type { FewMistakes } from "../../sweep/csv/fewMistakes.ts";
import { type Mistake, showGiven } from "../../sweep/mistakes.ts";
import { zip64Numbers } from "./extra.ts";
import { CENTRAL, CENTRAL_SIZE, DEFLATED, FULL32, NAME_IS_UTF8, STORED, UNREADABLE } from "./format.ts";
import { DEFLATE_RATIO, LARGEST_FILE } from "./limits.ts";
import { isSafePath, SAFE_PATH } from "./paths.ts";

/** An entry as the directory tells of it. */
export interface ZipEntry {
  /** Its path as it stands there; a folder's ends with "/". */
  readonly name: string;
  /** The length of its name in the records. */
  readonly nameBytes: number;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/** What a line says beside its entry. */
interface LineFacts {
  readonly flags: number;
  readonly disk: number;
  /** The kind of file, as Unix has it in its upper 16 bits, and DOS and Windows in its lower ones. */
  readonly attributes: number;
  readonly isZip64Whole: boolean;
}

type Objection = Pick<Mistake, "given" | "allowed">;

/** Reads the directory's lines; what is wrong goes to `mistakes`. */
export function readDirectory(bytes: Uint8Array, entries: number, mistakes: FewMistakes): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: ZipEntry[] = [];
  let at = 0;
  while (found.length < entries) {
    const end = lineEnd(view, at);
    if (end === null) break;
    const { entry, facts } = lineAt(bytes, view, at, end);
    found.push(entry);
    for (const objection of objections(entry, facts)) {
      mistakes.add(() => ({ path: `file ${showGiven(entry.name)}`, ...objection }));
    }
    at = end;
  }
  if (at !== bytes.length || found.length !== entries) {
    mistakes.add(() => ({
      path: "zip",
      given: `a directory that is damaged after ${found.length} of ${entries} entries`,
      allowed: "a line for each entry and nothing else; make the zip anew",
    }));
  }
  return found;
}

/** Where the line at a place ends, null where there is no whole line. */
function lineEnd(view: DataView, at: number): number | null {
  if (at + CENTRAL_SIZE > view.byteLength || view.getUint32(at, true) !== CENTRAL) return null;
  const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
  const end = at + CENTRAL_SIZE + name + extra + comment;
  return end <= view.byteLength ? end : null;
}

function lineAt(bytes: Uint8Array, view: DataView, at: number, end: number) {
  const flags = view.getUint16(at + 8, true);
  const nameBytes = view.getUint16(at + 28, true);
  const nameEnd = at + CENTRAL_SIZE + nameBytes;
  const extraEnd = end - view.getUint16(at + 32, true);
  // Which of these are full says which of them stand in the ZIP64 field, in this order.
  const plain = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  const full = plain.filter((number) => number === FULL32).length;
  const wide = full === 0 ? [] : zip64Numbers(view, nameEnd, extraEnd, full);
  let next = 0;
  const [size, compressed, offset] = plain.map((number) =>
    number === FULL32 ? (wide?.[next++] ?? number) : number,
  );
  const entry: ZipEntry = {
    name: nameOf(bytes.subarray(at + CENTRAL_SIZE, nameEnd), flags),
    nameBytes,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressed,
    size,
    offset,
  };
  const facts: LineFacts = {
    flags,
    disk: view.getUint16(at + 34, true),
    attributes: view.getUint32(at + 38, true),
    isZip64Whole: wide !== null,
  };
  return { entry, facts };
}

/** One for all names: to make a decoder takes longer than to decode a name. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A name in UTF-8; in Windows' Western characters where it says itself that it may be something else, and is. */
export function nameOf(bytes: Uint8Array, flags: number): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // A name that claims to be UTF-8 and is not gets a character that no safe path has.
    return flags & NAME_IS_UTF8 ? "\0" : new TextDecoder("windows-1252").decode(bytes);
  }
}

function* objections(entry: ZipEntry, facts: LineFacts): Generator<Objection> {
  const { name, method, compressed, size } = entry;
  const isFolder = name.endsWith("/");
  const path = isFolder ? name.slice(0, -1) : name;
  if (!isSafePath(path)) yield { given: "such a path", allowed: SAFE_PATH };
  const [type, isLink] = [(facts.attributes >>> 28) & 0xf, (facts.attributes & 0x400) !== 0];
  // Unix: 0 for none given, 4 for a folder, 8 for a file.
  if (isLink || ![0, isFolder ? 4 : 8].includes(type)) {
    yield { given: "a link or a special file", allowed: "plain files and folders" };
  }
  if (facts.flags & UNREADABLE) yield { given: "an encrypted file", allowed: "a zip without a password" };
  if (facts.disk !== 0) yield { given: `data on disk ${facts.disk}`, allowed: "a zip in one file" };
  if (method !== STORED && method !== DEFLATED) {
    yield { given: `compression method ${method}`, allowed: "stored (0) or deflate (8)" };
  }
  if (!facts.isZip64Whole) yield { given: "a ZIP64 entry without its sizes", allowed: "an undamaged zip" };
  if (size > LARGEST_FILE || compressed > LARGEST_FILE) {
    const allowed = `at most ${LARGEST_FILE} bytes a file`;
    yield { given: `${size} bytes, ${compressed} of them in the zip`, allowed };
  } else if (
    (method === STORED && size !== compressed) ||
    (method === DEFLATED && size > compressed * DEFLATE_RATIO) ||
    (isFolder && size !== 0)
  ) {
    const allowed = "sizes that can be true: its header lies, or the zip is damaged";
    yield { given: `${size} bytes made of ${compressed}`, allowed };
  }
}
