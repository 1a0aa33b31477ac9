// How many Lanczos steps does the Jacobian's norm need? The kernels' recurrence, without reorthogonalisation and with
// vectors rounded to float32, after k steps against src/model/jacobian.ts run until it no longer changes.

import { activations } from "../src/model/activations/index.ts";
import { rnn } from "../src/model/cells/rnn.ts";
import { largestTridiagonalEigenvalue } from "../src/model/eigenvalue.ts";
import { type InitializerName, initializers } from "../src/model/initializers/index.ts";
import { jacobianNorm, lanczosStart } from "../src/model/jacobian.ts";
import type { Parameters } from "../src/model/network.ts";
import { Passage } from "../src/model/passage.ts";
import { randomStream } from "../src/model/random.ts";
import { log2Of } from "../src/model/scaled.ts";
import type { Tape } from "../src/model/tape.ts";
import type { ScaledVector } from "../src/model/vector.ts";
import { tableText } from "./table.ts";

const STEPS = [4, 8, 12, 16, 24, 32, 48] as const;
/** What the kernels run, and the error that the gpu tests allow: draws beyond it are counted. */
const KERNEL_STEPS = 48;
const BOUND = 1e-3;
/** A β below this share of the largest α is rounding, as in shaders/jacobian.wgsl. */
const NEGLIGIBLE = 1e-6;

interface Case {
  /** An initialiser, or the spectrum that Lanczos likes least: see `outlier`. */
  readonly matrix: InitializerName | "outlier";
  readonly activation: "identity" | "tanh" | "relu";
  readonly hidden: number;
  readonly unroll: number;
  readonly gain: number;
  /** Whether a narrow gap under σ_max is likely; such rows get 16 times the draws. */
  readonly hard?: boolean;
}

const cases: readonly Case[] = [
  { matrix: "normal", activation: "identity", hidden: 32, unroll: 1, gain: 1 },
  { matrix: "normal", activation: "identity", hidden: 128, unroll: 1, gain: 1 },
  { matrix: "uniform", activation: "identity", hidden: 128, unroll: 1, gain: 1 },
  { matrix: "orthogonal", activation: "identity", hidden: 128, unroll: 1, gain: 1 },
  { matrix: "outlier", activation: "identity", hidden: 128, unroll: 1, gain: 1 },
  { matrix: "orthogonal", activation: "tanh", hidden: 32, unroll: 1, gain: 1 },
  { matrix: "orthogonal", activation: "tanh", hidden: 128, unroll: 1, gain: 1, hard: true },
  { matrix: "orthogonal", activation: "tanh", hidden: 128, unroll: 2, gain: 1, hard: true },
  { matrix: "orthogonal", activation: "tanh", hidden: 128, unroll: 3, gain: 1, hard: true },
  { matrix: "orthogonal", activation: "tanh", hidden: 75, unroll: 2, gain: 2, hard: true },
  { matrix: "orthogonal", activation: "tanh", hidden: 128, unroll: 5, gain: 1 },
  { matrix: "orthogonal", activation: "tanh", hidden: 128, unroll: 50, gain: 1 },
  { matrix: "orthogonal", activation: "relu", hidden: 80, unroll: 2, gain: 1, hard: true },
  { matrix: "orthogonal", activation: "relu", hidden: 128, unroll: 2, gain: 1, hard: true },
  { matrix: "orthogonal", activation: "relu", hidden: 128, unroll: 5, gain: 1 },
  { matrix: "normal", activation: "tanh", hidden: 128, unroll: 2, gain: 1 },
  { matrix: "normal", activation: "tanh", hidden: 128, unroll: 5, gain: 1 },
  { matrix: "normal", activation: "tanh", hidden: 128, unroll: 50, gain: 1 },
  { matrix: "normal", activation: "tanh", hidden: 128, unroll: 50, gain: 2 },
];

export interface LanczosFigure extends Case {
  readonly draws: number;
  /** By number of steps: the largest error of log10 σ_max among the draws. */
  readonly largestError: Readonly<Record<number, number>>;
  /** Draws whose error after the kernels' number of steps is beyond the bound, in log10 σ_max and in λ = ln σ_max / T. */
  readonly beyondInNorm: number;
  readonly beyondInLyapunov: number;
}

/** Asks the question and prints the answer. */
export function benchLanczos(quick: boolean): LanczosFigure[] {
  const figures = cases.map((given): LanczosFigure => {
    const draws = (quick ? 2 : 16) * (given.hard ? 16 : 1);
    let beyondInNorm = 0;
    let beyondInLyapunov = 0;
    const largestError: Record<number, number> = Object.fromEntries(STEPS.map((k) => [k, 0]));
    for (let draw = 0; draw < draws; draw++) {
      const network = drawNetwork(given, draw);
      const { parameters, passage, tape } = network;
      const converged = log2Of(jacobianNorm(parameters, passage, tape, given.unroll));
      const estimates = lanczosEstimates(network, given);
      for (const k of STEPS) {
        const error = Math.abs(estimates[k - 1] - converged) * Math.log10(2);
        largestError[k] = Math.max(largestError[k], error);
        if (k !== KERNEL_STEPS) continue;
        if (error > BOUND) beyondInNorm++;
        if ((error * Math.LN10) / given.unroll > BOUND) beyondInLyapunov++;
      }
    }
    return { ...given, draws, largestError, beyondInNorm, beyondInLyapunov };
  });
  console.log(
    `Largest error of log10 σ_max(∂h_T/∂h_0) after k Lanczos steps; draws beyond ${BOUND} at k = ${KERNEL_STEPS}:\n`,
  );
  const header = [
    "matrix",
    "φ",
    "H",
    "T",
    "gain",
    ...STEPS.map((k) => `k = ${k}`),
    "draws",
    "> bound",
    "λ > bound",
  ];
  const rows = figures.map((f) => [
    f.matrix,
    f.activation,
    f.hidden,
    f.unroll,
    f.gain,
    ...STEPS.map((k) => f.largestError[k]),
    f.draws,
    f.beyondInNorm,
    f.beyondInLyapunov,
  ]);
  console.log(`${tableText(header, rows)}\n`);
  return figures;
}

interface DrawnNetwork {
  readonly parameters: Parameters;
  readonly passage: Passage;
  readonly tape: Tape;
}

/** A network with the matrix of the case, driven by normal inputs of standard deviation ½ at every unit and step. */
function drawNetwork({ matrix, activation, hidden, unroll, gain }: Case, draw: number): DrawnNetwork {
  const base =
    matrix === "outlier"
      ? outlier(hidden, draw)
      : initializers[matrix].draw(hidden, hidden, randomStream(1, draw, "weight_hh"));
  const parameters: Parameters = {
    weight_ih: new Float64Array(hidden),
    weight_hh: base.map((w) => gain * w),
    bias: new Float64Array(hidden),
    bias_hn: new Float64Array(0),
    weight_out: new Float64Array(hidden),
    bias_out: new Float64Array(1),
  };
  const passage = new Passage(rnn, activations[activation], hidden, Float64Array);
  const tape = passage.newTape(unroll);
  const random = randomStream(1, draw, "input");
  for (let t = 1; t <= unroll; t++) {
    const input = Float64Array.from({ length: hidden }, () => random.normal() / 2);
    passage.forward(parameters, tape, t, input);
  }
  return { parameters, passage, tape };
}

/**
 * A diagonal matrix whose squares are spread evenly over [0, 1 − gap], and one of them is 1: the gap is narrow enough
 * to be hard to see and wide enough to matter. Draw by draw it grows from 0.0005 by a factor of 1.4.
 */
function outlier(hidden: number, draw: number): Float64Array {
  const gap = 0.0005 * 1.4 ** draw;
  const matrix = new Float64Array(hidden * hidden);
  for (let i = 0; i < hidden; i++) {
    matrix[i * hidden + i] = i === 0 ? 1 : Math.sqrt(((1 - gap) * i) / (hidden - 1));
  }
  return matrix;
}

/** log2 of the estimate of σ_max after 1, 2, … steps of the three-term recurrence. */
function lanczosEstimates(network: DrawnNetwork, { hidden, unroll }: Case): number[] {
  const estimates: number[] = [];
  const diagonal: number[] = [];
  const offDiagonal: number[] = [];
  let vector = Float32Array.from(lanczosStart(hidden));
  let previous = new Float32Array(hidden);
  let beta = 0;
  let unitExponent = 0;
  for (let k = 0; k < STEPS[STEPS.length - 1]; k++) {
    const image = throughJacobian(network, unroll, vector);
    if (k === 0) unitExponent = image.exponent;
    const w = Float32Array.from(image.mantissas, (x) => x * 2 ** (image.exponent - unitExponent));
    const alpha = w.reduce((sum, x, i) => sum + x * vector[i], 0);
    diagonal.push(alpha);
    estimates.push((Math.log2(largestTridiagonalEigenvalue(diagonal, offDiagonal)) + unitExponent) / 2);
    for (let i = 0; i < hidden; i++) w[i] -= alpha * vector[i] + beta * previous[i];
    beta = Math.hypot(...w);
    if (beta <= NEGLIGIBLE * Math.max(...diagonal)) break;
    offDiagonal.push(beta);
    previous = vector;
    vector = w.map((x) => x / beta);
  }
  // A recurrence that has ended has found all there is: its last estimate stands for every later step.
  while (estimates.length < STEPS[STEPS.length - 1]) estimates.push(estimates[estimates.length - 1]);
  return estimates;
}

/** JᵀJ v, by tangent steps and steps back. */
function throughJacobian(
  { parameters, passage, tape }: DrawnNetwork,
  unroll: number,
  vector: Float32Array,
): ScaledVector {
  let current = passage.newState();
  let other = passage.newState();
  current[0].mantissas.set(vector);
  current[0].exponent = 0;
  for (let t = 1; t <= unroll; t++) {
    passage.tangent(parameters, tape, t, current, other);
    [current, other] = [other, current];
  }
  for (let t = unroll; t >= 1; t--) passage.backward(parameters, tape, t, current);
  return current[0];
}
