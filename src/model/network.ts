// A network as data: its sizes, its parameters and how they are made as scale × base draw.

import type { Floats } from "./floats.ts";
import { type InitializerName, initializers } from "./initializers/index.ts";
import { randomStream } from "./random.ts";

/** Hidden size H, input size I, output size O. */
export interface Sizes {
  readonly hidden: number;
  readonly inputSize: number;
  readonly outputSize: number;
}

/** All parameters of one network, row-major, in PyTorch's shapes. Shared by every step of the unroll. */
export interface Parameters {
  /** [H][I] */
  readonly weight_ih: Floats;
  /** [H][H] */
  readonly weight_hh: Floats;
  /** [H] */
  readonly bias: Floats;
  /** [O][H] */
  readonly weight_out: Floats;
  /** [O] */
  readonly bias_out: Floats;
}

/** The factors that turn a base draw into one network's parameters. `bias_out` is taken from the base as it is. */
export interface ParameterScales {
  readonly input: number;
  readonly recurrent: number;
  readonly readout: number;
  readonly bias: number;
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

/** Rows and columns of each parameter, in the order in which they are listed everywhere. */
export function parameterShapes({ hidden, inputSize, outputSize }: Sizes) {
  return {
    weight_ih: [hidden, inputSize],
    weight_hh: [hidden, hidden],
    bias: [hidden],
    weight_out: [outputSize, hidden],
    bias_out: [outputSize],
  } as const satisfies Record<keyof Parameters, readonly number[]>;
}

/**
 * The base draw of one replicate: it depends on seed, replicate and matrix only, never on the sweep's axes,
 * so neighbouring points differ only by what the axes change (common random numbers).
 */
export function drawBase(init: BaseInit, sizes: Sizes, seed: number, replicate: number): Parameters {
  if (init.kind === "explicit") return init.parameters;
  const { hidden, inputSize, outputSize } = sizes;
  const draw = (kind: InitializerName, name: string, rows: number, cols: number) =>
    initializers[kind].draw(rows, cols, randomStream(seed, replicate, name));
  return {
    weight_ih: draw(init.input, "weight_ih", hidden, inputSize),
    weight_hh: draw(init.recurrent, "weight_hh", hidden, hidden),
    bias: new Float64Array(hidden).fill(1),
    weight_out: draw(init.readout, "weight_out", outputSize, hidden),
    bias_out: new Float64Array(outputSize),
  };
}

/** One network's parameters: scale × base draw. */
export function scaleParameters(base: Parameters, scales: ParameterScales): Parameters {
  return {
    weight_ih: base.weight_ih.map((w) => w * scales.input),
    weight_hh: base.weight_hh.map((w) => w * scales.recurrent),
    bias: base.bias.map((w) => w * scales.bias),
    weight_out: base.weight_out.map((w) => w * scales.readout),
    bias_out: base.bias_out,
  };
}
