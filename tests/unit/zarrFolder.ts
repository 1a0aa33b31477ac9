// One whole store whose files the tests of the Zarr store change: folders that lie, and folders that others wrote to.

import { expect } from "vitest";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import { type Mistake, mistakeText } from "../../src/sweep/mistakes.ts";
import { filesOf, filled, sweeps } from "./zarrSweeps.ts";

type File = Uint8Array<ArrayBuffer>;

/** The sweep in the store, with every kind of dimension. */
export const sweep = sweeps["four dimensions"];
/** The store's files, all chunks put. */
export const whole: ReadonlyMap<string, File> = await filesOf((await filled(sweep)).folder);

/** A metric's metadata, and where the group has its own. */
export const loss = "finalLoss/zarr.json";
export const own = ["attributes", "vanishing_point"];

export const encoded = (written: string): File => new TextEncoder().encode(written);
export const text = (path: string): string => new TextDecoder().decode(whole.get(path));

/** The mistakes of the store with some of its files replaced, or removed where there is none. */
export async function mistakesWith(
  changes: Readonly<Record<string, File | null>>,
): Promise<readonly Mistake[]> {
  const files = new Map(whole);
  for (const [path, file] of Object.entries(changes)) {
    if (file === null) files.delete(path);
    else files.set(path, file);
  }
  const opened = await openZarr(new MemoryFolder(files));
  if (opened.ok) return [];
  expect(opened.mistakes.length).toBeGreaterThan(0);
  for (const mistake of opened.mistakes) expect(mistakeText(mistake).length).toBeLessThan(2000);
  return opened.mistakes;
}

/** A metadata file with the value at a path of members replaced; undefined removes it. */
export function edited(path: string, at: readonly (string | number)[], value: unknown): File {
  const document = JSON.parse(text(path));
  let node = document;
  for (const key of at.slice(0, -1)) node = node[key];
  const last = at[at.length - 1];
  if (value === undefined) delete node[last];
  else node[last] = value;
  return encoded(JSON.stringify(document));
}
