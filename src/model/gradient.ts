// Loss and gradients of one network at its initial weights: forward, readout, back through time, one sequence at a time.
// The whole computation of a gradient-mode point stands here; read it first, then its twin in shaders/.

import type { Activation } from "./activations/index.ts";
import { type Activity, ActivityCount } from "./activity.ts";
import type { Cell } from "./cells/index.ts";
import type { Floats, FloatsKind } from "./floats.ts";
import { jacobianNorm } from "./jacobian.ts";
import type { GradientMeasurement, ParameterGroup } from "./metrics/measurement.ts";
import type { Parameters, Sizes } from "./network.ts";
import {
  exponentOf,
  NO_EXPONENT,
  normOf,
  powerOfTwo,
  SCALED_ZERO,
  type Scaled,
  ScaledAccumulator,
  scaled,
  scaledLarger,
  scaledSqrt,
  scaledSum,
  scaledTimes,
} from "./scaled.ts";
import { Tape } from "./tape.ts";
import type { TaskData } from "./tasks/index.ts";
import { normalise, type ScaledVector } from "./vector.ts";

/** A network ready to be evaluated. */
export interface GradientProblem {
  readonly cell: Cell;
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
  /** ‖∂h_T/∂h_0‖₂ of each sequence [B]; empty unless asked for. */
  readonly jacobianNorms: readonly Scaled[];
  /** How alive the units are; null unless a trace was asked for. */
  readonly activity: Activity | null;
}

/** Evaluates networks of one problem one after another, reusing its tape and accumulators. */
export class GradientEvaluator {
  private tape: Tape;
  /** ∂L/∂parameter by name, each under its own power of two; valid until the next `evaluate`. */
  readonly gradient: Record<keyof Parameters, ScaledAccumulator>;
  private readonly inputTerm: Floats;

  /** @param kind the precision in which states, gradients and everything between them are kept */
  constructor(
    private readonly problem: GradientProblem,
    private readonly kind: FloatsKind = Float64Array,
  ) {
    const { hidden, inputSize, outputSize } = problem.sizes;
    this.tape = new Tape(hidden, 0, kind);
    this.inputTerm = new kind(hidden);
    this.gradient = {
      weight_ih: new ScaledAccumulator(hidden * inputSize, kind),
      weight_hh: new ScaledAccumulator(hidden * hidden, kind),
      bias: new ScaledAccumulator(hidden, kind),
      weight_out: new ScaledAccumulator(outputSize * hidden, kind),
      bias_out: new ScaledAccumulator(outputSize, kind),
    };
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
    const { cell, activation, sizes, data } = this.problem;
    const { gradient } = this;
    if (this.tape.capacity < unroll) this.tape = new Tape(sizes.hidden, unroll, this.kind);
    for (const accumulator of Object.values(gradient)) accumulator.reset();

    const outputs: Scaled[] = [];
    const stateGradientSquared: Scaled[] = new Array(unroll + 1).fill(SCALED_ZERO);
    const jacobianNorms: Scaled[] = [];
    let squaredError = SCALED_ZERO;
    let absState = SCALED_ZERO;
    const count = options.trace ? new ActivityCount(activation, sizes.hidden) : null;
    for (let b = 0; b < data.batch; b++) {
      this.forward(parameters, unroll, b);
      count?.add(this.tape, unroll);
      absState = scaledSum(absState, this.absoluteState(unroll));
      const { stateGradient, sequenceError } = this.readout(parameters, unroll, b, outputs);
      squaredError = scaledSum(squaredError, sequenceError);
      this.backward(parameters, unroll, b, stateGradient, stateGradientSquared, options.trace);
      if (options.jacobian) jacobianNorms.push(jacobianNorm(parameters, cell, activation, this.tape, unroll));
    }

    const stateGradient = stateGradientSquared.map(scaledSqrt);
    return {
      loss: scaledTimes(squaredError, 1 / (data.batch * sizes.outputSize)),
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

  /** h_0…h_T of sequence b onto the tape. */
  private forward(parameters: Parameters, unroll: number, b: number): void {
    const { cell, activation, sizes, data } = this.problem;
    const { inputTerm, tape } = this;
    const { hidden, inputSize } = sizes;
    const initial = { mantissas: tape.state.subarray(0, hidden), exponent: 0 };
    for (let i = 0; i < hidden; i++) initial.mantissas[i] = data.initialState.h?.[b * hidden + i] ?? 0;
    normalise(initial);
    tape.stateExponent[0] = initial.exponent;
    for (let t = 1; t <= unroll; t++) {
      for (let i = 0; i < hidden; i++) {
        let sum = parameters.bias[i];
        for (let k = 0; k < inputSize; k++) {
          sum += parameters.weight_ih[i * inputSize + k] * data.input(t, unroll, b, k);
        }
        inputTerm[i] = sum;
      }
      cell.forward(parameters, activation, tape, t, inputTerm);
    }
  }

  /** Σ_i |h_T,i|. */
  private absoluteState(unroll: number): Scaled {
    const { hidden, state, stateExponent } = this.tape;
    let sum = 0;
    for (let i = 0; i < hidden; i++) sum += Math.abs(state[unroll * hidden + i]);
    return scaled(sum, stateExponent[unroll]);
  }

  /** y = W_out h_T + b_out, its squared error, the readout's gradients and ∂L/∂h_T of sequence b. */
  private readout(parameters: Parameters, unroll: number, b: number, outputs: Scaled[]) {
    const { sizes, data } = this.problem;
    const { hidden, outputSize } = sizes;
    const { tape, gradient } = this;
    const state = tape.state.subarray(unroll * hidden, (unroll + 1) * hidden);
    const stateExponent = tape.stateExponent[unroll];
    const stateGradient: ScaledVector = { mantissas: new this.kind(hidden), exponent: NO_EXPONENT };
    const outputGradient: ScaledVector = { mantissas: new this.kind(outputSize), exponent: 0 };

    // y − target takes the larger power of two of its parts.
    let plainPart = 0;
    for (let o = 0; o < outputSize; o++) {
      const target = data.targets[b * outputSize + o];
      plainPart = Math.max(plainPart, Math.abs(target), Math.abs(parameters.bias_out[o]));
    }
    const exponent = Math.max(stateExponent, exponentOf(plainPart));
    if (exponent === NO_EXPONENT) {
      for (let o = 0; o < outputSize; o++) outputs.push(SCALED_ZERO);
      return { stateGradient, sequenceError: SCALED_ZERO };
    }
    const plainFactor = powerOfTwo(-exponent);
    const stateFactor = powerOfTwo(stateExponent - exponent);
    for (let o = 0; o < outputSize; o++) {
      let sum = 0;
      for (let i = 0; i < hidden; i++) sum += parameters.weight_out[o * hidden + i] * state[i];
      const y = sum * stateFactor + parameters.bias_out[o] * plainFactor;
      outputs.push(scaled(y, exponent));
      outputGradient.mantissas[o] = y - data.targets[b * outputSize + o] * plainFactor;
    }
    outputGradient.exponent = exponent;
    normalise(outputGradient);
    let squares = 0;
    for (const residual of outputGradient.mantissas) squares += residual * residual;
    const sequenceError = scaled(squares, 2 * outputGradient.exponent);

    // ∂L/∂y = 2 (y − target) / (B·O).
    const factor = 2 / (data.batch * outputSize);
    for (let o = 0; o < outputSize; o++) outputGradient.mantissas[o] *= factor;
    const toWeights = gradient.weight_out.factorFor(outputGradient.exponent + stateExponent);
    const toBias = gradient.bias_out.factorFor(outputGradient.exponent);
    for (let o = 0; o < outputSize; o++) {
      const g = outputGradient.mantissas[o];
      gradient.bias_out.values[o] += g * toBias;
      for (let i = 0; i < hidden; i++) {
        gradient.weight_out.values[o * hidden + i] += g * state[i] * toWeights;
        stateGradient.mantissas[i] += g * parameters.weight_out[o * hidden + i];
      }
    }
    stateGradient.exponent = outputGradient.exponent;
    normalise(stateGradient);
    return { stateGradient, sequenceError };
  }

  /** Backpropagation through time: the gradient shrinks or grows by a factor per step; only its exponent moves far. */
  private backward(
    parameters: Parameters,
    unroll: number,
    b: number,
    lastStateGradient: ScaledVector,
    stateGradientSquared: Scaled[],
    trace: boolean,
  ): void {
    const { cell, activation, sizes, data } = this.problem;
    const { hidden, inputSize } = sizes;
    const { tape, gradient } = this;
    let current = lastStateGradient;
    let other: ScaledVector = { mantissas: new this.kind(hidden), exponent: 0 };
    for (let t = unroll; ; t--) {
      if (trace || t === 0 || t === unroll) {
        stateGradientSquared[t] = scaledSum(stateGradientSquared[t], squaredLength(current));
      }
      if (t === 0 || current.exponent === NO_EXPONENT) return;
      cell.throughActivation(activation, tape, t, current);
      if (current.exponent === NO_EXPONENT) return;

      const toBias = gradient.bias.factorFor(current.exponent);
      for (let i = 0; i < hidden; i++) gradient.bias.values[i] += current.mantissas[i] * toBias;
      for (let k = 0; k < inputSize; k++) {
        // A zero input must not lift the common power of two: the one term that counts may be far smaller.
        const x = data.input(t, unroll, b, k);
        if (x === 0) continue;
        const toInput = x * gradient.weight_ih.factorFor(current.exponent);
        for (let i = 0; i < hidden; i++) {
          gradient.weight_ih.values[i * inputSize + k] += current.mantissas[i] * toInput;
        }
      }
      const stateExponent = tape.stateExponent[t - 1];
      if (stateExponent !== NO_EXPONENT) {
        const toRecurrent = gradient.weight_hh.factorFor(current.exponent + stateExponent);
        addOuterProduct(
          gradient.weight_hh.values,
          current.mantissas,
          toRecurrent,
          tape.state,
          (t - 1) * hidden,
        );
      }
      cell.throughWeights(parameters, current, other);
      normalise(other);
      [current, other] = [other, current];
    }
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
    const { weight_ih, weight_hh, bias, weight_out, bias_out } = this.gradient;
    const [weights, offsets] = [weight_out.norm(), bias_out.norm()];
    return {
      input: weight_ih.norm(),
      recurrent: weight_hh.norm(),
      bias: bias.norm(),
      readout: scaledSqrt(scaledSum(square(weights), square(offsets))),
    };
  }
}

/** sum [H][H] += factor × rows ⊗ columns[offset … offset + H]. */
function addOuterProduct(sum: Floats, rows: Floats, factor: number, columns: Floats, offset: number): void {
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const row = rows[i] * factor;
    for (let j = 0; j < size; j++) sum[i * size + j] += row * columns[offset + j];
  }
}

function squaredLength(vector: ScaledVector): Scaled {
  return vector.exponent === NO_EXPONENT ? SCALED_ZERO : square(normOf(vector.mantissas, vector.exponent));
}

function square(a: Scaled): Scaled {
  return scaled(a.mantissa * a.mantissa, 2 * a.exponent);
}
