// Random networks for the tests, from a generator of their own, and the specs that describe them to the lab.

import { ReferenceEngine } from "../../src/engine/reference.ts";
import type { ActivationName } from "../../src/model/activations/index.ts";
import type { Inspection } from "../../src/sweep/inspection.ts";
import { mistakeText } from "../../src/sweep/mistakes.ts";
import { parseSpec, type SweepSpec } from "../../src/sweep/spec.ts";
import type { PlainGradient, PlainNetwork } from "./plainNetwork.ts";

/** A small seeded generator (mulberry32), independent of the one under test. Uniform on [−1, 1). */
export function signedUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

export interface NetworkShape {
  readonly activation: ActivationName;
  readonly hidden: number;
  readonly unroll: number;
  readonly batch: number;
  readonly inputSize: number;
  readonly outputSize: number;
  /** Size of the recurrent weights: entries are uniform within ± gain·√(3/H). */
  readonly gain: number;
  readonly seed: number;
}

/** A network with random weights, biases, inputs, targets and initial state. */
export function drawNetwork(shape: NetworkShape): PlainNetwork {
  const random = signedUniform(shape.seed);
  const { hidden: H, batch: B, inputSize: I, outputSize: O } = shape;
  const vector = (n: number, size: number) => Array.from({ length: n }, () => size * random());
  const matrix = (m: number, n: number, size: number) => Array.from({ length: m }, () => vector(n, size));
  return {
    activation: shape.activation,
    weight_ih: matrix(H, I, 0.8),
    weight_hh: matrix(H, H, shape.gain * Math.sqrt(3 / H)),
    bias: vector(H, 0.4),
    weight_out: matrix(O, H, 1),
    bias_out: vector(O, 0.5),
    inputs: Array.from({ length: B }, () => matrix(shape.unroll, I, 1)),
    targets: matrix(B, O, 1),
    initial: matrix(B, H, 0.7),
  };
}

/** The spec, as a user would write it, of a plain network. */
export function specOf(net: PlainNetwork): SweepSpec {
  const { activation, inputs, targets, initial, ...parameters } = net;
  return sound({
    model: { activation, hidden: net.bias.length },
    task: { kind: "explicit", inputs, targets, initialState: { h: initial } },
    init: { kind: "explicit", parameters },
    metrics: ["loss"],
  });
}

/** A spec that must be sound. */
export function sound(input: unknown): SweepSpec {
  const parsed = parseSpec(input);
  if (!parsed.ok) throw new Error(parsed.mistakes.map(mistakeText).join("\n"));
  return parsed.value;
}

/** What the reference says of one network. */
export function inspect(input: unknown, replicate = 0): Promise<Inspection> {
  return new ReferenceEngine().inspect(sound(input), replicate);
}

/** The reference's gradient of all parameters as plain numbers; `initial` is not among them. */
export function parametersGradient(inspection: Inspection): PlainGradient {
  const factor = 2 ** inspection.gradient.log2Scale;
  const g = inspection.gradient;
  const matrix = (m: unknown) => (m as number[][]).map((row) => row.map((x) => x * factor));
  const vector = (v: unknown) => (v as number[]).map((x) => x * factor);
  return {
    weight_ih: matrix(g.weight_ih),
    weight_hh: matrix(g.weight_hh),
    bias: vector(g.bias),
    weight_out: matrix(g.weight_out),
    bias_out: vector(g.bias_out),
    initial: [],
  };
}
