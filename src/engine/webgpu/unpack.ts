// Turns what the kernels wrote back into measurements, and refuses results without their canaries.

import type { GradientMeasurement } from "../../model/metrics/index.ts";
import { lengthOf, type ParameterName, parameterShapes } from "../../model/network.ts";
import { SCALED_ZERO, type Scaled, scaled, scaledSqrt, scaledSum, scaledTimes } from "../../model/scaled.ts";
import type { ScaledArray } from "../../sweep/inspection.ts";
import {
  CANARY,
  groupsOf,
  NO_EXPONENT_I32,
  type ProgramSizes,
  RESULT_LAST_AT,
  RESULT_NUMBERS_AT,
  RESULT_WORDS,
  resultNumbers,
  stateLayout,
  traceLayout,
  ZERO_BELOW,
} from "./layout.ts";

/** Whether the results of every one of `count` networks were written by the shader. */
export function canariesMatch(
  words: Uint32Array,
  count: number,
  stride = RESULT_WORDS,
  lastAt = RESULT_LAST_AT,
): boolean {
  for (let n = 0; n < count; n++) {
    const canary = (CANARY ^ n) >>> 0;
    if (words[n * stride] !== canary || words[n * stride + lastAt] !== ~canary >>> 0) return false;
  }
  return true;
}

/** The measurement of the network at a place of the tile. */
export function unpackMeasurement(
  words: Uint32Array,
  place: number,
  { batch, hidden, outputSize }: ProgramSizes,
  unroll: number,
  jacobian: boolean,
): GradientMeasurement {
  const number = (name: (typeof resultNumbers)[number]) =>
    scaledAt(words, place * RESULT_WORDS + RESULT_NUMBERS_AT + 2 * resultNumbers.indexOf(name));
  // Read only where a metric asks: of millions of networks mostly one or two numbers are wanted.
  return {
    get loss() {
      return scaledTimes(number("squaredError"), 1 / (batch * outputSize));
    },
    get firstStateGradient() {
      return scaledSqrt(number("firstStateGradientSquared"));
    },
    get lastStateGradient() {
      return scaledSqrt(number("lastStateGradientSquared"));
    },
    get gradientNorm() {
      return {
        input: scaledSqrt(number("inputSquared")),
        recurrent: scaledSqrt(number("recurrentSquared")),
        bias: scaledSqrt(scaledSum(number("biasSquared"), number("recurrentBiasSquared"))),
        readout: scaledSqrt(scaledSum(number("readoutWeightsSquared"), number("readoutBiasSquared"))),
      };
    },
    get jacobianNorm() {
      return jacobian ? scaledSqrt(number("jacobianSquared")) : null;
    },
    get meanAbsState() {
      return scaledTimes(number("absoluteState"), 1 / (batch * hidden));
    },
    unroll,
  };
}

/** The gradient arrays of the only network of a tile, from its state. */
export function unpackGradient(words: Uint32Array, sizes: ProgramSizes) {
  const { hidden, inputSize } = sizes;
  const at = stateLayout(sizes);
  const shapes = parameterShapes(sizes);
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const exponents = new Int32Array(words.buffer, words.byteOffset, words.length);
  const array = (name: ParameterName, index: number, position: (n: number) => number): ScaledArray => {
    const length = lengthOf(shapes[name]);
    const exponent = exponents[at.accumulatorExponents + index] + NO_EXPONENT_I32;
    return {
      values: Float64Array.from({ length }, (_, n) => (exponent < ZERO_BELOW ? 0 : floats[position(n)])),
      exponent,
    };
  };
  const unit = (i: number) => at.units + i * at.unitStride;
  // Row q·H + i of a matrix of `width` columns: gate q of unit i.
  const gateRow = (row: number, offset: number, width: number) =>
    unit(row % hidden) + offset + Math.floor(row / hidden) * width;
  const inMatrix = (n: number, offset: number, width: number) =>
    gateRow(Math.floor(n / width), offset, width) + (n % width);
  return {
    weight_ih: array("weight_ih", 0, (n) => inMatrix(n, at.unit.ih, inputSize)),
    weight_hh: array("weight_hh", 1, (n) => inMatrix(n, at.unit.hh, hidden)),
    bias: array("bias", 2, (n) => gateRow(n, at.unit.bias, 1)),
    bias_hn: array("bias_hn", 5, (n) => unit(n) + at.unit.biasHn),
    weight_out: array("weight_out", 3, (n) => unit(n % hidden) + at.unit.out + Math.floor(n / hidden)),
    bias_out: array("bias_out", 4, (n) => at.outBias + n),
  };
}

/** Outputs [B × O], ‖∂L/∂s_t‖ for t = 0…T and Jacobian norms [B] of an inspected network. */
export function unpackTrace(words: Uint32Array, sizes: ProgramSizes, unroll: number) {
  const at = traceLayout(sizes, unroll);
  const groups = groupsOf(sizes.batch);
  const four = (block: number, b: number) => scaledAt(words, block + (b % 4), 4);
  const sequences = Array.from({ length: sizes.batch }, (_, b) => b);
  const outputs = Array.from({ length: sizes.outputSize }, (_, o) => o);
  return {
    outputs: sequences.flatMap((b) =>
      outputs.map((o) => four(at.outputs + (o * groups + Math.floor(b / 4)) * 8, b)),
    ),
    stateGradient: Array.from({ length: unroll + 1 }, (_, t) =>
      scaledSqrt(scaledAt(words, at.steps + 2 * t, 1, NO_EXPONENT_I32)),
    ),
    jacobianNorms: sequences.map((b) => scaledSqrt(four(at.jacobian + Math.floor(b / 4) * 8, b))),
  };
}

const word = new DataView(new ArrayBuffer(4));

/** The scaled number whose mantissa stands at `at` and whose exponent, counted from `origin`, `apart` words later. */
export function scaledAt(words: Uint32Array, at: number, apart = 1, origin = 0): Scaled {
  word.setUint32(0, words[at]);
  const mantissa = word.getFloat32(0);
  const exponent = (words[at + apart] | 0) + origin;
  return exponent < ZERO_BELOW ? SCALED_ZERO : scaled(mantissa, exponent);
}
