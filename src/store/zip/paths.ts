// Paths in a zip: which are safe on every disk, which mean the same file on some, and what archivers put around a folder.

/** Longer or deeper paths than these are nobody's store, and more than some file systems hold. */
const LONGEST_PATH = 1024;
const MOST_PARTS = 64;

/** What a path must be, in words. */
export const SAFE_PATH =
  'a path inside the zip: parts between "/", none empty, "." or "..", none ending in a dot or a space, no backslash, colon or control character';

/** Whether a file of this path stays inside the folder it is unpacked to, and gets this name there, on any system. */
export function isSafePath(path: string): boolean {
  if (path.length > LONGEST_PATH || /[\p{Cc}\p{Surrogate}\\:]/u.test(path)) return false;
  const parts = path.split("/");
  // Windows drops dots and spaces at the end of a name; this takes care of "." and ".." as well.
  return parts.length <= MOST_PARTS && parts.every((part) => part !== "" && !/[. ]$/.test(part));
}

/** Paths with the same key are the same file on some systems: those that look alike, or differ in capitals only. */
export function fileKey(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/**
 * What stands in the way of a set of files: a file that is there twice, or that is a folder as well.
 * @returns the paths at fault
 */
export function clashing(paths: readonly string[]): string[] {
  const files = new Set<string>();
  const twice = paths.filter((path) => {
    const key = fileKey(path);
    if (files.has(key)) return true;
    files.add(key);
    return false;
  });
  const folders = new Set<string>();
  for (const key of files) {
    for (let at = key.lastIndexOf("/"); at > 0; at = key.lastIndexOf("/", at - 1)) {
      const folder = key.slice(0, at);
      // All folders above a known one are known.
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...twice, ...paths.filter((path) => folders.has(fileKey(path)))];
}

/** Whether a system put the file there for itself: macOS' second copies, and how its Finder shows a folder. */
export function isLeftover(path: string): boolean {
  return path.startsWith("__MACOSX/") || /(^|\/)\.DS_Store$/.test(path);
}

/** The folder, with its "/", that all files are in: what archivers put around `name.zarr`; "" where there is none. */
export function topFolder(paths: readonly string[]): string {
  const first = paths[0] ?? "";
  const top = first.slice(0, first.indexOf("/") + 1);
  return paths.every((path) => path.startsWith(top)) ? top : "";
}
