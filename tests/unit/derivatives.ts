// Numerical derivatives of the plain network's loss, by two independent ways: central differences and complex step.
// And the one comparison that every gradient, sound or sabotaged, is put through.

import { DIFFERENCE_STEP, IMAGINARY_STEP } from "./bounds.ts";
import { gradientNames, lossOf, type PlainGradient, type PlainNetwork } from "./plainNetwork.ts";

/** Central differences of the loss with respect to every number of the network. */
export function byDifferences(net: PlainNetwork): PlainGradient {
  return forEachNumber(net, (copy, set, value) => {
    const step = DIFFERENCE_STEP * Math.max(1, Math.abs(value));
    set(value + step);
    const above = lossOf(copy);
    set(value - step);
    const below = lossOf(copy);
    return (above - below) / (2 * step);
  });
}

/** Complex step: ∂L/∂θ = Im L(θ + iε) / ε, exact to rounding (Squire & Trapp 1998). */
export function byComplexStep(net: PlainNetwork): PlainGradient {
  return forEachNumber(
    net,
    (_copy, _set, _value, name, path) => complexLoss(net, name, path) / IMAGINARY_STEP,
  );
}

/** ‖gradient − truth‖ / ‖truth‖ of one group of numbers, or of all of them. */
export function disagreement(
  gradient: PlainGradient,
  truth: PlainGradient,
  names: readonly (keyof PlainGradient)[] = gradientNames,
): number {
  const [a, b] = [names.flatMap((n) => gradient[n].flat()), names.flatMap((n) => truth[n].flat())];
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const difference = Math.hypot(...a.map((x, i) => x - b[i]));
  return difference === 0 ? 0 : difference / Math.hypot(...b);
}

type Path = readonly number[];
type Measure = (
  copy: PlainNetwork,
  set: (value: number) => void,
  value: number,
  name: keyof PlainGradient,
  path: Path,
) => number;

/** Calls `measure` for every number, which it may set in a copy; the number is put back afterwards. */
function forEachNumber(net: PlainNetwork, measure: Measure): PlainGradient {
  const copy = structuredClone(net);
  const over = (name: keyof PlainGradient, row: number[], prefix: Path) =>
    row.map((value, i) => {
      const set = (x: number) => {
        row[i] = x;
      };
      const result = measure(copy, set, value, name, [...prefix, i]);
      row[i] = value;
      return result;
    });
  const rows = (name: "weight_ih" | "weight_hh" | "weight_out" | "initial") =>
    copy[name].map((row, i) => over(name, row, [i]));
  return {
    weight_ih: rows("weight_ih"),
    weight_hh: rows("weight_hh"),
    bias: over("bias", copy.bias, []),
    weight_out: rows("weight_out"),
    bias_out: over("bias_out", copy.bias_out, []),
    initial: rows("initial"),
  };
}

/** Imaginary part of the loss where one number has the imaginary part ε. Pairs are [real, imaginary]. */
function complexLoss(net: PlainNetwork, name: keyof PlainGradient, path: Path): number {
  const isAt = (n: keyof PlainGradient, ...at: number[]) =>
    n === name && at.length === path.length && at.every((x, d) => x === path[d]);
  const imaginary = (n: keyof PlainGradient, ...at: number[]): number =>
    isAt(n, ...at) ? IMAGINARY_STEP : 0;
  let sum = 0;
  net.targets.forEach((target, b) => {
    let real = net.initial[b];
    let imag = real.map((_, i) => imaginary("initial", b, i));
    for (const x of net.inputs[b]) {
      const values = real.map((_, i) => {
        let [re, im] = [net.bias[i], imaginary("bias", i)];
        for (let k = 0; k < x.length; k++) {
          re += net.weight_ih[i][k] * x[k];
          im += imaginary("weight_ih", i, k) * x[k];
        }
        for (let j = 0; j < real.length; j++) {
          const w = net.weight_hh[i][j];
          const wImaginary = imaginary("weight_hh", i, j);
          re += w * real[j] - wImaginary * imag[j];
          im += w * imag[j] + wImaginary * real[j];
        }
        return complexActivation(net.activation, re, im);
      });
      real = values.map(([re]) => re);
      imag = values.map(([, im]) => im);
    }
    target.forEach((wanted, o) => {
      let [re, im] = [net.bias_out[o] - wanted, imaginary("bias_out", o)];
      for (let i = 0; i < real.length; i++) {
        re += net.weight_out[o][i] * real[i];
        im += net.weight_out[o][i] * imag[i] + imaginary("weight_out", o, i) * real[i];
      }
      sum += 2 * re * im;
    });
  });
  return sum / (net.targets.length * net.bias_out.length);
}

/** φ of a complex number; ReLU is taken to be smooth, which it is away from 0. */
function complexActivation(activation: PlainNetwork["activation"], re: number, im: number): [number, number] {
  switch (activation) {
    case "identity":
      return [re, im];
    case "relu":
      return re > 0 ? [re, im] : [0, 0];
    case "tanh":
      return complexTanh(re, im);
    case "sigmoid": {
      const [x, y] = complexTanh(re / 2, im / 2);
      return [(1 + x) / 2, y / 2];
    }
  }
}

/** tanh(x + iy) = (sinh 2x + i sin 2y) / (cosh 2x + cos 2y). */
function complexTanh(x: number, y: number): [number, number] {
  const denominator = Math.cosh(2 * x) + Math.cos(2 * y);
  return [Math.sinh(2 * x) / denominator, Math.sin(2 * y) / denominator];
}
