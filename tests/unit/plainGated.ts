// GRU and LSTM networks written a second time, independently of src/model: nested arrays of complex numbers, PyTorch's
// equations gate by gate. Forward only: its derivatives come from complex steps and from central differences.

import { DIFFERENCE_STEP, IMAGINARY_STEP } from "./bounds.ts";
import { signedUniform } from "./draw.ts";

type Complex = readonly [re: number, im: number];

/** The numbers of a gated network, each array in PyTorch's shape and order of gates. */
export interface GatedNumbers {
  readonly weight_ih: number[][];
  readonly weight_hh: number[][];
  readonly bias: number[];
  /** Empty for an lstm. */
  readonly bias_hn: number[];
  readonly weight_out: number[][];
  readonly bias_out: number[];
  /** h_0 [B][H]. */
  readonly h: number[][];
  /** c_0 [B][H]; empty for a gru. */
  readonly c: number[][];
}

export interface GatedNetwork extends GatedNumbers {
  readonly cell: "gru" | "lstm";
  /** x [B][T_b][I]: sequences may have lengths of their own. */
  readonly inputs: number[][][];
  readonly targets: number[][];
}

export const gatedNames = [
  "weight_ih",
  "weight_hh",
  "bias",
  "bias_hn",
  "weight_out",
  "bias_out",
  "h",
  "c",
] as const;

/** Deliberate faults for the controls, each one that people make: a formula of another paper, a missing term. */
export type GatedSabotage =
  | "none"
  | "reset before the product"
  | "forgotten forget gate"
  | "update gate the other way";

const add = (...terms: Complex[]): Complex =>
  terms.reduce((sum, term) => [sum[0] + term[0], sum[1] + term[1]], [0, 0] as Complex);
const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const minus = (a: Complex, b: Complex): Complex => [a[0] - b[0], a[1] - b[1]];
const ONE: Complex = [1, 0];

/** For imaginary parts so small that their squares vanish: f(x + iε) = f(x) + iε f'(x). */
const tanh = ([re, im]: Complex): Complex => [Math.tanh(re), im / Math.cosh(re) ** 2];
const sigmoid = ([re, im]: Complex): Complex => {
  const s = 1 / (1 + Math.exp(-re));
  return [s, (im * 1) / ((1 + Math.exp(-re)) * (1 + Math.exp(re)))];
};

/** The number at a place of the network, with its imaginary part. */
type At = (name: keyof GatedNumbers, ...path: number[]) => Complex;

const reading =
  (net: GatedNetwork, imaginary: (name: keyof GatedNumbers, path: readonly number[]) => number): At =>
  (name, ...path) => {
    const value = path.reduce<unknown>((array, index) => (array as unknown[])[index], net[name]) as number;
    return [value, imaginary(name, path)];
  };

/** The last state of sequence b, part by part. */
function lastState(
  net: GatedNetwork,
  at: At,
  b: number,
  sabotage: GatedSabotage,
): { h: Complex[]; c: Complex[] } {
  const units = net.h[b].map((_, i) => i);
  const H = units.length;
  let h = units.map((i) => at("h", b, i));
  let c = net.c.length === 0 ? [] : units.map((i) => at("c", b, i));
  for (const x of net.inputs[b]) {
    const fromInput = (row: number) =>
      add(at("bias", row), ...x.map((value, k) => times(at("weight_ih", row, k), [value, 0])));
    const fromState = (row: number, state: Complex[]) =>
      add(...state.map((value, j) => times(at("weight_hh", row, j), value)));
    const before = h;
    const gate = (q: number, i: number) => add(fromInput(q * H + i), fromState(q * H + i, before));
    if (net.cell === "lstm") {
      const f = (i: number) => (sabotage === "forgotten forget gate" ? ONE : sigmoid(gate(1, i)));
      c = units.map((i) => add(times(f(i), c[i]), times(sigmoid(gate(0, i)), tanh(gate(2, i)))));
      h = units.map((i) => times(sigmoid(gate(3, i)), tanh(c[i])));
    } else {
      const r = units.map((i) => sigmoid(gate(0, i)));
      const z = units.map((i) => sigmoid(gate(1, i)));
      const reset = before.map((value, j) => times(r[j], value));
      const n = units.map((i) => {
        const row = 2 * H + i;
        const recurrent =
          sabotage === "reset before the product"
            ? add(fromState(row, reset), at("bias_hn", i))
            : times(r[i], add(fromState(row, before), at("bias_hn", i)));
        return tanh(add(fromInput(row), recurrent));
      });
      const [keep, take] = sabotage === "update gate the other way" ? [1, 0] : [0, 1];
      const parts = units.map((i) => [n[i], before[i]]);
      h = units.map((i) => add(times(minus(ONE, z[i]), parts[i][keep]), times(z[i], parts[i][take])));
    }
  }
  return { h, c };
}

function complexLoss(net: GatedNetwork, at: At, sabotage: GatedSabotage): Complex {
  const errors = net.targets.flatMap((target, b) => {
    const { h } = lastState(net, at, b, sabotage);
    return target.map((wanted, o) =>
      minus(add(at("bias_out", o), ...h.map((value, i) => times(at("weight_out", o, i), value))), [
        wanted,
        0,
      ]),
    );
  });
  const [re, im] = add(...errors.map((error) => times(error, error)));
  return [re / errors.length, im / errors.length];
}

/** Mean over batch and outputs of (y − target)². */
export function gatedLoss(net: GatedNetwork): number {
  return complexLoss(
    net,
    reading(net, () => 0),
    "none",
  )[0];
}

/** ∂L/∂(every number), by complex steps: exact to rounding. */
export function gatedByComplexStep(net: GatedNetwork, sabotage: GatedSabotage = "none"): GatedNumbers {
  return eachNumber(net, (name, path) => {
    const at = reading(net, (other, where) =>
      other === name && where.every((x, d) => x === path[d]) ? IMAGINARY_STEP : 0,
    );
    return complexLoss(net, at, sabotage)[1] / IMAGINARY_STEP;
  });
}

/** ∂L/∂(every number), by central differences. */
export function gatedByDifferences(net: GatedNetwork): GatedNumbers {
  return eachNumber(net, (name, path, value) => {
    const step = DIFFERENCE_STEP * Math.max(1, Math.abs(value));
    const moved = (by: number) =>
      complexLoss(
        net,
        (other, ...where) => {
          const [re] = reading(net, () => 0)(other, ...where);
          return [other === name && where.every((x, d) => x === path[d]) ? re + by : re, 0];
        },
        "none",
      )[0];
    return (moved(step) - moved(-step)) / (2 * step);
  });
}

/** ∂s_T/∂s_0 of sequence b as a dense matrix, the parts of the state one after another. */
export function gatedJacobian(net: GatedNetwork, b: number): number[][] {
  const parts = net.c.length === 0 ? (["h"] as const) : (["h", "c"] as const);
  const columns = parts.flatMap((part) =>
    net[part][b].map((_, i) => {
      const at = reading(net, (name, path) =>
        name === part && path[0] === b && path[1] === i ? IMAGINARY_STEP : 0,
      );
      const { h, c } = lastState(net, at, b, "none");
      return [...h, ...c].map(([, im]) => im / IMAGINARY_STEP);
    }),
  );
  return columns[0].map((_, row) => columns.map((column) => column[row]));
}

/** The same network from step t on: its first t inputs are gone, and what they made of the state is where it starts. */
export function gatedFrom(net: GatedNetwork, t: number): GatedNetwork {
  const start = { ...net, inputs: net.inputs.map((x) => x.slice(0, t)) };
  const at = reading(start, () => 0);
  const states = net.inputs.map((_, b) => lastState(start, at, b, "none"));
  const real = (part: "h" | "c") => states.map((state) => state[part].map(([re]) => re));
  return {
    ...net,
    inputs: net.inputs.map((x) => x.slice(t)),
    h: real("h"),
    c: net.c.length === 0 ? [] : real("c"),
  };
}

/** A network with random weights, biases, inputs, targets and initial state. */
export function drawGated(shape: {
  readonly cell: "gru" | "lstm";
  readonly hidden: number;
  readonly lengths: readonly number[];
  readonly inputSize: number;
  readonly outputSize: number;
  readonly gain: number;
  readonly seed: number;
}): GatedNetwork {
  const random = signedUniform(shape.seed);
  const { cell, hidden: H, inputSize: I, outputSize: O } = shape;
  const rows = (cell === "lstm" ? 4 : 3) * H;
  const vector = (n: number, size: number) => Array.from({ length: n }, () => size * random());
  const matrix = (m: number, n: number, size: number) => Array.from({ length: m }, () => vector(n, size));
  const B = shape.lengths.length;
  return {
    cell,
    weight_ih: matrix(rows, I, 0.8),
    weight_hh: matrix(rows, H, shape.gain * Math.sqrt(3 / H)),
    bias: vector(rows, 0.6),
    bias_hn: cell === "gru" ? vector(H, 0.6) : [],
    weight_out: matrix(O, H, 1),
    bias_out: vector(O, 0.5),
    inputs: shape.lengths.map((length) => matrix(length, I, 1)),
    targets: matrix(B, O, 1),
    h: matrix(B, H, 0.7),
    c: cell === "lstm" ? matrix(B, H, 0.9) : [],
  };
}

/** The spec, as a user would write it. */
export function gatedSpec(net: GatedNetwork): unknown {
  const { cell, inputs, targets, h, c, bias_hn, ...parameters } = net;
  return {
    model: { cell, hidden: h[0].length },
    task: { kind: "explicit", inputs, targets, initialState: cell === "lstm" ? { h, c } : { h } },
    init: { kind: "explicit", parameters: cell === "gru" ? { ...parameters, bias_hn } : parameters },
    metrics: ["loss"],
  };
}

function eachNumber(
  net: GatedNetwork,
  measure: (name: keyof GatedNumbers, path: number[], value: number) => number,
): GatedNumbers {
  const over = (name: keyof GatedNumbers, value: unknown, path: number[]): unknown =>
    Array.isArray(value)
      ? value.map((item, i) => over(name, item, [...path, i]))
      : measure(name, path, value as number);
  return Object.fromEntries(
    gatedNames.map((name) => [name, over(name, net[name], [])]),
  ) as unknown as GatedNumbers;
}
