// Puts the networks of a training tile into the layout that the kernel reads, and what it wrote back into measurements.

import {
  eachParameter,
  lengthOf,
  type Parameters,
  parameterShapes,
  type Sizes,
} from "../../model/network.ts";
import { toNumber } from "../../model/scaled.ts";
import { type TrainingMeasurement, windowOf } from "../../model/training/measurement.ts";
import type { TileNetworks } from "../../sweep/tile.ts";
import { TRAINING_NETWORK_WORDS, TRAINING_TRACE_WORDS, trainingStateLayout } from "./trainingLayout.ts";
import { scaledAt } from "./unpack.ts";

/** The networks at these places of the tile, in this order. */
export function packTrainingNetworks(
  networks: TileNetworks,
  places: Uint32Array,
  firstReplicate: number,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(places.length * TRAINING_NETWORK_WORDS);
  const floats = new Float32Array(words.buffer);
  for (const [n, place] of places.entries()) {
    const at = n * TRAINING_NETWORK_WORDS;
    const steps = networks.steps[place];
    const clipNorm = networks.clipNorm[place];
    words[at] = networks.unroll[place];
    words[at + 1] = networks.replicate[place] - firstReplicate;
    floats[at + 2] = networks.recurrent[place];
    floats[at + 3] = networks.input[place];
    floats[at + 4] = networks.readout[place];
    floats[at + 5] = networks.bias[place];
    words[at + 6] = place;
    words[at + 7] = steps;
    floats[at + 8] = networks.learningRate[place];
    floats[at + 9] = networks.momentum[place];
    floats[at + 10] = clipNorm === Number.POSITIVE_INFINITY ? -1 : clipNorm;
    floats[at + 11] = networks.targetLoss[place];
    words[at + 12] = steps - windowOf(steps);
    floats[at + 13] = networks.forgetBias[place];
  }
  return words;
}

/** The parameters of the only network of a tile, from its state. */
export function unpackParameters(words: Uint32Array, sizes: Sizes, moments: number): Parameters {
  const at = trainingStateLayout(sizes, moments);
  const shapes = parameterShapes(sizes);
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  return eachParameter((name) => {
    const length = lengthOf(shapes[name]);
    return Float64Array.from(floats.subarray(at[name], at[name] + length));
  });
}

/** The loss and gradient norm of each step that the only network of a tile made. */
export function unpackCurves(words: Uint32Array, { step }: TrainingMeasurement) {
  const value = (index: number, offset: number) =>
    toNumber(scaledAt(words, index * TRAINING_TRACE_WORDS + offset));
  // A run that ended by a weight past its limit has no loss after that update. What was never written is two zeros,
  // which no written loss is: a loss of 0 has the exponent of an exact zero.
  const last = step * TRAINING_TRACE_WORDS;
  const losses = words[last] === 0 && words[last + 1] === 0 ? step : step + 1;
  return {
    loss: Array.from({ length: losses }, (_, k) => value(k, 0)),
    gradientNorm: Array.from({ length: step }, (_, k) => value(k, 2)),
  };
}
