// Opens a zip as a folder: its directory is read and judged as a whole, its files one by one when they are asked for.
// Zips come from anybody: everything that is wrong with one is said at once, and nothing is unpacked to find out.

import { FewMistakes } from "../../sweep/csv/fewMistakes.ts";
import { type Mistake, type Parsed, showGiven } from "../../sweep/mistakes.ts";
import { type ByteSource, pieceOf } from "../byteSource.ts";
import type { Bytes, FileEntry, ReadableFolder } from "../folder.ts";
import { readDirectory, type ZipEntry } from "./directory.ts";
import { type DirectoryPlace, findDirectory } from "./end.ts";
import { LOCAL_SIZE } from "./format.ts";
import { BOMB_RATIO, HARMLESS, LARGEST_TOTAL } from "./limits.ts";
import { clashing, isLeftover, topFolder } from "./paths.ts";
import { type PlacedEntry, readEntry } from "./readEntry.ts";

/**
 * The files of a zip. Folders' own entries and what macOS adds are left out, and a folder around everything is stripped
 * from the paths. `read` throws DamagedEntry where a file is not whole.
 */
export async function openZip(source: ByteSource): Promise<Parsed<ReadableFolder>> {
  const place = await findDirectory(source);
  if (!place.ok) return place;
  const { offset, size, entries } = place.value;
  const mistakes = new FewMistakes("further files");
  const found = readDirectory(await pieceOf(source, offset, offset + size), entries, mistakes);
  const placed = placedEntries(found, place.value, mistakes);
  const total = found.reduce((sum, entry) => sum + entry.size, 0);
  const ofAll: Mistake[] = [];
  if (total > LARGEST_TOTAL || total > Math.max(HARMLESS, source.size * BOMB_RATIO)) {
    const allowed = `at most ${LARGEST_TOTAL}, and at most ${BOMB_RATIO} times the zip's own size`;
    ofAll.push({ path: "zip", given: `${total} bytes unpacked from ${source.size}`, allowed });
  }
  const files = placed.filter(({ name }) => !name.endsWith("/") && !isLeftover(name));
  for (const path of clashing(files.map(({ name }) => name))) {
    const given = "a second file of that name, or a folder of that name";
    mistakes.add(() => ({ path: `file ${showGiven(path)}`, given, allowed: "each path once, in any case" }));
  }
  const all = [...ofAll, ...mistakes.list()];
  return all.length > 0 ? { ok: false, mistakes: all } : { ok: true, value: new ZipFolder(source, files) };
}

/** The entries with where each must end; one that reaches into another, or out of the file, is a mistake. */
function placedEntries(
  found: readonly ZipEntry[],
  { offset: directory }: DirectoryPlace,
  mistakes: FewMistakes,
): PlacedEntry[] {
  const inOrder = found.toSorted((a, b) => a.offset - b.offset);
  return inOrder.map((entry, i) => {
    const limit = Math.min(inOrder[i + 1]?.offset ?? directory, directory);
    const { offset, nameBytes, compressed, name } = entry;
    if (offset + LOCAL_SIZE + nameBytes + compressed > limit) {
      const given = `${compressed} bytes at ${offset}, which reach past ${limit}`;
      const allowed = "files that lie side by side before the directory";
      mistakes.add(() => ({ path: `file ${showGiven(name)}`, given, allowed }));
    }
    return { ...entry, limit };
  });
}

class ZipFolder implements ReadableFolder {
  private readonly files: ReadonlyMap<string, PlacedEntry>;

  constructor(
    private readonly source: ByteSource,
    files: readonly PlacedEntry[],
  ) {
    const top = topFolder(files.map(({ name }) => name));
    this.files = new Map(files.map((file) => [file.name.slice(top.length), file]));
  }

  async read(path: string): Promise<Bytes | null> {
    const entry = this.files.get(path);
    return entry === undefined ? null : await readEntry(this.source, entry);
  }

  async list(): Promise<FileEntry[]> {
    return [...this.files].map(([path, { size }]) => ({ path, bytes: size }));
  }
}
