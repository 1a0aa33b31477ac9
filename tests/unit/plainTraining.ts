// Gradient descent written a second time, independently of src/model, as torch.optim and clip_grad_norm_ document it:
// one flat list of numbers, the textbook network's gradient, and deliberate faults for the controls.

import { backward, lossOf, type PlainGradient, type PlainNetwork } from "./plainNetwork.ts";

export interface PlainSettings {
  readonly optimizer: "sgd" | "momentum" | "adam";
  readonly learningRate: number;
  readonly momentum?: number;
  readonly clipNorm?: number | null;
  readonly steps: number;
}

/** Deliberate faults: each is a mistake that people really make. */
export type TrainingSabotage =
  | "dropped factor 2"
  | "no batch mean"
  | "moments never kept"
  | "moment of the step before"
  | "dampened first gradient"
  | "Adam counts from 0"
  | "Adam counts from 2"
  | "epsilon before the correction"
  | "clipped per array"
  | "clipped without epsilon"
  | "clipped after the moments"
  | "one update too many";

/** Losses before the first update and after each, gradient norms before clipping, and the network at the end. */
export interface PlainRun {
  readonly loss: number[];
  readonly gradientNorm: number[];
  readonly end: PlainNetwork;
}

export type GradientOf = (net: PlainNetwork) => PlainGradient;

const names = ["weight_ih", "weight_hh", "bias", "weight_out", "bias_out"] as const;
const [BETA1, BETA2, EPSILON, CLIP_EPSILON] = [0.9, 0.999, 1e-8, 1e-6];

/** A whole run. `gradientOf` is by backpropagation unless another way of differentiating is given. */
export function trainPlain(
  net: PlainNetwork,
  settings: PlainSettings,
  sabotage: TrainingSabotage | "none" = "none",
  gradientOf: GradientOf = (at) => backward(at, faultOf(sabotage)),
): PlainRun {
  let current = net;
  let moments = { first: flat(net).map(() => 0), second: flat(net).map(() => 0) };
  const loss = [lossOf(net)];
  const gradientNorm: number[] = [];
  for (let step = 1; step <= settings.steps + (sabotage === "one update too many" ? 1 : 0); step++) {
    const gradient = gradientOf(current);
    gradientNorm.push(Math.hypot(...flat(gradient)));
    const clip = sabotage === "clipped after the moments" ? null : (settings.clipNorm ?? null);
    const g = clipped(gradient, clip, sabotage);
    const update = updateOf(g, moments, settings, step, sabotage);
    const scale =
      sabotage === "clipped after the moments" ? factorOf(update.move, settings.clipNorm ?? null) : 1;
    moments = sabotage === "moments never kept" ? moments : update.moments;
    const values = flat(current).map((value, i) => value - settings.learningRate * scale * update.move[i]);
    current = refilled(current, values);
    loss.push(lossOf(current));
  }
  // The control of a curve that is off by one: its first loss is the one after the first update.
  return { loss: sabotage === "one update too many" ? loss.slice(1) : loss, gradientNorm, end: current };
}

/** What the two programs disagree by: the largest relative difference of two curves; Infinity where one is no curve. */
export function curveDisagreement(curve: readonly number[], truth: readonly number[]): number {
  if (curve.length !== truth.length) return Number.POSITIVE_INFINITY;
  const differences = curve.map((x, i) => (x === truth[i] ? 0 : Math.abs(x - truth[i]) / Math.abs(truth[i])));
  return differences.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...differences);
}

function updateOf(
  g: number[],
  { first, second }: { first: number[]; second: number[] },
  { optimizer, momentum = 0 }: PlainSettings,
  step: number,
  sabotage: TrainingSabotage | "none",
) {
  if (optimizer === "sgd") return { move: g, moments: { first, second } };
  const stale = sabotage === "moment of the step before";
  if (optimizer === "momentum") {
    // torch: the buffer is the first gradient itself, without dampening; from then on momentum · buffer + gradient.
    const dampening = sabotage === "dampened first gradient" ? momentum : 0;
    const buffer = step === 1 ? g.map((x) => x * (1 - dampening)) : first.map((u, i) => momentum * u + g[i]);
    return { move: stale ? first : buffer, moments: { first: buffer, second } };
  }
  const mean = first.map((m, i) => BETA1 * m + (1 - BETA1) * g[i]);
  const square = second.map((v, i) => BETA2 * v + (1 - BETA2) * g[i] * g[i]);
  const count = step + (sabotage === "Adam counts from 0" ? -1 : sabotage === "Adam counts from 2" ? 1 : 0);
  const [correction1, correction2] = [1 - BETA1 ** count, 1 - BETA2 ** count];
  const move = (stale ? first : mean).map((m, i) => {
    const root =
      sabotage === "epsilon before the correction"
        ? (Math.sqrt(square[i]) + EPSILON) / Math.sqrt(correction2)
        : Math.sqrt(square[i]) / Math.sqrt(correction2) + EPSILON;
    return m / correction1 / root;
  });
  return { move, moments: { first: mean, second: square } };
}

function clipped(
  gradient: Pick<PlainGradient, (typeof names)[number]>,
  clipNorm: number | null,
  sabotage: TrainingSabotage | "none",
): number[] {
  if (sabotage === "clipped per array") {
    return names.flatMap((name) => {
      const values = gradient[name].flat();
      const factor = factorOf(values, clipNorm);
      return values.map((x) => x * factor);
    });
  }
  const values = flat(gradient);
  const factor = factorOf(values, clipNorm, sabotage === "clipped without epsilon" ? 0 : CLIP_EPSILON);
  return values.map((x) => x * factor);
}

/** torch.nn.utils.clip_grad_norm_: max_norm / (total_norm + 1e-6), clamped to 1. */
function factorOf(values: readonly number[], clipNorm: number | null, epsilon = CLIP_EPSILON): number {
  return clipNorm === null ? 1 : Math.min(1, clipNorm / (Math.hypot(...values) + epsilon));
}

function flat(of: Pick<PlainGradient, (typeof names)[number]>): number[] {
  return names.flatMap((name) => of[name].flat());
}

function refilled(net: PlainNetwork, values: readonly number[]): PlainNetwork {
  let next = 0;
  const row = (old: number[]) => old.map(() => values[next++]);
  const weight_ih = net.weight_ih.map(row);
  const weight_hh = net.weight_hh.map(row);
  const bias = row(net.bias);
  const weight_out = net.weight_out.map(row);
  return { ...net, weight_ih, weight_hh, bias, weight_out, bias_out: row(net.bias_out) };
}

function faultOf(sabotage: TrainingSabotage | "none") {
  return sabotage === "dropped factor 2" || sabotage === "no batch mean" ? sabotage : "none";
}
