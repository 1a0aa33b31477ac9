// Results as a CSV text (RFC 4180): one row per network, for spreadsheets, R and pandas. Only words of the lab's own and
// numbers come out here; nothing that a user named does, for a spreadsheet takes a cell that begins with "=" for a formula.

import { metrics as catalog, type MetricName } from "../model/metrics/index.ts";
import { outcomes } from "../model/training/outcome.ts";
import type { Precision } from "./npy.ts";
import { numberText } from "./numberText.ts";
import type { Box, SweepResults } from "./results.ts";
import { boxSize, SLAB_NUMBERS, slabsOf, wholeBox } from "./slabs.ts";

/** What of the results is written, and how. */
export interface CsvChoice {
  /** Of the metrics' numbers; those of the axes are always written in full. */
  readonly precision: Precision;
  /** Which block of the grid, replicates included; all of it where it is left out. */
  readonly selection?: Box;
}

/** Ends a row, as RFC 4180 has it. */
const ROW_END = "\r\n";
/** So many rows make a part: some hundred kB of text. */
const PART_ROWS = 4096;

const outcomeNames = new Map<number, string>(
  Object.values(outcomes).map(({ value, label }) => [value, label]),
);

/**
 * The parts of a CSV text: a header, then one row per network in C order. Its columns: each axis by its parameter,
 * `replicate` (from 0) where there are several, then the metrics; behind `outcome`, its code, stands `outcomeName`.
 * What is not computed is `NaN` (and an empty outcomeName).
 * @throws RangeError where the selection is not inside the grid
 */
export async function* csvParts(
  results: SweepResults,
  metrics: readonly MetricName[],
  { precision, selection = wholeBox(results.shape) }: CsvChoice,
): AsyncGenerator<string> {
  checkSelection(selection, results.shape);
  const columns = [...positionColumns(results), ...metrics.flatMap(metricColumns)];
  yield columns.map(cell).join(",") + ROW_END;
  const positions = positionTexts(results);
  const most = Math.max(1, Math.floor(SLAB_NUMBERS / Math.max(1, metrics.length)));
  for (const slab of slabsOf(selection, results.chunkShape, most)) {
    const values: Float64Array[] = [];
    for (const metric of metrics) values.push(await results.read(metric, slab));
    let text = "";
    let n = 0;
    for (const indices of boxIndices(slab)) {
      const cells = positions.map((texts, d) => texts[indices[d]]);
      metrics.forEach((metric, m) => {
        cells.push(numberText(values[m][n], precision));
        if (catalog[metric].scale === "outcome") cells.push(cell(outcomeNames.get(values[m][n]) ?? ""));
      });
      text += cells.join(",") + ROW_END;
      n++;
      if (n % PART_ROWS === 0) {
        yield text;
        text = "";
      }
    }
    if (text !== "") yield text;
  }
}

function checkSelection({ start, count }: Box, shape: readonly number[]): void {
  const fits =
    start.length === shape.length &&
    count.length === shape.length &&
    shape.every((size, d) => {
      const isWhole = Number.isInteger(start[d]) && Number.isInteger(count[d]);
      return isWhole && start[d] >= 0 && count[d] >= 0 && start[d] + count[d] <= size;
    });
  if (!fits) {
    throw new RangeError(
      `selection: given start [${start}], count [${count}]; allowed: a block inside the grid [${shape}]`,
    );
  }
}

function positionColumns({ axes, spec }: SweepResults): string[] {
  const params = axes.map(({ param }) => param);
  return spec.replicates > 1 ? [...params, "replicate"] : params;
}

function metricColumns(metric: MetricName): string[] {
  return catalog[metric].scale === "outcome" ? [metric, `${metric}Name`] : [metric];
}

/** The texts of all positions, per dimension that has a column. */
function positionTexts({ axes, spec }: SweepResults): string[][] {
  const texts = axes.map(({ values }) =>
    values.map((value) => (typeof value === "number" ? numberText(value, "float64") : cell(value))),
  );
  if (spec.replicates > 1)
    texts.push(Array.from({ length: spec.replicates }, (_, replicate) => `${replicate}`));
  return texts;
}

/** The grid indices of a box in C order; the same list each time, changed. */
function* boxIndices(box: Box): Generator<readonly number[]> {
  const indices = [...box.start];
  const size = boxSize(box);
  for (let n = 0; n < size; n++) {
    yield indices;
    for (let d = indices.length - 1; d >= 0; d--) {
      if (++indices[d] < box.start[d] + box.count[d]) break;
      indices[d] = box.start[d];
    }
  }
}

/** A text as a cell, in quotes where it needs them. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
