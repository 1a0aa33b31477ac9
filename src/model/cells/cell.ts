// What every cell offers: the part of one step that each unit computes for itself, forward, backward and as a tangent.
// The matrix products around it are the same for all cells and stand in passage.ts.

import type { Activation } from "../activations/index.ts";
import type { Floats } from "../floats.ts";
import { exponentOf, NO_EXPONENT, powerOfTwo } from "../scaled.ts";
import type { Tape, TapeRows } from "../tape.ts";
import type { StatePart } from "../tasks/task.ts";
import type { Units } from "../units.ts";
import type { ScaledVector } from "../vector.ts";

/** One gate of a cell: gate q owns the rows q·H … q·H + H − 1 of weight_ih, weight_hh and bias. */
export interface Gate {
  readonly name: string;
  /** Its non-linearity; null for the one that `model.activation` names. */
  readonly activation: Activation | null;
}

/** A state or its gradient: one vector [H] per part. */
export type State = readonly ScaledVector[];

/** One step of a sequence, seen by a cell. */
export interface CellStep {
  readonly tape: Tape;
  readonly t: number;
  /** The activation that `model.activation` names. */
  readonly activation: Activation;
  /** bias_hn [H] where the cell has one. */
  readonly recurrentBias: Floats;
}

/** What a step passes back, before the weights. */
export interface CellDelta {
  /** ∂L/∂(W_ih x_t + b) [G·H], gate by gate. */
  readonly input: Units;
  /** ∂L/∂(W_hh h_(t−1)) [G·H]; the same object as `input` where the cell's `deltasDiffer` is false. */
  readonly recurrent: Units;
  /** What reaches s_(t−1) without passing W_hh, part by part [H]; only of cells with `hasDirectPath`. */
  readonly direct: readonly Units[];
}

/**
 * What the equations ask of one unit at one step besides the matrix products, in floating-point operations. Benchmarks count
 * with it, for every engine alike: what an engine does beyond the equations earns it nothing.
 */
export interface UnitOperations {
  /** Non-linearities on the way forward; on the way back each has its derivative. */
  readonly nonlinearities: number;
  /** Everything else; a sum that a matrix product can start from is counted with the product. */
  readonly forward: number;
  readonly backward: number;
}

/** A recurrent cell. H units, G gates; vectors are mantissas under one power of two. */
export interface Cell {
  readonly label: string;
  /** The equations, as shown to the user. */
  readonly formula: string;
  /** In PyTorch's order of rows. */
  readonly gates: readonly Gate[];
  /** The parts of the state s_t. */
  readonly parts: readonly StatePart[];
  /** How many vectors of pre-activations the tape keeps of a step; the gates' come first, in their order. */
  readonly kept: number;
  /** The gate whose bias starts at `init.forgetBias`; null for none. */
  readonly forgetGate: number | null;
  /** The gate whose recurrent product has a bias of its own, `bias_hn`; null for none. */
  readonly recurrentBiasGate: number | null;
  /** Whether the gradient takes another way to the input's products than to the recurrent ones. */
  readonly deltasDiffer: boolean;
  /** Whether the state also goes on to the next step without passing W_hh. */
  readonly hasDirectPath: boolean;
  /** The gate by whose value the gradient is multiplied on that direct way; null for cells without one. */
  readonly directGate: number | null;
  readonly unitOperations: UnitOperations;
  /** Row t of the tape from `recurrent` = W_hh h_(t−1) and `input` = W_ih x_t + b, both [G·H]. */
  forward(step: CellStep, recurrent: ScaledVector, input: Floats): void;
  /** From ∂L/∂s_t, each part an independent input of what follows, to `delta`. */
  backward(step: CellStep, gradient: State, delta: CellDelta): void;
  /** The change of s_t where s_(t−1) changes by `tangent` and W_hh h_(t−1) by `recurrent`; `out` is not `tangent`. */
  tangent(step: CellStep, recurrent: ScaledVector, tangent: State, out: State): void;
}

/** Whether the cell's own units never leave a bounded range; the one that the user's activation decides is asked for it. */
export function isBounded(cell: Cell, activation: Activation): boolean {
  return cell.gates.every((gate) => (gate.activation ?? activation).bounded);
}

/** Whether `model.activation` means anything to a cell. */
export function readsActivation(cell: Cell): boolean {
  return cell.gates.some((gate) => gate.activation === null);
}

/**
 * Row t of one gate's pre-activations: a = recurrent + input, under the larger of the two powers of two.
 * @param gate which H entries of `recurrent` and `input` are meant
 */
export function preactivate(
  { tape, t }: CellStep,
  rows: TapeRows,
  gate: number,
  recurrent: ScaledVector,
  input: Floats,
  inputGate = gate,
): void {
  const H = tape.hidden;
  let largestInput = 0;
  for (let i = 0; i < H; i++) largestInput = Math.max(largestInput, Math.abs(input[inputGate * H + i]));
  const exponent = Math.max(recurrent.exponent, exponentOf(largestInput));
  const inputFactor = powerOfTwo(-exponent);
  const recurrentFactor = powerOfTwo(recurrent.exponent - exponent);
  rows.exponents[t] = exponent;
  for (let i = 0; i < H; i++) {
    rows.values[t * H + i] =
      exponent === NO_EXPONENT
        ? 0
        : recurrent.mantissas[gate * H + i] * recurrentFactor + input[inputGate * H + i] * inputFactor;
  }
}
