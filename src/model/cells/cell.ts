// What every cell offers: one step forward, the same step backward, and its tangent. All three on one sequence.

import type { Activation } from "../activations/index.ts";
import type { Floats } from "../floats.ts";
import type { Parameters } from "../network.ts";
import type { Tape } from "../tape.ts";
import type { ScaledVector } from "../vector.ts";

/** A recurrent cell. Vectors are [H] mantissas under one power of two. */
export interface Cell {
  readonly label: string;
  /** The equations, as shown to the user. */
  readonly formula: string;
  /** h_t from h_(t−1) and the input contribution u_t = W_ih x_t + b [H]; writes row t of the tape. */
  forward(parameters: Parameters, activation: Activation, tape: Tape, t: number, input: Floats): void;
  /** δ_t = ∂L/∂a_t from ∂L/∂h_t, in place. */
  throughActivation(activation: Activation, tape: Tape, t: number, gradient: ScaledVector): void;
  /** ∂L/∂h_(t−1) = W_hhᵀ δ_t; `out` must not be `delta`. */
  throughWeights(parameters: Parameters, delta: ScaledVector, out: ScaledVector): void;
  /** The tangent W_hh v of a change v of h_(t−1); `out` must not be `tangent`. */
  tangentThroughWeights(parameters: Parameters, tangent: ScaledVector, out: ScaledVector): void;
}
