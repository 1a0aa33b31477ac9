// A folder of files, wherever it lies: on a disk, in the browser's own file system, in memory, in a zip. What a kept sweep
// asks of it is little, so that a store is written once for all of them.

/** Bytes that lie in memory of their own, so that they can be handed to files, blobs and other threads. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A file and its size. */
export interface FileEntry {
  /** From the folder, with "/" between its parts. */
  readonly path: string;
  readonly bytes: number;
}

/** A folder that can be read. Paths have "/" between their parts and never lead out of it. */
export interface ReadableFolder {
  /** The whole of a file, or null where there is none. */
  read(path: string): Promise<Bytes | null>;
  /** Every file in it, however deep, in no particular order. */
  list(): Promise<FileEntry[]>;
}

/** A folder that can be written as well. */
export interface Folder extends ReadableFolder {
  /**
   * Writes a whole file in the place of whatever stood there, and resolves once it would outlive the process. Folders above it
   * are made. Where the process dies before, the file is the old one, the new one, not there, or (where the file system cannot
   * rename) torn: whoever reads it checks it.
   */
  write(path: string, bytes: Bytes): Promise<void>;
  /** Removes a file; one that is not there is no mistake. */
  remove(path: string): Promise<void>;
}

/** Thrown by `write` where there is no room left: what was written before stands, and the file at hand does not count. */
export class FolderFull extends Error {
  /** An error that comes from another thread has lost its class, but not its name. */
  override name = "FolderFull";
}
