// Kept sweeps for programs: a store to run into, and one to read.

import { mkdir } from "node:fs/promises";
import program from "../../package.json" with { type: "json" };
import { SpecError } from "../lab/openEngine.ts";
import type { ChunkStore, OpenStore } from "../store/chunkStore.ts";
import type { SweepResults } from "../store/results.ts";
import { createZarr } from "../store/zarr/store.ts";
import { DiskFolder } from "./diskFolder.ts";
import { storeAt } from "./storeAt.ts";

/** A run's Zarr store: takes its chunks, and is read box by box. */
export interface ZarrRun extends ChunkStore {
  readonly results: SweepResults;
}

/**
 * Keeps a run in a new Zarr v3 store, tile by tile, in bounded memory: `runSweep(spec, { store: zarrStore("sweep.zarr") })`.
 * What is broken off there, `vanishing-point run --resume --out sweep.zarr` goes on with.
 * @param path a folder that is empty or not there yet; the run fails where it holds files
 */
export function zarrStore(path: string): OpenStore<ZarrRun> {
  return async (plan, { name, description }) => {
    await mkdir(path, { recursive: true });
    const folder = await DiskFolder.open(path);
    const { name: made, version } = program;
    const store = await createZarr(folder, plan, {
      program: made,
      version,
      engines: [{ name, description }],
    });
    return { results: store, put: ({ tile, metrics }) => store.put(tile, metrics) };
  };
}

/**
 * Opens a kept sweep to read it; every chunk is checked when it is read.
 * @param path the folder of its Zarr store
 * @throws SpecError with all that is wrong with it
 */
export async function openResults(path: string): Promise<SweepResults> {
  const found = await storeAt(path);
  if (!found.ok) throw new SpecError(found.mistakes);
  return found.value.results;
}
