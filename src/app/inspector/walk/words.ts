// What gates, ways and steps are called in the walk's sentences and tables.

import { cells } from "../../../model/cells/index.ts";
import type { Walk, Way } from "../../../model/walk/walk.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";

/** What each cell calls its gates; a gate that has no word here goes by its letter. */
const GATE_WORDS: Readonly<Record<string, string>> = {
  "lstm i": "input gate i",
  "lstm f": "forget gate f",
  "lstm g": "candidate g",
  "lstm o": "output gate o",
  "gru r": "reset gate r",
  "gru z": "update gate z",
  "gru n": "candidate n",
};

/** A gate in words. */
export function gateWord(walk: Walk, gate: number): string {
  const { name } = cells[walk.cell].gates[gate];
  return GATE_WORDS[`${walk.cell} ${name}`] ?? `gate ${name}`;
}

/** A step of the unroll is a day where the task is about days. */
export function stepWord({ task }: SweepSpec): string {
  return task.kind === "prices" || task.kind === "series" ? "day" : "step";
}

/** A unit by its index, from 0 as in weight_hh[…][…]; the only one needs none. */
export function unitWord(walk: Walk, unit: number): string {
  return walk.hidden === 1 ? "the unit" : `unit ${unit}`;
}

/** The entry of weight_hh that a way passes, as PyTorch writes it; null where it passes none. */
export function weightName(walk: Walk, { gate, from, to }: Way): string | null {
  return gate === null ? null : `weight_hh[${gate * walk.hidden + from}][${to}]`;
}

/** What carries a way that passes no weight. */
export function straightWord(walk: Walk): string {
  const { directGate, parts } = cells[walk.cell];
  const through = parts.length > 1 ? "the cell state" : "the old state";
  return directGate === null ? through : `${through} × ${gateWord(walk, directGate)}`;
}

/** The definitions of the walk's numbers. */
export const walkDefinitions = {
  factor:
    "‖∂L/∂s_(t−1)‖ / ‖∂L/∂s_t‖: how much of the gradient's size is left after this one step back. No unit; below 1 it shrinks, above 1 it grows.",
  units:
    "‖(δ, direct)‖ / ‖∂L/∂s_t‖: what the units let through before any weight. δ = φ′(a_t) ∘ ∂L/∂h_t in an rnn; in gated cells δ of all gates and what goes on without passing a weight. No unit. Times the weights' factor it is the whole factor.",
  weights:
    "‖∂L/∂s_(t−1)‖ / ‖(δ, direct)‖: what the recurrent weights make of what the units let through. No unit. Times the units' factor it is the whole factor.",
  left: "‖∂L/∂s_(t−1)‖ / ‖∂L/∂s_T‖: how much of the gradient that set out at the last step has come this far. No unit.",
  share:
    "The part of the gradient at step t − 1 that came this way: its term of the chain rule's sum along the whole gradient, δ_j · w_jk · ∂L/∂h_(t−1),k / ‖∂L/∂s_(t−1)‖². All ways together are 100 %; a negative one cancels some of the others.",
  holds:
    "The unit's part of the gradient at step t: its square over ‖∂L/∂s_t‖². All units together are 100 %.",
  sends:
    "The unit's part of what arrives at step t − 1: the shares of all ways that set out from it. All units together are 100 %; a negative one cancels some of the others.",
  slope:
    "φ′(a_t): the factor by which the unit multiplies the gradient that passes it; 1 lets all of it through, 0 nothing. Over several sequences the root mean square, weighted by how much gradient each carries.",
  gate: "The gate's value at step t (σ: 0 shut … 1 open; a candidate −1 … 1). Over several sequences the mean, weighted by how much gradient each carries.",
  saturated:
    "Saturated: φ′ is below 5 % of its largest value, the unit sits at its limits and lets almost nothing through.",
  shut: "Shut: φ′ is exactly 0, nothing at all comes through.",
} as const;
