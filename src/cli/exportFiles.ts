// Which files an export writes: one, or one per metric, by the names that were asked for or that follow from the store's.

import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { MetricName } from "../model/metrics/index.ts";
import type { Mistake, Parsed } from "../sweep/mistakes.ts";
import { type ExportFormatName, formatNamed } from "./exportFormats.ts";
import { STDOUT, targetMistake } from "./exportTarget.ts";
import { ZARR_END } from "./storeAt.ts";
import { unreadable } from "./unreadable.ts";

/** A file to write, and the metrics that go into it. */
export interface ExportFile {
  readonly path: string;
  readonly metrics: readonly MetricName[];
}

interface Asked {
  readonly store: string;
  readonly metrics: readonly MetricName[];
  readonly out?: string;
  readonly force?: string;
}

/** The files of an export; all that cannot be written, or are there already, are mistakes before the first one is. */
export async function exportFiles(format: ExportFormatName, asked: Asked): Promise<Parsed<ExportFile[]>> {
  const { out, metrics, force } = asked;
  const isFile = out === STDOUT || out?.endsWith(`.${format}`) === true;
  const isFolder = formatNamed(format).perMetric && out !== undefined && !isFile;
  const mistakes: Mistake[] = [];
  if (formatNamed(format).perMetric && isFile && metrics.length > 1) {
    const allowed = `a folder, for there is one file per metric; or --metric beside it, one of ${metrics.join(", ")}`;
    return { ok: false, mistakes: [{ path: "--out", given: out ?? "nothing", allowed }] };
  }
  if (isFolder) {
    try {
      await mkdir(out, { recursive: true });
    } catch (error) {
      mistakes.push({ path: "--out", ...unreadable(error, "a folder that can be made") });
    }
  }
  const files = namesOf(format, asked, isFile, isFolder);
  for (const { path } of files) {
    const mistake = await targetMistake(path, force !== undefined);
    if (mistake !== null) mistakes.push(mistake);
  }
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: files };
}

function namesOf(
  format: ExportFormatName,
  { store, out, metrics }: Asked,
  isFile: boolean,
  isFolder: boolean,
): ExportFile[] {
  const name = basename(store.replace(/[/\\]+$/, ""));
  const bare = name.endsWith(ZARR_END) ? name.slice(0, -ZARR_END.length) : name;
  if (!formatNamed(format).perMetric) {
    // A zip of a group is recognised as one by its name.
    return [{ path: out ?? (format === "zip" ? `${name}.zip` : `${bare}.${format}`), metrics }];
  }
  if (isFile && out !== undefined) return [{ path: out, metrics }];
  return metrics.map((metric) => ({
    path: isFolder && out !== undefined ? join(out, `${metric}.${format}`) : `${bare}-${metric}.${format}`,
    metrics: [metric],
  }));
}
