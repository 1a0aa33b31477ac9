// A folder on a disk that is killed at any moment without harm: a file is written under another name, forced to the disk and
// renamed, so that under its own name it is the old one, the new one or not there. Links are never followed out of the folder.

import { constants, type Dirent, rmSync } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Bytes, type FileEntry, type Folder, FolderFull } from "../store/folder.ts";
import { messageOf, showGiven } from "../sweep/mistakes.ts";

/** What this program puts beside the files of a folder (temporaries, the lock) begins so, and is never listed. */
export const OWN_NAME = ".vanishing-point-";
const TEMPORARY = /^\.vanishing-point-.*\.part$/;

/** More files or deeper folders than these no kept sweep has: a listing of a whole disk ends here. */
const MOST_FILES = 2 ** 22;
const DEEPEST = 40;
/** No file of a kept sweep is longer: its description has 16 MiB at most, a chunk 64. */
const LONGEST_FILE = 2 ** 27;
/**
 * A file outlives the process once it is renamed, and a power cut only once its folder is forced to the disk too. That costs
 * as much as writing a small file, so it is done this often and at the end: a power cut may undo the tiles of these last
 * milliseconds, which are then missing and computed again, never torn.
 */
const SETTLE_MS = 2000;

/** Being written at this moment: a process that ends by itself leaves none behind, a killed one leaves them to the next. */
const temporaries = new Set<string>();
process.on("exit", () => {
  for (const path of temporaries) rmSync(path, { force: true });
});

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | null)?.code;

/** A folder on a disk. */
export class DiskFolder implements Folder {
  private written = 0;
  /** Folders that are known to be folders and no links. */
  private readonly known = new Set<string>();
  /** Folders with files that were renamed since they were last forced to the disk. */
  private unsettled = new Set<string>();
  private settledAt = performance.now();

  private constructor(readonly root: string) {}

  /** The folder at a path, which may itself be a link. @throws the system's error where there is none */
  static async open(path: string): Promise<DiskFolder> {
    return new DiskFolder(await realpath(path));
  }

  async read(path: string): Promise<Bytes | null> {
    const file = await this.inside(path, "read");
    if (file === null) return null;
    // Neither a link nor a pipe, on which opening would wait for ever.
    const handle = await open(file, constants.O_RDONLY | NO_LINKS | NO_WAITING).catch(absent);
    if (handle === null) return null;
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new Error(`${join(this.root, path)} is no file`);
      if (stats.size > LONGEST_FILE)
        throw new Error(
          `${join(this.root, path)} has ${stats.size} bytes; a kept sweep's have ${LONGEST_FILE} at most`,
        );
      const bytes = new Uint8Array(stats.size);
      let at = 0;
      while (at < bytes.length) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return at === bytes.length ? bytes : bytes.slice(0, at);
    } finally {
      await handle.close();
    }
  }

  async list(): Promise<FileEntry[]> {
    const entries: FileEntry[] = [];
    await this.walk("", 0, async (path, entry) => {
      if (entry.name.startsWith(OWN_NAME)) return;
      const stats = await lstat(join(this.root, path)).catch(absent);
      if (stats !== null) entries.push({ path, bytes: stats.size });
    });
    return entries;
  }

  async write(path: string, bytes: Bytes): Promise<void> {
    const file = await this.inside(path, "write");
    if (file === null) throw new Error(`${join(this.root, path)} cannot be written`);
    const temporary = join(dirname(file), `${OWN_NAME}${process.pid}-${this.written++}.part`);
    temporaries.add(temporary);
    try {
      const handle = await open(temporary, "wx");
      try {
        await handle.writeFile(bytes);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw isFull(error) ? new FolderFull(`there is no room left for ${file} (${codeOf(error)})`) : error;
    } finally {
      temporaries.delete(temporary);
    }
    this.unsettled.add(dirname(file));
    if (performance.now() - this.settledAt > SETTLE_MS) await this.settle();
  }

  async remove(path: string): Promise<void> {
    const file = await this.inside(path, "read");
    if (file === null) return;
    await unlink(file).catch(absent);
    this.unsettled.add(dirname(file));
  }

  /** Forces to the disk what was renamed, so that it outlives a power cut. */
  async settle(): Promise<void> {
    const folders = this.unsettled;
    this.unsettled = new Set();
    this.settledAt = performance.now();
    const force = async (folder: string) => {
      // Windows opens no folders, and some network disks force none: there it is left to the system.
      const handle = await open(folder, "r").catch(() => null);
      await handle?.sync().catch(() => undefined);
      await handle?.close();
    };
    // The system has few threads for this, whatever their number; but one that waits for a disk holds up no other.
    const left = [...folders];
    const forceOn = async () => {
      for (let folder = left.pop(); folder !== undefined; folder = left.pop()) await force(folder);
    };
    await Promise.all([forceOn(), forceOn(), forceOn(), forceOn()]);
  }

  /** Removes what a killed process was just writing. Only for whoever alone writes here. */
  async clearLeftovers(): Promise<number> {
    const leftovers: string[] = [];
    await this.walk("", 0, async (path, entry) => {
      if (TEMPORARY.test(entry.name)) leftovers.push(join(this.root, path));
    });
    for (const path of leftovers) await unlink(path).catch(absent);
    return leftovers.length;
  }

  /** Where a path is on the disk; null where a folder on the way to a file to be read is not there. */
  private async inside(path: string, purpose: "read" | "write"): Promise<string | null> {
    const parts = path.split("/");
    const fits = (part: string) => part !== "" && part !== "." && part !== ".." && !/[\\\0]/.test(part);
    if (!parts.every(fits) || parts.length > DEEPEST) {
      throw new Error(
        `${showGiven(path)} is no path inside ${this.root}: parts between "/", none of them ".."`,
      );
    }
    let folder = this.root;
    for (const part of parts.slice(0, -1)) {
      folder = join(folder, part);
      if (this.known.has(folder)) continue;
      let stats = await lstat(folder).catch(absent);
      if (stats === null && purpose === "write") {
        await mkdir(folder).catch((error) => ignoring("EEXIST", error));
        this.unsettled.add(dirname(folder));
        stats = await lstat(folder);
      }
      if (stats === null) return null;
      if (!stats.isDirectory())
        throw new Error(`${folder} is no folder${stats.isSymbolicLink() ? LINK : ""}`);
      this.known.add(folder);
    }
    return join(folder, parts[parts.length - 1]);
  }

  private async walk(
    under: string,
    depth: number,
    visit: (path: string, entry: Dirent) => Promise<void>,
    seen = { files: 0 },
  ): Promise<void> {
    const entries = await readdir(join(this.root, under), { withFileTypes: true });
    for (const entry of entries) {
      const path = under === "" ? entry.name : `${under}/${entry.name}`;
      if (entry.isSymbolicLink()) throw new Error(`${join(this.root, path)} is refused${LINK}`);
      if (++seen.files > MOST_FILES || depth >= DEEPEST) {
        throw new Error(`${this.root} has more files or deeper folders than any kept sweep`);
      }
      if (entry.isDirectory()) await this.walk(path, depth + 1, visit, seen);
      else if (entry.isFile()) await visit(path, entry);
    }
  }
}

const LINK = ": it is a link, and a kept sweep's folder has none";
// Windows has neither flag.
const NO_LINKS = constants.O_NOFOLLOW ?? 0;
const NO_WAITING = constants.O_NONBLOCK ?? 0;

/** What is not there is null; every other error is one. */
function absent(error: unknown): null {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") return null;
  if (code === "ELOOP") throw new Error(`${messageOf(error)}${LINK}`);
  throw error;
}

function ignoring(code: string, error: unknown): void {
  if (codeOf(error) !== code) throw error;
}

/** Whether an error says that the disk, or what a user may have of it, is full. */
function isFull(error: unknown): boolean {
  return codeOf(error) === "ENOSPC" || codeOf(error) === "EDQUOT";
}
