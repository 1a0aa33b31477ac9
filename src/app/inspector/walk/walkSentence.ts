// One step of the walk as a sentence: what became of the gradient, which unit or gate did it, and its strongest way back.

import { activations } from "../../../model/activations/index.ts";
import { saturatedBelow } from "../../../model/activity.ts";
import { cells } from "../../../model/cells/index.ts";
import type { Parameters } from "../../../model/network.ts";
import type { Walk } from "../../../model/walk/walk.ts";
import { type WalkStep, type WalkUnit, walkStep } from "../../../model/walk/walkStep.ts";
import { formatNumber, formatShare } from "../../../store/figure/format.ts";
import type { SweepSpec } from "../../../sweep/spec.ts";
import { sizeText } from "../sentence.ts";
import { gateWord, stepWord, straightWord, unitWord, weightName } from "./words.ts";

/** Within this many powers of ten of 1 (1 %) a factor leaves the gradient as it is. */
const SAME = 0.005;
/** A unit or way that makes up this share of all is worth naming as the one that did it. */
const MOST = 0.5;

/** What a sentence is made of. */
export interface Told {
  readonly spec: SweepSpec;
  readonly walk: Walk;
  readonly parameters: Parameters;
}

/** The sentence about the step from t back to t − 1. */
export function walkSentence(told: Told, t: number): string {
  const { walk, spec } = told;
  const step = walkStep(walk, t);
  const word = stepWord(spec);
  const to = t === 1 ? "the start" : `${word} ${t - 1}`;
  if (step.logFrom === Number.NEGATIVE_INFINITY) {
    return t === walk.unroll
      ? "There is no gradient to send back: the last state does not change the loss at all."
      : `Nothing is left to send back from ${word} ${t}: the gradient was lost entirely on a later ${word}.`;
  }
  const start = `From ${word} ${t} back to ${to} the gradient ${changeText(step)}`;
  if (step.heldShare === 1) return `${start}: the sequence is over by then, and its state stays as it is.`;
  const reasons = [unitsText(told, step), wayText(told, step)].filter((text) => text !== null);
  return reasons.length === 0 ? `${start}.` : `${start}: ${reasons.join("; ")}.`;
}

function changeText({ logFactor, logTo }: WalkStep): string {
  if (logTo === Number.NEGATIVE_INFINITY) return "was lost entirely";
  if (Math.abs(logFactor) < SAME) return "kept its size";
  const size = sizeText(logFactor);
  return logFactor < 0 ? `shrank to ${size} of its size` : `grew to ${size} times its size`;
}

/** What the units did, in cells of one gate; gated cells are told by their ways. */
function unitsText(told: Told, step: WalkStep): string | null {
  const { walk, spec } = told;
  const [strongest] = [...step.units].sort((a, b) => b.arriving - a.arriving);
  if (cells[walk.cell].gates.length > 1 || strongest === undefined) return null;
  if (step.shut[0] > 0 && step.logTo === Number.NEGATIVE_INFINITY) {
    return walk.hidden === 1
      ? "the unit is shut (φ′ = 0)"
      : `every unit that held any of it is shut (φ′ = 0)`;
  }
  const [slope] = strongest.slopes;
  const state = stateOf(spec, slope);
  const held = walk.hidden === 1 ? "" : `, which held ${formatShare(strongest.arriving)} of it,`;
  if (state !== "open" && strongest.arriving >= MOST) {
    const lets = state === "shut" ? "lets nothing through" : "lets almost nothing through";
    return `${unitWord(walk, strongest.unit)}${held} is ${state} (φ′ = ${formatNumber(slope, 2)}) and ${lets}`;
  }
  if (walk.hidden === 1) return `the unit lets φ′ = ${formatNumber(slope, 3)} of it through`;
  const limits = [
    ...(step.saturated[0] > 0 ? [`${step.saturated[0]} saturated`] : []),
    ...(step.shut[0] > 0 ? [`${step.shut[0]} shut`] : []),
  ];
  const counted = limits.length === 0 ? "" : ` (${limits.join(" and ")})`;
  return `the ${walk.hidden} units${counted} let ${sizeText(step.logThroughUnits)} of it through, and the weights made ${sizeText(step.logThroughWeights)} times of that`;
}

/** The strongest way back, or where several gates have a part in it, the strongest of them. */
function wayText(told: Told, step: WalkStep): string | null {
  const { walk, parameters } = told;
  const [strongest] = step.ways;
  if (strongest === undefined) return null;
  if (cells[walk.cell].gates.length > 1) return pathText(walk, step);
  const name = weightName(walk, strongest);
  if (name === null) return null;
  const weight = parameters.weight_hh[strongest.id];
  const value = `${name} = ${formatNumber(weight, 3)}`;
  if (walk.hidden === 1) return `the feedback weight ${value} multiplies what is left`;
  return `the strongest way back was unit ${strongest.from} → unit ${strongest.to} over ${value} (${formatShare(strongest.share)} of what arrives)`;
}

/** Which of a gated cell's ways brought most of it back. */
function pathText(walk: Walk, step: WalkStep): string {
  const { directGate } = cells[walk.cell];
  const paths = [
    { share: step.directShare, word: null },
    ...step.gateShares.map((share, gate) => ({ share, word: gateWord(walk, gate) })),
  ].sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
  const [strongest] = paths;
  if (strongest.word !== null) {
    return `${formatShare(strongest.share)} of what arrives came through the weights of the ${strongest.word}`;
  }
  const open = directGate === null ? Number.NaN : meanOf(step.units, ({ values }) => values[directGate]);
  return `${formatShare(strongest.share)} of what arrives came straight through ${straightWord(walk)} (${formatNumber(open, 3)} open)`;
}

/** A mean over the units, weighted by how much of the gradient they hold. */
function meanOf(units: readonly WalkUnit[], value: (unit: WalkUnit) => number): number {
  const weight = units.reduce((sum, { arriving }) => sum + arriving, 0);
  return units.reduce((sum, unit) => sum + unit.arriving * value(unit), 0) / weight;
}

/** Whether a unit of the activation that the spec names is open, saturated or shut. */
export function stateOf({ model }: SweepSpec, slope: number): "open" | "saturated" | "shut" {
  if (slope === 0) return "shut";
  return slope < saturatedBelow(activations[model.activation]) ? "saturated" : "open";
}
