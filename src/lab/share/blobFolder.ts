// Files that a user chose or dropped as a folder, read as one: their paths are judged like those in a zip, and none of them is
// read before it is asked for.

import type { Bytes, FileEntry, ReadableFolder } from "../../store/folder.ts";
import { LARGEST_FILE, MOST_ENTRIES } from "../../store/zip/limits.ts";
import { clashing, isLeftover, isSafePath, SAFE_PATH, topFolder } from "../../store/zip/paths.ts";
import { FewMistakes } from "../../sweep/csv/fewMistakes.ts";
import { type Parsed, showGiven } from "../../sweep/mistakes.ts";

/** A file and where it lies in the folder that was chosen. */
export interface PlacedFile {
  readonly path: string;
  readonly file: Blob;
}

/** The files as a folder, without the folders around all of them. */
export function blobFolder(files: readonly PlacedFile[]): Parsed<ReadableFolder> {
  if (files.length > MOST_ENTRIES) {
    const given = `${files.length} files`;
    return { ok: false, mistakes: [{ path: "folder", given, allowed: `at most ${MOST_ENTRIES}` }] };
  }
  const kept = files.filter(({ path }) => !isLeftover(path));
  const mistakes = new FewMistakes("further files");
  for (const { path, file } of kept) {
    if (!isSafePath(path)) {
      mistakes.add(() => ({ path: `file ${showGiven(path)}`, given: "that path", allowed: SAFE_PATH }));
    } else if (file.size > LARGEST_FILE) {
      const given = `${file.size} bytes`;
      mistakes.add(() => ({ path: `file ${showGiven(path)}`, given, allowed: `at most ${LARGEST_FILE}` }));
    }
  }
  for (const path of clashing(kept.map((each) => each.path))) {
    const given = "a second file of that name, or a folder of that name";
    mistakes.add(() => ({ path: `file ${showGiven(path)}`, given, allowed: "each path once, in any case" }));
  }
  const all = mistakes.list();
  return all.length > 0 ? { ok: false, mistakes: all } : { ok: true, value: new BlobFolder(kept) };
}

class BlobFolder implements ReadableFolder {
  private readonly files: ReadonlyMap<string, Blob>;

  constructor(files: readonly PlacedFile[]) {
    let placed = files;
    // Around a store there may be the folder that was chosen, and one that an archiver made in it.
    for (let top = topOf(placed); top !== "" && !hasGroup(placed); top = topOf(placed)) {
      const { length } = top;
      placed = placed.map(({ path, file }) => ({ path: path.slice(length), file }));
    }
    this.files = new Map(placed.map(({ path, file }) => [path, file]));
  }

  async read(path: string): Promise<Bytes | null> {
    const file = this.files.get(path);
    return file === undefined ? null : new Uint8Array(await file.arrayBuffer());
  }

  async list(): Promise<FileEntry[]> {
    return [...this.files].map(([path, { size }]) => ({ path, bytes: size }));
  }
}

function topOf(files: readonly PlacedFile[]): string {
  return files.length === 0 ? "" : topFolder(files.map(({ path }) => path));
}

function hasGroup(files: readonly PlacedFile[]): boolean {
  return files.some(({ path }) => path === "zarr.json");
}
