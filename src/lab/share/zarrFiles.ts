// The files of a Zarr store, one behind the other, from results that lie anywhere: no more than one block of them is in memory.

import type { Bytes, Folder } from "../../store/folder.ts";
import type { MemoryResults } from "../../store/memoryResults.ts";
import { layoutOf } from "../../store/zarr/layout.ts";
import type { ZarrFacts } from "../../store/zarr/metadata.ts";
import { createZarr } from "../../store/zarr/store.ts";
import type { ZipFile } from "../../store/zip/write.ts";
import { blocksOf } from "../../sweep/blocks.ts";
import type { Chunk } from "../../sweep/chunk.ts";

/**
 * Every file of a store, its metadata first. Blocks that are not done are left out, as in any unfinished store.
 * @param told how many blocks of all were looked at
 */
export async function* zarrFiles(
  results: MemoryResults,
  facts: ZarrFacts,
  told: (share: number) => void,
): AsyncGenerator<ZipFile> {
  const { spec, axes, shape, chunkShape, metrics: names } = results;
  let written: ZipFile[] = [];
  const passing: Folder = {
    read: async () => null,
    list: async () => [],
    remove: async () => {},
    async write(path: string, bytes: Bytes) {
      // Text deflates to a tenth; float32 results hardly.
      written.push({ path, deflate: path.endsWith("zarr.json"), bytes: async () => bytes });
    },
  };
  const store = await createZarr(passing, layoutOf(spec, chunkShape), facts);
  yield* written;
  const blocks = blocksOf(shape, axes, chunkShape);
  for (const [n, block] of blocks.entries()) {
    told(n / blocks.length);
    if (!(await results.holds(block))) continue;
    const metrics: Chunk["metrics"] = {};
    for (const name of names) metrics[name] = new Float64Array(await results.read(name, block));
    written = [];
    await store.put(block, metrics);
    yield* written;
  }
}
