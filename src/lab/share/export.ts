// Makes the file of an export, in a thread that may take its time: whatever is large is streamed into parts.

import type { MetricName } from "../../model/metrics/index.ts";
import { csvParts } from "../../store/csv.ts";
import { figureFromResults } from "../../store/figure/figureFromResults.ts";
import { pngOf } from "../../store/figure/png/pngOf.ts";
import { svgOf } from "../../store/figure/svg.ts";
import { metricOf } from "../../store/figure/viewed.ts";
import type { MemoryResults } from "../../store/memoryResults.ts";
import { npyParts, type Precision } from "../../store/npy.ts";
import { boxSize, wholeBox } from "../../store/slabs.ts";
import type { ZarrFacts } from "../../store/zarr/metadata.ts";
import { writeZip } from "../../store/zip/write.ts";
import type { View } from "../../sweep/view.ts";
import { BlobParts } from "./blobParts.ts";
import { viewBox } from "./viewBox.ts";
import { zarrFiles } from "./zarrFiles.ts";

/** The files that results can be exported as. */
export const exportKinds = ["png", "svg", "view.csv", "csv", "npy", "zarr.zip"] as const;
export type ExportKind = (typeof exportKinds)[number];

/** What is exported. */
export interface ExportOrder {
  readonly kind: ExportKind;
  /** What the page shows. */
  readonly view: View;
  /** Whether results are still missing. */
  readonly isPartial: boolean;
  readonly precision: Precision;
  /** Under which name the sweep is kept, if it is: what is noted there of its engines goes before `facts`. */
  readonly keptId: string | null;
  readonly facts: ZarrFacts;
}

/** A larger table is opened by no spreadsheet, and by hardly anything else. */
export const LARGEST_CSV = 2e9;
/** About so many characters a number takes in a table, its comma included. */
const CELL_BYTES = 10;

const TYPES: Readonly<Record<ExportKind, string>> = {
  png: "image/png",
  svg: "image/svg+xml",
  "view.csv": "text/csv",
  csv: "text/csv",
  npy: "application/octet-stream",
  "zarr.zip": "application/zip",
};

/**
 * The file of an order.
 * @param told the share that is done: 0 … 1
 * @throws Error where a table would be too large, with what to do instead; whatever reading throws
 */
export async function exported(
  results: MemoryResults,
  order: ExportOrder,
  told: (share: number) => void,
): Promise<Blob> {
  const { kind, view, isPartial, precision } = order;
  const metric = metricOf(results.spec, view);
  const parts = new BlobParts();
  if (kind === "png" || kind === "svg") {
    const figure = await figureFromResults(results, view, { isUnfinished: isPartial });
    parts.put(kind === "png" ? pngOf(figure) : svgOf(figure));
  } else if (kind === "npy") {
    const bytes = boxSize(wholeBox(results.shape)) * (precision === "float32" ? 4 : 8);
    for await (const part of npyParts(results, metric, precision)) {
      parts.put(part);
      told(Math.min(1, parts.bytes / bytes));
    }
  } else if (kind === "zarr.zip") {
    await writeZip(zarrFiles(results, order.facts, told), (bytes) => parts.put(bytes));
  } else await putCsv(parts, results, order, metric, told);
  return parts.blob(TYPES[kind]);
}

async function putCsv(
  parts: BlobParts,
  results: MemoryResults,
  { kind, view, precision }: ExportOrder,
  metric: MetricName,
  told: (share: number) => void,
): Promise<void> {
  const isWhole = kind === "csv";
  const selection = isWhole ? wholeBox(results.shape) : viewBox(results.spec, view);
  const metrics = isWhole ? results.metrics : [metric];
  const expected = boxSize(selection) * (results.axes.length + 1 + metrics.length) * CELL_BYTES;
  if (expected > LARGEST_CSV) throw tooLarge(expected, isWhole);
  for await (const part of csvParts(results, metrics, { precision, selection })) {
    parts.put(part);
    if (parts.bytes > LARGEST_CSV) throw tooLarge(parts.bytes, isWhole);
    told(Math.min(1, parts.bytes / expected));
  }
}

function tooLarge(bytes: number, isWhole: boolean): Error {
  const instead = isWhole ? "Zarr or NPY, or a CSV of the view alone" : "Zarr or NPY";
  return new Error(
    `the table would have ${(bytes / 1e9).toFixed(1)} GB; allowed: ${LARGEST_CSV / 1e9} GB. Export ${instead}`,
  );
}
