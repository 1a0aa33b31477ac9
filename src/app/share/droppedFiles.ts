// The files of a drop, those inside of dropped folders included: a .zarr store is a folder.

import { MOST_ENTRIES } from "../../store/zip/limits.ts";
import type { DroppedFile } from "../dropping.ts";

/** All files of a drop. What is in it has to be asked for at once; folders are then gone through. */
export function droppedFiles(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const plain = [...transfer.files].map((file): DroppedFile => ({ path: file.name, file }));
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  // A browser that knows no entries gives folders as files that cannot be read, which is told where they are opened.
  if (!entries.some((entry) => entry?.isDirectory === true)) return Promise.resolve(plain);
  return walked(entries.filter((entry) => entry !== null));
}

async function walked(entries: readonly FileSystemEntry[]): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  const waiting = [...entries];
  // One file beyond the limit is enough to be refused for it.
  for (
    let entry = waiting.pop();
    entry !== undefined && files.length <= MOST_ENTRIES;
    entry = waiting.pop()
  ) {
    const path = entry.fullPath.replace(/^\//, "");
    if (entry.isDirectory) waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
    else files.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
  }
  return files;
}

/** A reader gives some hundred entries at a time, and at the end none. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const next = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  const children: FileSystemEntry[] = [];
  for (let some = await next(); some.length > 0; some = await next()) children.push(...some);
  return children;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
