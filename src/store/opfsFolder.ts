// A folder in the browser's own file system (OPFS), written through sync access handles, which only a worker may have: nothing
// else there can say that bytes have reached the disk.

import { type Bytes, type FileEntry, type Folder, FolderFull } from "./folder.ts";

/** What a worker's file handles offer beyond those that the page's types know. */
interface WorkerFile extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncAccess>;
  /** Gives the file another name in its directory, in the place of a file that has it; not every browser has it. */
  move?(name: string): Promise<void>;
}

interface SyncAccess {
  truncate(bytes: number): void;
  write(from: Bytes, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

/** The name of a file that is yet to take another's place. */
const BESIDE = ".part";

/** A directory of the browser's own file system. */
export class OpfsFolder implements Folder {
  private readonly directories = new Map<string, Promise<FileSystemDirectoryHandle>>();

  constructor(private readonly root: FileSystemDirectoryHandle) {}

  /** A folder within; it is made with its first file. */
  within(path: string): Folder {
    const inside = (more: string) => `${path}/${more}`;
    return {
      read: (file) => this.read(inside(file)),
      list: () => this.list(path),
      write: (file, bytes) => this.write(inside(file), bytes),
      remove: (file) => this.remove(inside(file)),
    };
  }

  async read(path: string): Promise<Bytes | null> {
    try {
      const [directory, name] = await this.placeOf(path, false);
      return await readWhole(await directory.getFileHandle(name));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** @param path of a folder within; all there is where left out */
  async list(path = ""): Promise<FileEntry[]> {
    try {
      const start = path === "" ? this.root : await this.directory(path.split("/"), false);
      const entries: FileEntry[] = [];
      await collect(start, "", entries);
      return entries;
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /**
   * A new file is written in its place: torn, it is what its checksum says it is. One that is there already is only replaced
   * by a whole one, as far as the browser can rename.
   */
  async write(path: string, bytes: Bytes): Promise<void> {
    const [directory, name] = await this.placeOf(path, true);
    const isNew = await directory.getFileHandle(name).then(() => false, isMissing);
    const beside = isNew ? name : `${name}${BESIDE}`;
    try {
      const file = (await directory.getFileHandle(beside, { create: true })) as WorkerFile;
      await writeAll(file, bytes);
      if (beside === name) return;
      if (file.move !== undefined) await file.move(name);
      else {
        await writeAll((await directory.getFileHandle(name)) as WorkerFile, bytes);
        await directory.removeEntry(beside);
      }
    } catch (error) {
      if (!isFull(error)) throw error;
      await directory.removeEntry(beside).catch(() => undefined);
      throw new FolderFull(`there is no room for the ${bytes.length} bytes of ${path}`);
    }
  }

  async remove(path: string): Promise<void> {
    try {
      const [directory, name] = await this.placeOf(path, false);
      await directory.removeEntry(name);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** Removes a folder within, with all that is in it. */
  async removeFolder(name: string): Promise<void> {
    for (const known of [...this.directories.keys()]) {
      if (known === name || known.startsWith(`${name}/`)) this.directories.delete(known);
    }
    try {
      await this.root.removeEntry(name, { recursive: true });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** The names of the folders right within. */
  async folders(): Promise<string[]> {
    const names: string[] = [];
    for await (const [name, handle] of this.root.entries()) if (handle.kind === "directory") names.push(name);
    return names;
  }

  private async placeOf(path: string, create: boolean): Promise<[FileSystemDirectoryHandle, string]> {
    const parts = path.split("/");
    return [await this.directory(parts.slice(0, -1), create), parts[parts.length - 1]];
  }

  /** Each directory's handle is asked for once: a tile is a file in several of them, thousands of times. */
  private directory(parts: readonly string[], create: boolean): Promise<FileSystemDirectoryHandle> {
    if (parts.length === 0) return Promise.resolve(this.root);
    const path = parts.join("/");
    const known = this.directories.get(path);
    if (known !== undefined) return known;
    const name = parts[parts.length - 1];
    const handle = this.directory(parts.slice(0, -1), create).then((above) =>
      above.getDirectoryHandle(name, { create }),
    );
    this.directories.set(path, handle);
    // One that is not there now may be made later.
    handle.catch(() => this.directories.delete(path));
    return handle;
  }
}

/** A file that is written anew while it is read is read once more: so often, … */
const READS = 6;
/** … each time after so long times the number of tries, in milliseconds. */
const PAUSE_MS = 10;

/**
 * What a file holds at one moment. A browser hands out a file as it is at that moment and refuses to read it once it was written
 * to since, by this tab or another: then the file as it is now is as good.
 */
async function readWhole(handle: FileSystemFileHandle): Promise<Bytes> {
  for (let read = 1; ; read++) {
    try {
      return new Uint8Array(await (await handle.getFile()).arrayBuffer());
    } catch (error) {
      if ((error as Error).name !== "NotReadableError" || read === READS) throw error;
      await new Promise((resolve) => setTimeout(resolve, read * PAUSE_MS));
    }
  }
}

async function writeAll(file: WorkerFile, bytes: Bytes): Promise<void> {
  const access = await file.createSyncAccessHandle();
  try {
    access.truncate(0);
    if (access.write(bytes, { at: 0 }) < bytes.length)
      throw new FolderFull(`no room for ${bytes.length} bytes`);
    access.flush();
  } finally {
    access.close();
  }
}

async function collect(
  directory: FileSystemDirectoryHandle,
  above: string,
  into: FileEntry[],
): Promise<void> {
  for await (const [name, handle] of directory.entries()) {
    const path = above === "" ? name : `${above}/${name}`;
    try {
      if (handle.kind === "directory") await collect(handle as FileSystemDirectoryHandle, path, into);
      else if (!name.endsWith(BESIDE)) {
        into.push({ path, bytes: (await (handle as FileSystemFileHandle).getFile()).size });
      }
    } catch (error) {
      // One that went while the others were being listed takes none of them with it.
      if (!isMissing(error)) throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  const { name } = error as Error;
  return name === "NotFoundError" || name === "TypeMismatchError";
}

function isFull(error: unknown): boolean {
  const { name } = error as Error;
  return name === "QuotaExceededError" || name === "FolderFull";
}
