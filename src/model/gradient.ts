// Loss and gradients of one network at its initial weights: forward, readout, back through time, one sequence at a time.
// The whole computation of a gradient-mode point stands here; read it first, then its twin in shaders/.

import type { Activation } from "./activations/index.ts";
import { type Activity, ActivityCount } from "./activity.ts";
import type { State } from "./cells/cell.ts";
import { cells } from "./cells/index.ts";
import type { Floats, FloatsKind } from "./floats.ts";
import { jacobianNorm } from "./jacobian.ts";
import type { GradientMeasurement, ParameterGroup } from "./metrics/measurement.ts";
import {
  eachParameter,
  lengthOf,
  type ParameterName,
  type Parameters,
  parameterShapes,
  type Sizes,
} from "./network.ts";
import { Passage } from "./passage.ts";
import { readBack, readOut } from "./readout.ts";
import {
  NO_EXPONENT,
  normOf,
  SCALED_ZERO,
  type Scaled,
  ScaledAccumulator,
  scaled,
  scaledLarger,
  scaledSqrt,
  scaledSum,
  scaledTimes,
} from "./scaled.ts";
import { forwardSequence, stepsOf } from "./sequence.ts";
import type { Tape } from "./tape.ts";
import type { TaskData } from "./tasks/index.ts";
import type { ScaledVector } from "./vector.ts";

/** A network ready to be evaluated. */
export interface GradientProblem {
  readonly activation: Activation;
  readonly sizes: Sizes;
  readonly data: TaskData;
}

/** Everything a gradient-mode evaluation can tell of one network. */
export interface GradientEvaluation extends GradientMeasurement {
  /** y [B][O]. */
  readonly outputs: readonly Scaled[];
  /** ‖∂L/∂s_t‖ over batch and units, t = 0…T; zero in between unless a trace was asked for. */
  readonly stateGradient: readonly Scaled[];
  /** ‖∂s_T/∂s_0‖₂ of each sequence [B]; empty unless asked for. */
  readonly jacobianNorms: readonly Scaled[];
  /** How alive the units are; null unless a trace was asked for. */
  readonly activity: Activity | null;
}

/** Evaluates networks of one problem one after another, reusing its tape and accumulators. */
export class GradientEvaluator {
  /** ∂L/∂parameter by name, each under its own power of two; valid until the next `evaluate`. */
  readonly gradient: Readonly<Record<ParameterName, ScaledAccumulator>>;
  private readonly passage: Passage;
  private tape: Tape;
  private tester: GradientEvaluator | null = null;
  private readonly inputTerm: Floats;

  /** @param kind the precision in which states, gradients and everything between them are kept */
  constructor(
    private readonly problem: GradientProblem,
    private readonly kind: FloatsKind = Float64Array,
  ) {
    const { sizes, activation } = problem;
    this.passage = new Passage(cells[sizes.cell], activation, sizes.hidden, kind);
    this.tape = this.passage.newTape(0);
    const shapes = parameterShapes(sizes);
    this.inputTerm = new kind(shapes.bias[0]);
    this.gradient = eachParameter((name) => new ScaledAccumulator(lengthOf(shapes[name]), kind));
  }

  /**
   * Loss, gradients and, if asked for, Jacobian norms of one network.
   * `trace` asks for ‖∂L/∂s_t‖ at every t; without it only t = 0 and t = T are told.
   * Loss = mean over batch and outputs of (y − target)².
   */
  evaluate(
    parameters: Parameters,
    unroll: number,
    options: { jacobian: boolean; trace: boolean },
  ): GradientEvaluation {
    const { activation, sizes, data } = this.problem;
    const { passage } = this;
    if (this.tape.capacity < unroll) this.tape = passage.newTape(unroll);
    for (const accumulator of Object.values(this.gradient)) accumulator.reset();

    const outputs: Scaled[] = [];
    const stateGradientSquared: Scaled[] = new Array(unroll + 1).fill(SCALED_ZERO);
    const jacobianNorms: Scaled[] = [];
    let squaredError = SCALED_ZERO;
    let absState = SCALED_ZERO;
    const count = options.trace ? new ActivityCount(passage.cell, activation, sizes.hidden) : null;
    for (let b = 0; b < data.batch; b++) {
      const length = stepsOf(data, b, unroll);
      this.forward(parameters, unroll, b, length);
      count?.add(this.tape, length);
      absState = scaledSum(absState, this.absoluteState(length));
      const read = readOut(parameters, this.problem, this.tape, length, b, this.kind);
      outputs.push(...read.outputs);
      squaredError = scaledSum(squaredError, read.squaredError);
      // Only h_T is read: the readout asks nothing of the other parts.
      const stateGradient = passage.newState();
      readBack(read, parameters, this.problem, this.gradient, stateGradient[0]);
      this.backward(parameters, unroll, b, length, stateGradient, stateGradientSquared, options.trace);
      if (options.jacobian) jacobianNorms.push(jacobianNorm(parameters, passage, this.tape, length));
    }

    const stateGradient = stateGradientSquared.map(scaledSqrt);
    return {
      loss: this.meanOf(squaredError),
      outputs,
      stateGradient,
      firstStateGradient: stateGradient[0],
      lastStateGradient: stateGradient[unroll],
      gradientNorm: this.gradientNorms(),
      jacobianNorms,
      activity: count?.activity ?? null,
      jacobianNorm: options.jacobian ? jacobianNorms.reduce(scaledLarger) : null,
      meanAbsState: scaledTimes(absState, 1 / (data.batch * sizes.hidden)),
      unroll,
    };
  }

  /** The loss alone: no way back, so the gradients are those of the evaluation before. */
  lossOf(parameters: Parameters, unroll: number): Scaled {
    if (this.tape.capacity < unroll) this.tape = this.passage.newTape(unroll);
    let squaredError = SCALED_ZERO;
    for (let b = 0; b < this.problem.data.batch; b++) {
      const length = stepsOf(this.problem.data, b, unroll);
      this.forward(parameters, unroll, b, length);
      const read = readOut(parameters, this.problem, this.tape, length, b, this.kind);
      squaredError = scaledSum(squaredError, read.squaredError);
    }
    return this.meanOf(squaredError);
  }

  /** The loss of the test's sequences; null where the task has none. */
  testLossOf(parameters: Parameters, unroll: number): Scaled | null {
    const { test } = this.problem.data;
    if (test === null) return null;
    this.tester ??= new GradientEvaluator({ ...this.problem, data: test }, this.kind);
    return this.tester.lossOf(parameters, unroll);
  }

  /** Mean over batch and outputs. */
  private meanOf(squaredError: Scaled): Scaled {
    return scaledTimes(squaredError, 1 / (this.problem.data.batch * this.problem.sizes.outputSize));
  }

  /** s_0…s_length of sequence b onto the tape. */
  private forward(parameters: Parameters, unroll: number, b: number, length: number): void {
    const { passage, tape, inputTerm } = this;
    forwardSequence({ passage, tape, data: this.problem.data, inputTerm }, parameters, unroll, b, length);
  }

  /** Σ_i |h_T,i|. */
  private absoluteState(length: number): Scaled {
    const { hidden } = this.tape;
    const { values, exponents } = this.tape.states[0];
    let sum = 0;
    for (let i = 0; i < hidden; i++) sum += Math.abs(values[length * hidden + i]);
    return scaled(sum, exponents[length]);
  }

  /** Backpropagation through time: the gradient shrinks or grows by a factor per step; only its exponent moves far. */
  private backward(
    parameters: Parameters,
    unroll: number,
    b: number,
    length: number,
    stateGradient: State,
    stateGradientSquared: Scaled[],
    trace: boolean,
  ): void {
    const { passage, tape } = this;
    for (let t = length; ; t--) {
      if (trace || t === 0 || t === length) {
        const squared = stateGradient.map(squaredLength).reduce(scaledSum);
        // Past its end the state of a shorter sequence stays as it is, and so does the gradient.
        for (let at = t; at <= (t === length ? unroll : t); at++) {
          stateGradientSquared[at] = scaledSum(stateGradientSquared[at], squared);
        }
      }
      if (t === 0 || stateGradient.every(({ exponent }) => exponent === NO_EXPONENT)) return;
      passage.backward(parameters, tape, t, stateGradient);
      this.addToGradients(unroll, b, t);
    }
  }

  /** What step t of sequence b adds to ∂L/∂weight_ih, ∂L/∂weight_hh and the biases. */
  private addToGradients(unroll: number, b: number, t: number): void {
    const { gradient, tape } = this;
    const { cell, inputDelta, recurrentDelta } = this.passage;
    const { hidden, inputSize } = this.problem.sizes;
    if (inputDelta.exponent !== NO_EXPONENT) {
      const { mantissas, exponent } = inputDelta;
      const toBias = gradient.bias.factorFor(exponent);
      for (let i = 0; i < mantissas.length; i++) gradient.bias.values[i] += mantissas[i] * toBias;
      for (let k = 0; k < inputSize; k++) {
        // A zero input must not lift the common power of two: the one term that counts may be far smaller.
        const x = this.problem.data.input(t, unroll, b, k);
        if (x === 0) continue;
        const toInput = x * gradient.weight_ih.factorFor(exponent);
        for (let i = 0; i < mantissas.length; i++) {
          gradient.weight_ih.values[i * inputSize + k] += mantissas[i] * toInput;
        }
      }
    }
    if (recurrentDelta.exponent === NO_EXPONENT) return;
    const [h] = tape.states;
    const stateExponent = h.exponents[t - 1];
    if (stateExponent !== NO_EXPONENT) {
      const toRecurrent = gradient.weight_hh.factorFor(recurrentDelta.exponent + stateExponent);
      const offset = (t - 1) * hidden;
      addOuterProduct(
        gradient.weight_hh.values,
        recurrentDelta.mantissas,
        toRecurrent,
        h.values,
        offset,
        hidden,
      );
    }
    if (cell.recurrentBiasGate === null) return;
    const toBias = gradient.bias_hn.factorFor(recurrentDelta.exponent);
    const first = cell.recurrentBiasGate * hidden;
    for (let i = 0; i < hidden; i++)
      gradient.bias_hn.values[i] += recurrentDelta.mantissas[first + i] * toBias;
  }

  /** ‖∂L/∂(all parameters)‖ of the last evaluation. */
  wholeGradientNorm(): Scaled {
    return scaledSqrt(
      Object.values(this.gradient)
        .map((array) => square(array.norm()))
        .reduce(scaledSum),
    );
  }

  private gradientNorms(): Record<ParameterGroup, Scaled> {
    const { weight_ih, weight_hh, bias, bias_hn, weight_out, bias_out } = this.gradient;
    return {
      input: weight_ih.norm(),
      recurrent: weight_hh.norm(),
      bias: normOfBoth(bias, bias_hn),
      readout: normOfBoth(weight_out, bias_out),
    };
  }
}

/** sum [n][size] += factor × rows ⊗ columns[offset … offset + size]. */
function addOuterProduct(
  sum: Floats,
  rows: Floats,
  factor: number,
  columns: Floats,
  offset: number,
  size: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] * factor;
    for (let j = 0; j < size; j++) sum[i * size + j] += row * columns[offset + j];
  }
}

/** √(‖a‖² + ‖b‖²). */
function normOfBoth(a: ScaledAccumulator, b: ScaledAccumulator): Scaled {
  return scaledSqrt(scaledSum(square(a.norm()), square(b.norm())));
}

function squaredLength(vector: ScaledVector): Scaled {
  return vector.exponent === NO_EXPONENT ? SCALED_ZERO : square(normOf(vector.mantissas, vector.exponent));
}

function square(a: Scaled): Scaled {
  return scaled(a.mantissa * a.mantissa, 2 * a.exponent);
}
