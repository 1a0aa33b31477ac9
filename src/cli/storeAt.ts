// What is at the path that somebody gave for a kept sweep: a store, a folder without one, or nothing.

import { lstat } from "node:fs/promises";
import { metadataPath } from "../store/zarr/layout.ts";
import { readZarr } from "../store/zarr/open.ts";
import type { ZarrResults } from "../store/zarr/results.ts";
import { type Mistake, messageOf, type Parsed } from "../sweep/mistakes.ts";
import { DiskFolder } from "./diskFolder.ts";
import { resumeCommand } from "./help.ts";
import { unreadable } from "./unreadable.ts";

/** How the name of a folder ends that is, or becomes, a Zarr store. */
export const ZARR_END = ".zarr";

/** Whether a path is meant to be a Zarr store. */
export function isZarrPath(path: string): boolean {
  return withoutSlash(path).endsWith(ZARR_END);
}

/** What is at a path. */
export type AtPath =
  | { readonly kind: "nothing" }
  /** A folder with files, none of which says what sweep it is. */
  | { readonly kind: "files"; readonly file: string }
  | { readonly kind: "store"; readonly folder: DiskFolder; readonly results: ZarrResults };

/** Looks at a path without writing anything; what is wrong with a store there is a list of mistakes. */
export async function lookAt(path: string): Promise<Parsed<AtPath>> {
  try {
    await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { ok: true, value: { kind: "nothing" } };
    return { ok: false, mistakes: [{ path, ...unreadable(error, "a folder") }] };
  }
  try {
    const folder = await DiskFolder.open(path);
    const files = await folder.list();
    if (files.length === 0) return { ok: true, value: { kind: "nothing" } };
    if (!files.some((file) => file.path === metadataPath())) {
      return { ok: true, value: { kind: "files", file: files[0].path } };
    }
    const results = await readZarr(folder);
    if (!results.ok) return { ok: false, mistakes: results.mistakes.map((each) => inStore(each, path)) };
    return { ok: true, value: { kind: "store", folder, results: results.value } };
  } catch (error) {
    const given = `a folder that cannot be read (${messageOf(error)})`;
    return { ok: false, mistakes: [{ path, given, allowed: `a folder that ends in ${ZARR_END}` }] };
  }
}

/** A store at a path. */
export type StoreAtPath = Extract<AtPath, { kind: "store" }>;

/** A kept sweep that is only read. */
export async function storeAt(path: string): Promise<Parsed<StoreAtPath>> {
  const found = await lookAt(path);
  if (!found.ok) return found;
  if (found.value.kind === "store") return { ok: true, value: found.value };
  const given = found.value.kind === "nothing" ? "nothing that is there" : "a folder without a kept sweep";
  const allowed = `the folder of a sweep that \`run FILE --out NAME${ZARR_END}\` has kept`;
  return { ok: false, mistakes: [{ path, given, allowed }] };
}

/** More damaged files than this are not named one by one. */
const MOST_NAMED = 20;

/** What is damaged in a store, and what to do about it. */
export function damageLines(
  store: string,
  damaged: readonly { readonly path: string; readonly problem: string }[],
): string[] {
  const named = damaged
    .slice(0, MOST_NAMED)
    .map(({ path, problem }) => `${withoutSlash(store)}/${path} is damaged: ${problem}`);
  const more = damaged.length > MOST_NAMED ? [`and ${damaged.length - MOST_NAMED} more`] : [];
  return [...named, ...more, `${resumeCommand(store)} computes again what is damaged`];
}

function withoutSlash(path: string): string {
  return path.replace(/[/\\]+$/, "");
}

/** `sweep.zarr/loss/zarr.json#shape` in place of `loss/zarr.json#shape`. */
function inStore(mistake: Mistake, path: string): Mistake {
  return { ...mistake, path: `${withoutSlash(path)}/${mistake.path}` };
}
