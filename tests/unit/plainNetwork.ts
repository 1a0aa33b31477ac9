// An Elman network written a second time, independently of src/model: nested arrays, plain float64, textbook loops.
// Forward, backward (with optional sabotage, for the controls), and forward once more in complex numbers.

import type { ActivationName } from "../../src/model/activations/index.ts";

/** A network and its data as nested arrays. */
export interface PlainNetwork {
  readonly activation: ActivationName;
  readonly weight_ih: number[][];
  readonly weight_hh: number[][];
  readonly bias: number[];
  readonly weight_out: number[][];
  readonly bias_out: number[];
  /** x [B][T][I]. */
  readonly inputs: number[][][];
  /** y* [B][O]. */
  readonly targets: number[][];
  /** h_0 [B][H]. */
  readonly initial: number[][];
}

/** Deliberate faults for the controls: each is a mistake that people really make. */
export type Sabotage =
  | "none"
  | "dropped factor 2"
  | "states off by one step"
  | "one step too few"
  | "no batch mean";

export interface PlainGradient {
  readonly weight_ih: number[][];
  readonly weight_hh: number[][];
  readonly bias: number[];
  readonly weight_out: number[][];
  readonly bias_out: number[];
  readonly initial: number[][];
}

/** The names of all that a gradient is taken of. */
export const gradientNames = ["weight_ih", "weight_hh", "bias", "weight_out", "bias_out", "initial"] as const;

const phi: Record<ActivationName, (a: number) => number> = {
  tanh: Math.tanh,
  relu: (a) => Math.max(a, 0),
  identity: (a) => a,
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
};

const slope: Record<ActivationName, (a: number) => number> = {
  tanh: (a) => 1 / Math.cosh(a) ** 2,
  relu: (a) => (a > 0 ? 1 : 0),
  identity: () => 1,
  sigmoid: (a) => 1 / ((1 + Math.exp(-a)) * (1 + Math.exp(a))),
};

/** All pre-activations and states of sequence b: pre[t − 1] is a_t, states[t] is h_t. */
export function unroll(net: PlainNetwork, b: number): { pre: number[][]; states: number[][] } {
  const states = [net.initial[b]];
  const pre: number[][] = [];
  for (const x of net.inputs[b]) {
    const h = states[states.length - 1];
    const a = net.bias.map((bias, i) => bias + dot(net.weight_ih[i], x) + dot(net.weight_hh[i], h));
    pre.push(a);
    states.push(a.map(phi[net.activation]));
  }
  return { pre, states };
}

/** Mean over batch and outputs of (y − target)². */
export function lossOf(net: PlainNetwork): number {
  let sum = 0;
  net.targets.forEach((target, b) => {
    const last = unroll(net, b).states.at(-1) as number[];
    target.forEach((wanted, o) => {
      sum += (dot(net.weight_out[o], last) + net.bias_out[o] - wanted) ** 2;
    });
  });
  return sum / (net.targets.length * net.bias_out.length);
}

/** Backpropagation through time as in a textbook; right only where nothing under- or overflows. */
export function backward(net: PlainNetwork, sabotage: Sabotage = "none"): PlainGradient {
  const zeros = (m: number[][]) => m.map((row) => row.map(() => 0));
  const g = {
    weight_ih: zeros(net.weight_ih),
    weight_hh: zeros(net.weight_hh),
    bias: net.bias.map(() => 0),
    weight_out: zeros(net.weight_out),
    bias_out: net.bias_out.map(() => 0),
    initial: zeros(net.initial),
  };
  const terms = (sabotage === "no batch mean" ? 1 : net.targets.length) * net.bias_out.length;
  const factor = (sabotage === "dropped factor 2" ? 1 : 2) / terms;
  net.targets.forEach((target, b) => {
    const { pre, states } = unroll(net, b);
    const last = states.at(-1) as number[];
    let toState = last.map(() => 0);
    target.forEach((wanted, o) => {
      const toOutput = factor * (dot(net.weight_out[o], last) + net.bias_out[o] - wanted);
      g.bias_out[o] += toOutput;
      last.forEach((h, i) => {
        g.weight_out[o][i] += toOutput * h;
        toState[i] += toOutput * net.weight_out[o][i];
      });
    });
    const end = sabotage === "one step too few" ? 1 : 0;
    for (let t = pre.length; t > end; t--) {
      const delta = toState.map((s, i) => s * slope[net.activation](pre[t - 1][i]));
      const before = sabotage === "states off by one step" ? states[t] : states[t - 1];
      delta.forEach((d, i) => {
        g.bias[i] += d;
        net.inputs[b][t - 1].forEach((x, k) => {
          g.weight_ih[i][k] += d * x;
        });
        before.forEach((h, j) => {
          g.weight_hh[i][j] += d * h;
        });
      });
      toState = toState.map((_, j) => delta.reduce((sum, d, i) => sum + d * net.weight_hh[i][j], 0));
    }
    toState.forEach((d, i) => {
      g.initial[b][i] = d;
    });
  });
  return g;
}

/** ∂h_T/∂h_0 of sequence b as a dense matrix: the product of diag(φ'(a_t)) W_hh over the steps. */
export function denseJacobian(net: PlainNetwork, b: number): number[][] {
  let product: number[][] = net.weight_hh.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  for (const a of unroll(net, b).pre) {
    product = net.weight_hh.map((row, i) =>
      row.map((_, j) => slope[net.activation](a[i]) * row.reduce((s, w, k) => s + w * product[k][j], 0)),
    );
  }
  return product;
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
