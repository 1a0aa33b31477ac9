// A folder in memory: for a store that is handed on as a whole, and for tests.

import type { Bytes, FileEntry, Folder } from "./folder.ts";

/** Files by their paths. */
export class MemoryFolder implements Folder {
  private readonly files: Map<string, Bytes>;

  constructor(files: Iterable<readonly [string, Bytes]> = []) {
    this.files = new Map(files);
  }

  async read(path: string): Promise<Bytes | null> {
    return this.files.get(path)?.slice() ?? null;
  }

  async list(): Promise<FileEntry[]> {
    return [...this.files].map(([path, { length }]) => ({ path, bytes: length }));
  }

  async write(path: string, bytes: Bytes): Promise<void> {
    this.files.set(path, bytes.slice());
  }

  async remove(path: string): Promise<void> {
    this.files.delete(path);
  }
}
