// What a table of figures shows: each column with its unit and its definition, the same on the page, in Markdown and in the
// terminal.

import { measureText } from "./numbers.ts";
import type { EngineEntry, Figure, TimedFigure } from "./report.ts";

/** A column of numbers. */
export interface Column {
  readonly title: string;
  readonly unit: string;
  readonly definition: string;
  /** null where there is nothing to say. */
  value(figure: TimedFigure): number | null;
}

/** Speed first, then times. */
export const columns: readonly Column[] = [
  {
    title: "networks",
    unit: "1/s",
    definition:
      "Networks per second, on the lab’s own line: engine, tiles, results read back and stored. The median of the runs.",
    value: (figure) => figure.networksPerSecond,
  },
  {
    title: "spread",
    unit: "%",
    definition:
      "Slowest minus fastest run, as a share of the median. Above some 20 % something else was running.",
    value: ({ medianMs, minMs, maxMs }) => (100 * (maxMs - minMs)) / medianMs,
  },
  {
    title: "steps",
    unit: "1/s",
    definition:
      "Unrolled steps per second: networks × unroll length T × sequences, in training × updates. Forward and backward count as one.",
    value: (figure) => figure.stepsPerSecond,
  },
  {
    title: "arithmetic",
    unit: "GFLOP/s",
    definition:
      "Floating-point operations that the equations ask for, per second: 2 per recurrent weight and step forward, 4 backward, 20 for a tanh or σ, as many for its derivative. The same count for every engine, whatever it does besides.",
    value: (figure) => figure.gflopsPerSecond,
  },
  {
    title: "memory",
    unit: "GB/s",
    definition:
      "Bytes that backpropagation cannot avoid moving, per second, as float32: parameters read once, the tape of states and pre-activations written once and read once. What stays in caches counts too: it is a measure of the algorithm, not of a memory bus.",
    value: (figure) => figure.bytesPerSecond / 1e9,
  },
  {
    title: "run",
    unit: "ms",
    definition:
      "Wall-clock time of a run, from the first tile asked for to the last result stored; the median of the runs.",
    value: (figure) => figure.medianMs,
  },
  {
    title: "GPU time",
    unit: "ms",
    definition:
      "What the GPU itself was busy in a run, from timestamp queries at both ends of every compute pass; a dash where the engine has no such clock. Browsers round timestamps, usually to 0.1 ms.",
    value: (figure) => figure.gpuMs,
  },
  {
    title: "compile",
    unit: "ms",
    definition:
      "From WGSL to pipelines for this kind of network, once; not part of a run. A dash where nothing is compiled per kind. A driver may put off work until the first run: the next column has it.",
    value: (figure) => figure.compileMs,
  },
  {
    title: "first pixel",
    unit: "ms",
    definition:
      "From planning a map of 64 × 64 to its first chunk stored, on an engine that has not run this kind of network before: compiling included, opening the engine not.",
    value: (figure) => figure.firstPixelMs,
  },
];

/** A column's head: `networks, 1/s`. */
export function headOf({ title, unit }: Column): string {
  return unit === "" ? title : `${title}, ${unit}`;
}

/** A cell of the table. */
export function cellText(column: Column, figure: TimedFigure, separator?: string): string {
  const value = column.value(figure);
  return value === null ? "–" : measureText(value, separator);
}

/** What stands in place of numbers; null for a figure that has them. */
export function wordsFor(figure: Figure): string | null {
  switch (figure.outcome) {
    case "timed":
      return null;
    case "refused": {
      const { metric, actual, expected, error, bound, compared, networks } = figure.check;
      return `REFUSED, not timed: ${metric} = ${actual}, the reference says ${expected} (error ${error.toExponential(1)}, bound ${bound}; ${compared} of ${networks} networks compared)`;
    }
    case "failed":
      return `failed: ${figure.message}`;
    case "skipped":
      return figure.message;
  }
}

/** An engine's label by its name. */
export function labelOf(engines: readonly EngineEntry[], id: string): string {
  return engines.find((one) => one.id === id)?.label ?? id;
}
