// The formats of `export`: a line each, with what makes its bytes from the results.

import type { MetricName } from "../model/metrics/index.ts";
import { csvParts } from "../store/csv.ts";
import { figureFromResults } from "../store/figure/figureFromResults.ts";
import { pngOf } from "../store/figure/png/pngOf.ts";
import type { BlockKind } from "../store/figure/reading/blocks.ts";
import { svgOf } from "../store/figure/svg.ts";
import type { Bytes } from "../store/folder.ts";
import { npyParts } from "../store/npy.ts";
import type { Box } from "../store/results.ts";
import type { ZarrResults } from "../store/zarr/results.ts";
import type { ZipFile } from "../store/zip/write.ts";
import { writeZip } from "../store/zip/write.ts";
import type { View } from "../sweep/view.ts";
import type { DiskFolder } from "./diskFolder.ts";

/** What is to be exported. */
export interface Exported {
  readonly folder: DiskFolder;
  readonly results: ZarrResults;
  /** In files that hold several; the first one alone otherwise. */
  readonly metrics: readonly MetricName[];
  readonly box: Box;
  readonly view: View;
  readonly blocks: BlockKind;
  readonly isUnfinished: boolean;
}

/** A format: what it is, which of the options it heeds, and its bytes. */
interface ExportFormat {
  readonly definition: string;
  readonly takes: readonly ("metric" | "slice" | "blocks")[];
  /** Whether there is one file per metric. */
  readonly perMetric: boolean;
  write(exported: Exported, put: Put): Promise<void>;
}

export const exportFormats = {
  npy: {
    definition: "a NumPy array per metric, float32 as it is kept; dimensions as in the store",
    takes: ["metric"],
    perMetric: true,
    write: ({ results, metrics }, put) => putAll(npyParts(results, metrics[0], "float32"), put),
  },
  csv: {
    definition: "a table with a row per network: its place on the axes, then the metrics",
    takes: ["metric", "slice"],
    perMetric: false,
    write: ({ results, metrics, box }, put) =>
      putAll(csvParts(results, metrics, { precision: "float32", selection: box }), put),
  },
  png: {
    definition: "the map as a picture, with axes, legend and panels; it holds the spec",
    takes: ["metric", "slice", "blocks"],
    perMetric: false,
    write: async (exported, put) => put(pngOf(await figure(exported))),
  },
  svg: {
    definition: "the same as a vector graphic",
    takes: ["metric", "slice", "blocks"],
    perMetric: false,
    write: async (exported, put) => put(svgOf(await figure(exported))),
  },
  zip: {
    definition: "the whole store in one file, which zarr's ZipStore and xarray open as it is",
    takes: [],
    perMetric: false,
    write: writeZipOf,
  },
} satisfies Record<string, ExportFormat>;

export type ExportFormatName = keyof typeof exportFormats;

/** A format by its name. */
export function formatNamed(name: ExportFormatName): ExportFormat {
  return exportFormats[name];
}

function figure({ results, view, blocks, isUnfinished }: Exported) {
  return figureFromResults(results, view, { blocks, isUnfinished });
}

/** Takes the parts of a file in order; awaiting it is the back-pressure. */
export type Put = (part: Bytes | string) => Promise<void>;

async function putAll(parts: AsyncIterable<Bytes | string>, put: Put): Promise<void> {
  for await (const part of parts) await put(part);
}

/** The store's own files as a zip: metadata first, so that a reader finds them at once, then the arrays. */
async function writeZipOf({ folder, results }: Exported, put: Put): Promise<void> {
  const arrays = new Set<string>([
    ...results.axes.map(({ param }) => param),
    "replicate",
    ...results.metrics,
  ]);
  const isOwn = (path: string) => path === "zarr.json" || arrays.has(path.slice(0, path.indexOf("/")));
  const rank = (path: string) => (path.endsWith("zarr.json") ? path.split("/").length : 3);
  const paths = (await folder.list()).map(({ path }) => path).filter(isOwn);
  paths.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const files = paths.map(
    (path): ZipFile => ({ path, deflate: rank(path) < 3, bytes: () => fileOf(folder, path) }),
  );
  await writeZip(files, put);
}

async function fileOf(folder: DiskFolder, path: string): Promise<Bytes> {
  const bytes = await folder.read(path);
  if (bytes === null) throw new Error(`${path} was removed while it was read; export the store again`);
  return bytes;
}
