// A metric's numbers as a chunk's file holds them: float32, or for outcomes one byte. A chunk at the grid's edge is as large
// as any other, filled up with what stands for no number.

import type { MetricName } from "../../model/metrics/index.ts";
import { outcomes } from "../../model/training/outcome.ts";
import type { Bytes } from "../folder.ts";
import { eachRow, type Placed } from "../rows.ts";
import { blankFile, fileProblem, seal } from "./chunkFile.ts";
import { type DataType, dataTypes } from "./dataTypes.ts";

/** A chunk's numbers in memory, over the bytes of its file. */
export type Elements = Float32Array | Uint8Array;

/** The outcomes that a finished run can have, in the order of their codes. */
export const finalOutcomes = Object.values(outcomes).filter(({ value }) => value >= 0);

/** The code of an outcome that is not there (yet). */
const NO_OUTCOME = dataTypes.uint8.fill;
/** For each code whether it may stand in a chunk. */
const isCode = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(code === NO_OUTCOME || finalOutcomes.some(({ value }) => value === code)),
);

/** The one pattern in which a NaN is written, so that the same numbers are the same bytes everywhere. */
const NAN_BITS = 0x7fc00000;

/** What a metric is kept in. A size past float32's range is kept as an infinity, as Math.fround makes of it. */
export function metricType(metric: MetricName): DataType & ("float32" | "uint8") {
  return metric === "outcome" ? "uint8" : "float32";
}

/** How many bytes of numbers a chunk of so many points has. */
export function metricBytes(metric: MetricName, points: number): number {
  return points * dataTypes[metricType(metric)].bytes;
}

/**
 * The file of a chunk.
 * @param values the numbers of `count` positions per dimension, in C order
 * @throws RangeError where they are not as many as that, or an outcome is none
 */
export function encodeMetric(
  metric: MetricName,
  values: Float64Array,
  count: readonly number[],
  chunk: readonly number[],
): Bytes {
  const points = product(chunk);
  if (values.length !== product(count)) {
    throw new RangeError(`${metric}: ${values.length} numbers for ${product(count)} points`);
  }
  const file = blankFile(metricBytes(metric, points));
  const place = zero(count.length);
  if (metricType(metric) === "uint8") {
    const codes = file.subarray(0, points).fill(NO_OUTCOME);
    eachRow(count, { shape: count, start: place }, { shape: chunk, start: place }, (from, to, length) => {
      for (let k = 0; k < length; k++) codes[to + k] = outcomeCode(values[from + k]);
    });
  } else {
    const bits = new Uint32Array(file.buffer, 0, points);
    const numbers = new Float32Array(file.buffer, 0, points);
    if (values.length < points) bits.fill(NAN_BITS);
    eachRow(count, { shape: count, start: place }, { shape: chunk, start: place }, (from, to, length) => {
      for (let k = 0; k < length; k++) {
        const value = values[from + k];
        if (Number.isNaN(value)) bits[to + k] = NAN_BITS;
        else numbers[to + k] = value;
      }
    });
  }
  return seal(file);
}

/** The numbers in a chunk's file, or in words what is wrong with it. */
export function decodeMetric(metric: MetricName, file: Bytes, points: number): Elements | string {
  const problem = fileProblem(file, metricBytes(metric, points));
  if (problem !== null) return problem;
  if (metricType(metric) === "uint8") {
    const codes = file.subarray(0, points);
    const odd = codes.find((code) => isCode[code] === 0);
    return odd === undefined ? codes : `${odd} is the code of no outcome`;
  }
  // A view over numbers needs them aligned, which a file that came as a part of a larger buffer need not be.
  const own = file.byteOffset % dataTypes.float32.bytes === 0 ? file : file.slice();
  return new Float32Array(own.buffer, own.byteOffset, points);
}

/** Copies a block of a chunk's numbers into a box of results. */
export function copyBlock(
  from: Elements,
  to: Float64Array,
  count: readonly number[],
  inChunk: Placed,
  inBox: Placed,
): void {
  const codes = from instanceof Uint8Array;
  eachRow(count, inChunk, inBox, (source, target, length) => {
    // Written out: rows of a few replicates are common, and for each of them `set` would make a view.
    for (let k = 0; k < length; k++) {
      const value = from[source + k];
      to[target + k] = codes && value === NO_OUTCOME ? Number.NaN : value;
    }
  });
}

function outcomeCode(value: number): number {
  if (Number.isNaN(value)) return NO_OUTCOME;
  if (value === NO_OUTCOME || isCode[value] !== 1) throw new RangeError(`outcome: ${value} is no outcome`);
  return value;
}

function product(counts: readonly number[]): number {
  return counts.reduce((a, b) => a * b, 1);
}

function zero(dimensions: number): number[] {
  return new Array<number>(dimensions).fill(0);
}
