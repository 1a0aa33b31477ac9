// One step of the walk: what arrives at s_t, what sets out from its units and gates, and what of it comes to s_(t−1) by which way.

import type { Cell, State } from "../cells/cell.ts";
import type { Floats } from "../floats.ts";
import {
  NO_EXPONENT,
  powerOfTwo,
  SCALED_ZERO,
  type Scaled,
  scaled,
  scaledSqrt,
  scaledSum,
} from "../scaled.ts";
import type { Units } from "../units.ts";
import { type ScaledVector, zeroVector } from "../vector.ts";
import { Strongest } from "./strongest.ts";
import { UNITS_KEPT, WAYS_KEPT } from "./walk.ts";

/** What one sequence sends back: δ before the weights, what passes none of them, and the sum of both at s_(t−1). */
interface Sent {
  readonly delta: ScaledVector | null;
  readonly direct: State;
  readonly isHeld: boolean;
  readonly gradient: State;
}

/** The arithmetic of one step, its scratch space reused for the next one. */
export class StepBack {
  /** [H]: each unit's share of ‖∂L/∂s_t‖², and of what comes to s_(t−1) (signed); each adds up to 1. */
  readonly arriving: Float64Array;
  readonly leaving: Float64Array;
  /** [G + 2]: by the gates' weights, directly, past the end; they add up to 1. */
  readonly pathShares: Float64Array;
  readonly ways = new Strongest(WAYS_KEPT);
  readonly units = new Strongest(UNITS_KEPT);
  /** ‖(δ, direct)‖: what the units let through, before the weights. */
  between: Scaled = SCALED_ZERO;
  private readonly gates: number;
  private readonly parts: number;
  /** Σ over sequences of δ ⊗ ∂L/∂h_(t−1) [G·H][H]. */
  private readonly outer: Float64Array;
  private sent: Sent[] = [];
  private squaredBetween: Scaled = SCALED_ZERO;

  constructor(
    cell: Cell,
    private readonly hidden: number,
    private readonly weights: Floats,
  ) {
    this.gates = cell.gates.length;
    this.parts = cell.parts.length;
    this.arriving = new Float64Array(hidden);
    this.leaving = new Float64Array(hidden);
    this.pathShares = new Float64Array(this.gates + 2);
    this.outer = new Float64Array(this.gates * hidden * hidden);
  }

  /** Begins the step with the gradients that arrive at s_t; returns the square of each in every unit, [sequences][H]. */
  start(gradients: readonly State[]): Float64Array[] {
    this.sent = [];
    this.squaredBetween = SCALED_ZERO;
    const largest = largestExponent(gradients);
    const carried = gradients.map((gradient) => squaresOf(gradient, largest, this.hidden));
    this.arriving.fill(0);
    for (const squares of carried) for (let i = 0; i < this.hidden; i++) this.arriving[i] += squares[i];
    // Of nothing no unit has a share.
    const all = sumOf(this.arriving) || Number.NaN;
    for (let i = 0; i < this.hidden; i++) this.arriving[i] /= all;
    return carried;
  }

  /** A sequence's step: δ and the direct ways at t, and the gradient that they have become at t − 1. */
  pass(delta: ScaledVector, direct: readonly Units[], gradient: State): void {
    const straight = direct.map((units) => {
      const vector = zeroVector(this.hidden, Float64Array);
      units.agreeInto(vector);
      return vector;
    });
    this.send({ delta: copied(delta), direct: straight, isHeld: false, gradient });
  }

  /** A sequence that is over by t: its state stays as it is, and so does its gradient. */
  hold(gradient: State): void {
    this.send({ delta: null, direct: gradient, isHeld: true, gradient });
  }

  /** Ends the step: the shares of all ways. */
  finish(): void {
    const { hidden, weights, outer, ways, units, leaving, pathShares } = this;
    this.between = scaledSqrt(this.squaredBetween);
    const gradients = this.sent.map(({ gradient }) => gradient);
    const largest = largestExponent(gradients);
    const squared = gradients.reduce((sum, one) => sum + sumOf(squaresOf(one, largest, hidden)), 0);
    ways.reset();
    units.reset();
    if (squared === 0) {
      leaving.fill(Number.NaN);
      pathShares.fill(Number.NaN);
    } else {
      leaving.fill(0);
      pathShares.fill(0);
      this.sumOuter(largest);
      for (let row = 0; row < this.gates * hidden; row++) {
        let ofRow = 0;
        for (let k = 0; k < hidden; k++) {
          const share = (outer[row * hidden + k] * weights[row * hidden + k]) / squared;
          ways.offer(row * hidden + k, share);
          ofRow += share;
        }
        leaving[row % hidden] += ofRow;
        pathShares[Math.floor(row / hidden)] += ofRow;
      }
      for (const isHeld of [false, true]) this.addDirect(isHeld, largest, squared);
    }
    for (let i = 0; i < hidden; i++)
      units.offer(i, Math.max(this.arriving[i] || 0, Math.abs(leaving[i] || 0)));
  }

  private send(sent: Sent): void {
    for (const vector of [...(sent.delta === null ? [] : [sent.delta]), ...sent.direct]) {
      if (vector.exponent === NO_EXPONENT) continue;
      let sum = 0;
      for (const x of vector.mantissas) sum += x * x;
      this.squaredBetween = scaledSum(this.squaredBetween, scaled(sum, 2 * vector.exponent));
    }
    this.sent.push(sent);
  }

  /** outer = Σ δ ⊗ ∂L/∂h_(t−1), both under 2^largest. */
  private sumOuter(largest: number): void {
    const { hidden, outer } = this;
    outer.fill(0);
    for (const { delta, gradient } of this.sent) {
      const [toH] = gradient;
      if (delta === null || delta.exponent === NO_EXPONENT || toH.exponent === NO_EXPONENT) continue;
      const factor = powerOfTwo(delta.exponent - largest);
      const toFactor = powerOfTwo(toH.exponent - largest);
      for (let row = 0; row < delta.mantissas.length; row++) {
        const d = delta.mantissas[row] * factor;
        if (d === 0) continue;
        for (let k = 0; k < hidden; k++) outer[row * hidden + k] += d * (toH.mantissas[k] * toFactor);
      }
    }
  }

  /** The ways that pass no weight: directly, or past the end of a sequence. */
  private addDirect(isHeld: boolean, largest: number, squared: number): void {
    const { hidden, gates, parts } = this;
    const first = gates * hidden * hidden + (isHeld ? parts * hidden : 0);
    for (let p = 0; p < parts; p++) {
      for (let i = 0; i < hidden; i++) {
        let share = 0;
        for (const sent of this.sent) {
          if (sent.isHeld !== isHeld || p >= sent.direct.length) continue;
          share += at(sent.direct[p], i, largest) * at(sent.gradient[p], i, largest);
        }
        share /= squared;
        this.ways.offer(first + p * hidden + i, share);
        this.leaving[i] += share;
        this.pathShares[gates + (isHeld ? 1 : 0)] += share;
      }
    }
  }
}

function at({ mantissas, exponent }: ScaledVector, i: number, largest: number): number {
  return exponent === NO_EXPONENT ? 0 : mantissas[i] * powerOfTwo(exponent - largest);
}

function copied({ mantissas, exponent }: ScaledVector): ScaledVector {
  return { mantissas: mantissas.slice(), exponent };
}

function largestExponent(gradients: readonly State[]): number {
  return Math.max(...gradients.flatMap((gradient) => gradient.map(({ exponent }) => exponent)));
}

/** The squares of a gradient by unit, its parts together, under 2^(2·largest). */
function squaresOf(gradient: State, largest: number, hidden: number): Float64Array {
  const squares = new Float64Array(hidden);
  for (const part of gradient) {
    if (part.exponent === NO_EXPONENT) continue;
    const factor = powerOfTwo(part.exponent - largest);
    for (let i = 0; i < hidden; i++) squares[i] += (part.mantissas[i] * factor) ** 2;
  }
  return squares;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
