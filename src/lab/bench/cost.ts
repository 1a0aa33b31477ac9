// What one network costs by the equations alone: floating-point operations and bytes, the same for every engine, so that
// GFLOP/s and bytes/s compare engines and not their ways of counting.

import { cells } from "../../model/cells/index.ts";
import { countOf, parameterShapes, type Sizes } from "../../model/network.ts";
import { type OptimizerName, optimizers } from "../../model/optimizers/index.ts";

/** What is counted: sizes, sequences B, steps T, and for training the optimiser and its updates. */
export interface Workload extends Sizes {
  readonly sequences: number;
  readonly unroll: number;
  /** null: one gradient, at the initial weights. */
  readonly training: { readonly optimizer: OptimizerName; readonly updates: number } | null;
}

/** A non-linearity (tanh, σ) counts as this many operations, and its derivative as as many again. */
export const NONLINEARITY_OPERATIONS = 20;
/** Length and squared sum of the gradient, which every update reports. */
const NORM_OPERATIONS = 2;
const FLOAT_BYTES = 4;

/**
 * Operations of one sequence, forward. With G gates, H units, I inputs, O outputs, n non-linearities and e other
 * operations per unit (the cell's `unitOperations`), per step
 *
 *     2·G·H·H  (W_hh h)  +  2·G·H·I  (W_ih x)  +  H·(20·n + e)
 *
 * where a product's sum starts from the bias, which therefore costs nothing more; h_0 = 0 is multiplied like any state.
 * Then once 2·O·H for the readout and 3·O for the loss.
 */
export function forwardOperations({ cell, hidden, inputSize, outputSize, unroll }: Workload): number {
  const { gates, unitOperations } = cells[cell];
  const { nonlinearities, forward } = unitOperations;
  const products = 2 * gates.length * hidden * (hidden + inputSize);
  const units = hidden * (NONLINEARITY_OPERATIONS * nonlinearities + forward);
  return unroll * (products + units) + 2 * outputSize * hidden + 3 * outputSize;
}

/**
 * Operations of one sequence, backward, per step
 *
 *     4·G·H·H  (W_hhᵀ δ and δ hᵀ)  +  2·G·H·I  (δ xᵀ; ∂L/∂x is not asked for)  +  G·H (+ H)  (δ into the biases)
 *     +  H·(20·n + e)
 *
 * and once 4·O·H + 2·O for the readout's gradient and its way to h_T.
 */
export function backwardOperations({ cell, hidden, inputSize, outputSize, unroll }: Workload): number {
  const { gates, unitOperations, recurrentBiasGate } = cells[cell];
  const { nonlinearities, backward } = unitOperations;
  const products = 2 * gates.length * hidden * (2 * hidden + inputSize);
  const biases = gates.length * hidden + (recurrentBiasGate === null ? 0 : hidden);
  const units = hidden * (NONLINEARITY_OPERATIONS * nonlinearities + backward);
  return unroll * (products + biases + units) + 4 * outputSize * hidden + 2 * outputSize;
}

/**
 * Operations of one network. Mode gradient: B sequences forward and backward. Mode training: that for every update, the
 * optimiser's operations and 2 for the gradient's norm per parameter, and at last B sequences forward for the final loss.
 */
export function networkOperations(work: Workload): number {
  const forward = work.sequences * forwardOperations(work);
  const gradient = forward + work.sequences * backwardOperations(work);
  if (work.training === null) return gradient;
  const { optimizer, updates } = work.training;
  const perParameter = optimizers[optimizer].operations + NORM_OPERATIONS;
  return updates * (gradient + perParameter * parametersOf(work)) + forward;
}

/**
 * Bytes of one network, if every number were a float32 and moved as seldom as backpropagation through time allows: the
 * parameters read once; the tape (state and pre-activations, B·T·H·(parts + kept)) written once and read once. An update
 * besides writes the parameters, and reads and writes the optimiser's moments. Registers, caches and the power of two that an
 * engine carries along are not counted.
 */
export function networkBytes(work: Workload): number {
  const { kept, parts } = cells[work.cell];
  const tape = 2 * work.sequences * work.unroll * work.hidden * (parts.length + kept);
  const parameters = parametersOf(work);
  if (work.training === null) return FLOAT_BYTES * (parameters + tape);
  const { optimizer, updates } = work.training;
  const moved = parameters * (2 + 2 * optimizers[optimizer].moments);
  return FLOAT_BYTES * updates * (moved + tape);
}

function parametersOf(sizes: Sizes): number {
  return countOf(parameterShapes(sizes));
}
