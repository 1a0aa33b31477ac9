// A shelf and its locks without a browser: in memory, with as much room as a test gives it.

import type { HeldLock, Locks } from "../../src/lab/kept/locks.ts";
import type { ShelfFolder } from "../../src/lab/kept/shelf.ts";
import { type Bytes, FolderFull } from "../../src/store/folder.ts";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";

/** A shelf in memory, which may run out of room. */
export class MemoryShelf extends MemoryFolder implements ShelfFolder {
  room = Number.POSITIVE_INFINITY;
  written: string[] = [];

  override async write(path: string, bytes: Bytes): Promise<void> {
    if (this.room <= 0 && path.includes("/c/")) throw new FolderFull(`no room for ${path}`);
    this.room -= bytes.length;
    this.written.push(path);
    await super.write(path, bytes);
  }

  within(above: string) {
    return {
      read: (path: string) => this.read(`${above}/${path}`),
      write: (path: string, bytes: Bytes) => this.write(`${above}/${path}`, bytes),
      remove: (path: string) => this.remove(`${above}/${path}`),
      list: async () =>
        (await this.list())
          .filter(({ path }) => path.startsWith(`${above}/`))
          .map(({ path, bytes }) => ({ path: path.slice(above.length + 1), bytes })),
    };
  }

  async folders() {
    return [...new Set((await this.list()).map(({ path }) => path.split("/")[0]))];
  }

  async removeFolder(name: string) {
    for (const { path } of await this.within(name).list()) await this.remove(`${name}/${path}`);
  }

  async bytes(): Promise<Map<string, string>> {
    const files = (await this.list()).filter(({ path }) => path.includes("results.zarr"));
    const all = await Promise.all(files.map(async ({ path }) => [path, await this.read(path)] as const));
    return new Map(all.map(([path, content]) => [path, String(content)]));
  }
}

/** Locks between the tabs of a test. */
export class TestLocks implements Locks {
  private readonly held = new Set<string>();

  async tryTake(name: string): Promise<HeldLock | null> {
    if (this.held.has(name)) return null;
    this.held.add(name);
    return { release: () => void this.held.delete(name) };
  }
}
