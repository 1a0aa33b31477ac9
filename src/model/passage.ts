// One step through a network, forward, backward and as a tangent: the matrix products around what the cell's units do.
// Backpropagation through time (gradient.ts) and the Jacobian's norm (jacobian.ts) both walk along the unroll with it.

import type { Activation } from "./activations/index.ts";
import type { Cell, CellDelta, CellStep, State } from "./cells/cell.ts";
import type { Floats, FloatsKind } from "./floats.ts";
import type { Parameters } from "./network.ts";
import { NO_EXPONENT, powerOfTwo } from "./scaled.ts";
import { Tape } from "./tape.ts";
import { Units } from "./units.ts";
import { normalise, type ScaledVector, timesMatrix, timesTransposed, zeroVector } from "./vector.ts";

/** The steps of networks of one cell and hidden size, with the scratch space that they need. */
export class Passage {
  /** ∂L/∂(W_ih x_t + b) and ∂L/∂(W_hh h_(t−1)) [G·H] of the last step back. */
  readonly inputDelta: ScaledVector;
  readonly recurrentDelta: ScaledVector;
  private readonly recurrent: ScaledVector;
  private readonly product: ScaledVector;
  private readonly delta: CellDelta;

  /** What reaches s_(t−1) past W_hh in the last step back, part by part; none in cells without such a way. */
  get direct(): CellDelta["direct"] {
    return this.delta.direct;
  }

  constructor(
    readonly cell: Cell,
    readonly activation: Activation,
    readonly hidden: number,
    private readonly kind: FloatsKind,
  ) {
    const rows = cell.gates.length * hidden;
    this.recurrent = zeroVector(rows, kind);
    this.product = zeroVector(hidden, kind);
    this.inputDelta = zeroVector(rows, kind);
    this.recurrentDelta = cell.deltasDiffer ? zeroVector(rows, kind) : this.inputDelta;
    const input = new Units(rows, kind);
    this.delta = {
      input,
      recurrent: cell.deltasDiffer ? new Units(rows, kind) : input,
      direct: cell.hasDirectPath ? cell.parts.map(() => new Units(hidden, kind)) : [],
    };
  }

  /** A tape for sequences of up to `capacity` steps. */
  newTape(capacity: number): Tape {
    return new Tape(
      this.hidden,
      capacity,
      { kept: this.cell.kept, parts: this.cell.parts.length },
      this.kind,
    );
  }

  /** A state, or a gradient or tangent of one, of zeros. */
  newState(): State {
    return this.cell.parts.map(() => zeroVector(this.hidden, this.kind));
  }

  /** Row t of the tape from row t − 1 and `input` = W_ih x_t + b [G·H]. */
  forward(parameters: Parameters, tape: Tape, t: number, input: Floats): void {
    const { values, exponents } = tape.states[0];
    const before = values.subarray((t - 1) * this.hidden, t * this.hidden);
    timesMatrix(parameters.weight_hh, { mantissas: before, exponent: exponents[t - 1] }, this.recurrent);
    this.cell.forward(this.stepOf(parameters, tape, t), this.recurrent, input);
  }

  /** From ∂L/∂s_t in `gradient` to ∂L/∂s_(t−1), in place; what the parameters get stands in the two deltas. */
  backward(parameters: Parameters, tape: Tape, t: number, gradient: State): void {
    const { cell, delta } = this;
    cell.backward(this.stepOf(parameters, tape, t), gradient, delta);
    delta.recurrent.agreeInto(this.recurrentDelta);
    if (cell.deltasDiffer) delta.input.agreeInto(this.inputDelta);
    timesTransposed(parameters.weight_hh, this.recurrentDelta, this.product);
    gradient.forEach((part, p) => {
      if (!cell.hasDirectPath) copy(this.product, part);
      else delta.direct[p].agreeInto(part);
      if (p === 0 && cell.hasDirectPath) add(this.product, part);
      normalise(part);
    });
  }

  /** The change of s_t where s_(t−1) changes by `tangent`; `out` is not `tangent`. */
  tangent(parameters: Parameters, tape: Tape, t: number, tangent: State, out: State): void {
    timesMatrix(parameters.weight_hh, tangent[0], this.recurrent);
    this.cell.tangent(this.stepOf(parameters, tape, t), this.recurrent, tangent, out);
  }

  private stepOf({ bias_hn }: Parameters, tape: Tape, t: number): CellStep {
    return { tape, t, activation: this.activation, recurrentBias: bias_hn };
  }
}

function copy(from: ScaledVector, to: ScaledVector): void {
  to.mantissas.set(from.mantissas);
  to.exponent = from.exponent;
}

/** to += from. */
function add(from: ScaledVector, to: ScaledVector): void {
  const exponent = Math.max(from.exponent, to.exponent);
  if (exponent === NO_EXPONENT) return;
  const [fromFactor, toFactor] = [powerOfTwo(from.exponent - exponent), powerOfTwo(to.exponent - exponent)];
  for (let i = 0; i < to.mantissas.length; i++) {
    to.mantissas[i] = from.mantissas[i] * fromFactor + to.mantissas[i] * toFactor;
  }
  to.exponent = exponent;
}
