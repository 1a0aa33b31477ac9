// A network as data: its sizes, its parameters and how they are made as scale × base draw.

import { type CellName, cells } from "./cells/index.ts";
import type { Floats } from "./floats.ts";
import { type InitializerName, initializers } from "./initializers/index.ts";
import { randomStream } from "./random.ts";

/** Hidden size H, input size I, output size O, and the cell, whose G gates multiply the rows. */
export interface Sizes {
  readonly hidden: number;
  readonly inputSize: number;
  readonly outputSize: number;
  readonly cell: CellName;
}

/** All parameters of one network, row-major, in PyTorch's shapes and order of gates. Shared by every step of the unroll. */
export interface Parameters {
  /** [G·H][I] */
  readonly weight_ih: Floats;
  /** [G·H][H] */
  readonly weight_hh: Floats;
  /** [G·H] */
  readonly bias: Floats;
  /** [H]: the bias inside the gate whose recurrent product has one of its own; empty in cells without. */
  readonly bias_hn: Floats;
  /** [O][H] */
  readonly weight_out: Floats;
  /** [O] */
  readonly bias_out: Floats;
}

export type ParameterName = keyof Parameters;

/** The parameters in the order in which they are listed everywhere. */
export const parameterNames = [
  "weight_ih",
  "weight_hh",
  "bias",
  "bias_hn",
  "weight_out",
  "bias_out",
] as const satisfies readonly ParameterName[];

/**
 * The factors that turn a base draw into one network's parameters. `forgetBias` is that of the forget gate's rows of `bias`,
 * `bias` that of all others; `bias_hn` and `bias_out` are taken from the base as they are.
 */
export interface ParameterScales {
  readonly input: number;
  readonly recurrent: number;
  readonly readout: number;
  readonly bias: number;
  readonly forgetBias: number;
}

/** How the base draws are made. */
export type BaseInit =
  | {
      readonly kind: "drawn";
      readonly input: InitializerName;
      readonly recurrent: InitializerName;
      readonly readout: InitializerName;
    }
  | { readonly kind: "explicit"; readonly parameters: Parameters };

/** Rows and columns of each parameter. Nothing here depends on the unroll length: its steps share all of them. */
export function parameterShapes({ hidden, inputSize, outputSize, cell }: Sizes) {
  const { gates, recurrentBiasGate } = cells[cell];
  const rows = gates.length * hidden;
  return {
    weight_ih: [rows, inputSize],
    weight_hh: [rows, hidden],
    bias: [rows],
    bias_hn: [recurrentBiasGate === null ? 0 : hidden],
    weight_out: [outputSize, hidden],
    bias_out: [outputSize],
  } as const satisfies Record<ParameterName, readonly number[]>;
}

/** How many numbers parameters of these shapes are. */
export function countOf(shapes: Readonly<Record<ParameterName, readonly number[]>>): number {
  return Object.values(shapes).reduce((sum, shape) => sum + lengthOf(shape), 0);
}

/** How many numbers an array of this shape holds. */
export function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Arrays made one by one for every parameter. */
export function eachParameter<T>(make: (name: ParameterName) => T): Record<ParameterName, T> {
  return Object.fromEntries(parameterNames.map((name) => [name, make(name)])) as Record<ParameterName, T>;
}

/**
 * The base draw of one replicate: it depends on seed, replicate and matrix only, never on the sweep's axes,
 * so neighbouring points differ only by what the axes change (common random numbers). Each gate is a matrix of its own.
 */
export function drawBase(init: BaseInit, sizes: Sizes, seed: number, replicate: number): Parameters {
  if (init.kind === "explicit") return init.parameters;
  const { hidden, inputSize, outputSize } = sizes;
  const { gates } = cells[sizes.cell];
  const draw = (kind: InitializerName, name: string, rows: number, cols: number) =>
    initializers[kind].draw(rows, cols, randomStream(seed, replicate, name));
  const drawGates = (kind: InitializerName, name: string, cols: number) => {
    const all = new Float64Array(gates.length * hidden * cols);
    for (const [q, gate] of gates.entries()) {
      // A cell of one gate has nothing to tell its matrices apart by.
      const own = gates.length === 1 ? name : `${name}.${gate.name}`;
      all.set(draw(kind, own, hidden, cols), q * hidden * cols);
    }
    return all;
  };
  return {
    weight_ih: drawGates(init.input, "weight_ih", inputSize),
    weight_hh: drawGates(init.recurrent, "weight_hh", hidden),
    bias: new Float64Array(gates.length * hidden).fill(1),
    bias_hn: new Float64Array(parameterShapes(sizes).bias_hn[0]),
    weight_out: draw(init.readout, "weight_out", outputSize, hidden),
    bias_out: new Float64Array(outputSize),
  };
}

/** One network's parameters: scale × base draw. */
export function scaleParameters(
  base: Parameters,
  scales: ParameterScales,
  { cell, hidden }: Sizes,
): Parameters {
  const { forgetGate } = cells[cell];
  return {
    weight_ih: base.weight_ih.map((w) => w * scales.input),
    weight_hh: base.weight_hh.map((w) => w * scales.recurrent),
    bias: base.bias.map(
      (w, row) => w * (Math.floor(row / hidden) === forgetGate ? scales.forgetBias : scales.bias),
    ),
    bias_hn: base.bias_hn,
    weight_out: base.weight_out.map((w) => w * scales.readout),
    bias_out: base.bias_out,
  };
}
