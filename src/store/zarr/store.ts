// A sweep that is kept while it runs: one file per metric and tile, each whole or not there. Whatever happens in between, the
// folder is a Zarr v3 group that other programs open.

import type { Chunk } from "../../sweep/chunk.ts";
import { mistakeText } from "../../sweep/mistakes.ts";
import type { FileEntry, Folder } from "../folder.ts";
import type { Box } from "../results.ts";
import { encodeCoordinate } from "./coordinates.ts";
import { chunkPath, chunkShapeMistakes, metadataPath, type ZarrLayout } from "./layout.ts";
import { arraysOf, type EngineNote, groupMetadata, metadataFile, type ZarrFacts } from "./metadata.ts";
import { encodeMetric } from "./metricChunk.ts";
import { ZarrResults } from "./results.ts";

/** A Zarr store that is read and written. */
export class ZarrStore extends ZarrResults {
  /** @param otherAttributes what somebody added to the group's own attributes, which stays there */
  constructor(
    private readonly folder: Folder,
    private readonly layout: ZarrLayout,
    facts: ZarrFacts,
    listed: readonly FileEntry[],
    private readonly otherAttributes: Readonly<Record<string, unknown>> = {},
  ) {
    super(folder, layout, facts, listed);
  }

  /**
   * Keeps a tile's results, in place of any that are there. It is done once this has resolved, and then stays so.
   * @throws RangeError where the box is none of the chunks, or a metric is not there; whatever the folder throws
   */
  async put(box: Box, metrics: Chunk["metrics"]): Promise<void> {
    const dimensions = this.files.dimensions;
    const files = [...this.files.pathsOf(box)].map(([metric, path]) => {
      const values = metrics[metric];
      if (values === undefined) throw new RangeError(`the tile's results lack the metric ${metric}`);
      return { path, bytes: encodeMetric(metric, values, box.count.slice(0, dimensions), this.files.chunk) };
    });
    const written = await Promise.allSettled(
      files.map(async ({ path, bytes }) => {
        await this.folder.write(path, bytes);
        this.files.rewritten(path);
        this.cache.delete(path);
      }),
    );
    // Only once none is being written any more: whoever stops at an error may remove the folder.
    for (const each of written) if (each.status === "rejected") throw each.reason;
  }

  /** Notes an engine that goes on with the results, unless it is noted already; tells whether it was not. */
  async noteEngine({ name, description }: EngineNote): Promise<boolean> {
    const { engines } = this.noted;
    if (engines.some((noted) => isSame(noted, { name, description }))) return false;
    await this.setEngines([...engines, { name, description }]);
    return true;
  }

  /** Notes the engines that computed the results so far. */
  async setEngines(engines: readonly EngineNote[]): Promise<void> {
    const noted = { ...this.noted, engines };
    const { metadata } = arraysOf(this.layout);
    const group = groupMetadata(this.layout, noted, metadata, this.otherAttributes);
    await this.folder.write(metadataPath(), metadataFile(group));
    this.noted = noted;
  }
}

/** The CPU's engines give the same bits on any number of threads, which is all that their descriptions differ in. */
function isSame(noted: EngineNote, { name, description }: EngineNote): boolean {
  return noted.name === name && (name !== "webgpu" || noted.description === description);
}

/**
 * Makes an empty folder a store. The group's own file comes last: a folder without it is no store.
 * @throws Error where the folder is not empty; RangeError where the layout cannot be kept; whatever the folder throws
 */
export async function createZarr(folder: Folder, layout: ZarrLayout, facts: ZarrFacts): Promise<ZarrStore> {
  const mistakes = chunkShapeMistakes(layout, layout.chunkShape, "chunkShape");
  if (mistakes.length > 0) throw new RangeError(mistakes.map(mistakeText).join("\n"));
  const { coordinates, metadata } = arraysOf(layout);
  const group = metadataFile(groupMetadata(layout, facts, metadata, {}));
  const there = await folder.list();
  if (there.length > 0) {
    throw new Error(
      `the folder is not empty (${there.length} files, ${there[0].path} among them): take an empty one, or resume the sweep that is in it`,
    );
  }
  for (const coordinate of coordinates) {
    await folder.write(chunkPath(coordinate.name, [0]), encodeCoordinate(coordinate));
  }
  for (const [name, array] of metadata) await folder.write(metadataPath(name), metadataFile(array));
  await folder.write(metadataPath(), group);
  return new ZarrStore(folder, layout, facts, []);
}
