// Opens a kept sweep: everything that its files say is held against what its spec demands, so that what reads it afterwards
// need not doubt it. Files that are none of the store's are left alone.

import { type Mistake, messageOf, type Parsed } from "../../sweep/mistakes.ts";
import type { FileEntry, Folder, ReadableFolder } from "../folder.ts";
import { arrayMistakes } from "./arrayCheck.ts";
import { coordinateBytes, coordinateProblem } from "./coordinates.ts";
import { parseGroup, type ZarrGroup } from "./group.ts";
import { chunkPath, metadataPath } from "./layout.ts";
import { arraysOf } from "./metadata.ts";
import { ZarrResults } from "./results.ts";
import { ZarrStore } from "./store.ts";
import { StoreFiles } from "./storeFiles.ts";

/** Opens a store to go on with its sweep. Never throws for what is in the folder: all mistakes of it at once. */
export async function openZarr(folder: Folder): Promise<Parsed<ZarrStore>> {
  const opened = await openGroup(folder);
  if (!opened.ok) return opened;
  const { layout, facts, otherAttributes, listed } = opened.value;
  return { ok: true, value: new ZarrStore(folder, layout, facts, listed, otherAttributes) };
}

/** Opens a store to read it only, from wherever that can be done. */
export async function readZarr(folder: ReadableFolder): Promise<Parsed<ZarrResults>> {
  const opened = await openGroup(folder);
  if (!opened.ok) return opened;
  const { layout, facts, listed } = opened.value;
  return { ok: true, value: new ZarrResults(folder, layout, facts, listed) };
}

async function openGroup(
  folder: ReadableFolder,
): Promise<Parsed<ZarrGroup & { readonly listed: readonly FileEntry[] }>> {
  let listed: readonly FileEntry[];
  try {
    listed = await folder.list();
  } catch (error) {
    const given = `a folder that cannot be read (${messageOf(error)})`;
    return { ok: false, mistakes: [{ path: "folder", given, allowed: "the folder of a kept sweep" }] };
  }
  if (!listed.some(({ path }) => path === metadataPath())) {
    const given = listed.length === 0 ? "an empty folder" : "a folder without one";
    const allowed =
      "the folder of a kept sweep; one that was broken off while it was made has nothing to resume";
    return { ok: false, mistakes: [{ path: metadataPath(), given, allowed }] };
  }
  const files = new StoreFiles(folder, listed);
  const found = await files.json(metadataPath());
  if (!found.ok) return found;
  const group = parseGroup(metadataPath(), found.value);
  if (!group.ok) return group;
  const mistakes = await arraysMistakes(files, group.value);
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: { ...group.value, listed } };
}

async function arraysMistakes(files: StoreFiles, { layout }: ZarrGroup): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  const { coordinates, metadata } = arraysOf(layout);
  for (const [name, expected] of metadata) {
    const path = metadataPath(name);
    const found = await files.json(path);
    mistakes.push(...(found.ok ? arrayMistakes(path, found.value, expected) : found.mistakes));
  }
  for (const coordinate of coordinates) {
    const path = chunkPath(coordinate.name, [0]);
    const file = await files.exactly(path, coordinateBytes(coordinate));
    if (!file.ok) mistakes.push(...file.mistakes);
    else {
      const problem = coordinateProblem(coordinate, file.value);
      if (problem !== null)
        mistakes.push({ path, given: problem, allowed: "the positions of the spec's axis" });
    }
  }
  return mistakes;
}
