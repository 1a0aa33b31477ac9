// What the units let through at one step: φ and φ' of every gate, over several sequences weighted by how much gradient each carries.

import type { Activation } from "../activations/index.ts";
import { saturatedBelow, slopeAt } from "../activity.ts";
import type { Cell } from "../cells/cell.ts";
import { toNumber } from "../scaled.ts";
import type { Tape } from "../tape.ts";

/** One step's gates; entries [G][H] in the order of weight_hh's rows. */
export class Openness {
  /** φ' of each gate: the root of the weighted mean square, so that ‖δ‖² = Σ slope² · ‖∂L/∂h‖² in a cell of one gate. */
  readonly slope: Float64Array;
  /** φ of each gate, the weighted mean. */
  readonly value: Float64Array;
  /** Units per gate whose φ' is below SATURATED_SLOPE of its largest value, and those of which it is exactly 0. */
  readonly saturated: Int32Array;
  readonly shut: Int32Array;
  private readonly gates: readonly { readonly activation: Activation; readonly saturatedBelow: number }[];
  private readonly weights: Float64Array;
  private readonly units: number;

  /** @param activation the one that `model.activation` names */
  constructor(
    cell: Cell,
    activation: Activation,
    private readonly hidden: number,
  ) {
    this.gates = cell.gates.map((gate) => {
      const own = gate.activation ?? activation;
      return { activation: own, saturatedBelow: saturatedBelow(own) };
    });
    this.units = this.gates.length * hidden;
    this.slope = new Float64Array(this.units);
    this.value = new Float64Array(this.units);
    this.saturated = new Int32Array(this.gates.length);
    this.shut = new Int32Array(this.gates.length);
    this.weights = new Float64Array(hidden);
  }

  /**
   * Reads step t of several tapes; of none, where every sequence is over already, no gate has a number.
   * @param carried [sequences][H]: the squared gradient in each unit of each sequence, under one power of two
   */
  read(tapes: readonly Tape[], t: number, carried: readonly Float64Array[]): void {
    const { hidden, weights } = this;
    this.slope.fill(0);
    this.value.fill(0);
    weights.fill(0);
    for (const share of carried) for (let i = 0; i < hidden; i++) weights[i] += share[i];
    for (const [s, tape] of tapes.entries()) {
      for (const [q, { activation }] of this.gates.entries()) {
        const { values, exponents } = tape.pre[q];
        for (let i = 0; i < hidden; i++) {
          // A unit without any gradient is shown by the plain mean.
          const weight = weights[i] === 0 ? 1 / tapes.length : carried[s][i] / weights[i];
          const a = values[t * hidden + i];
          const exponent = exponents[t];
          this.slope[q * hidden + i] += weight * slopeOf(activation, a, exponent) ** 2;
          const value = {
            mantissa: activation.value(a, exponent),
            exponent: activation.valueExponent(a, exponent),
          };
          this.value[q * hidden + i] += weight * toNumber(value);
        }
      }
    }
    this.saturated.fill(0);
    this.shut.fill(0);
    if (tapes.length === 0) {
      this.slope.fill(Number.NaN);
      this.value.fill(Number.NaN);
      return;
    }
    for (let row = 0; row < this.units; row++) {
      const q = Math.floor(row / hidden);
      const slope = Math.sqrt(this.slope[row]);
      this.slope[row] = slope;
      if (slope === 0) this.shut[q]++;
      else if (slope < this.gates[q].saturatedBelow) this.saturated[q]++;
    }
  }
}

/** φ'(a) as a plain number; where it is not 0, its square is none either. */
function slopeOf(activation: Activation, mantissa: number, exponent: number): number {
  const slope = slopeAt(activation, mantissa, exponent);
  return slope === 0 ? 0 : Math.max(slope, SMALLEST_SLOPE);
}

const SMALLEST_SLOPE = 1e-150;
