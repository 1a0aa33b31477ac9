// What else is worth knowing of a training run, beside the one sentence: clipping, plateaus, memory, dead units.

import { formatCount, formatNumber } from "../../../store/figure/format.ts";
import { diagnosis, MOSTLY_SATURATED } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";
import { MEMORYLESS_LOSS, plateauText } from "./plateaus.ts";
import { amount, percentOf, vanishes, wayBack } from "./wayBack.ts";

/** A loss is below another one for certain, and not by rounding, where it is below this share of it. */
const CLEARLY_BELOW = 0.99;

/** A sentence each; none that the diagnosis has said already. */
export function notes(facts: Facts): string[] {
  const said = diagnosis(facts);
  return [
    clipping(facts),
    resting(facts, said),
    memory(facts),
    wayOfTrained(facts),
    units(facts),
    inPassing(facts),
  ].filter((note) => note !== null);
}

function clipping({ spec, clipped, updates, peak }: Facts): string | null {
  const { clipNorm } = spec.training;
  if (clipNorm === null || peak === null) return null;
  const longest = `the longest gradient had a norm of ${amount(peak.norm)}`;
  return clipped === 0
    ? `No gradient had to be clipped to the norm of ${amount(clipNorm)}: ${longest}.`
    : `${formatCount(clipped)} of ${formatCount(updates)} updates were made from a gradient clipped to the norm of ${amount(clipNorm)}; ${longest}.`;
}

function resting(facts: Facts, said: string): string | null {
  const rests = facts.outcome === "stalled" || facts.outcome === "unfinished";
  const named = plateauText(facts);
  return !rests || named === null || said.includes(named)
    ? null
    : `A loss of ${formatNumber(facts.finalLoss, 4)} is ${named}.`;
}

function memory({ spec, unroll, bestLoss, outcome }: Facts): string | null {
  if (spec.task.kind !== "prices" || unroll < 2) return null;
  if (spec.task.cases === "everHigh") {
    return bestLoss < CLEARLY_BELOW * MEMORYLESS_LOSS
      ? `Its best loss of ${amount(bestLoss)} is below ${MEMORYLESS_LOSS}, which today’s price alone does not allow: it learned to remember.`
      : null;
  }
  return outcome === "converged"
    ? "These four cases can be solved from today’s price alone; the cases everHigh ask for a memory."
    : null;
}

/** A run may touch its target and be lost all the same. */
function inPassing({ outcome, stepsToTarget }: Facts): string | null {
  if (outcome !== "diverged" || Number.isNaN(stepsToTarget)) return null;
  return `Its loss had met the target after ${formatCount(stepsToTarget)} steps, before it diverged.`;
}

/** A network may well be trained while its gradient vanishes; that is worth a word of its own. */
function wayOfTrained(facts: Facts): string | null {
  if (facts.outcome !== "converged" && facts.outcome !== "unfinished") return null;
  const clause = vanishes(facts.ratio.after) ? wayBack(facts.ratio.after, facts) : null;
  return clause === null ? null : `In the trained network ${clause}.`;
}

function units({ dead, saturated, outcome, spec }: Facts): string | null {
  const saidDead = outcome === "stalled" && dead.after === 1;
  if (dead.after > 0 && !saidDead) {
    const share = spec.model.hidden === 1 ? "The only unit is" : `${percentOf(dead.after)} of the units are`;
    return `${share} dead after training: a slope of exactly 0 at every step of every sequence.`;
  }
  if (saturated.after >= MOSTLY_SATURATED && outcome !== "stalled") {
    return `${percentOf(saturated.after)} of the states sit where ${spec.model.activation} is nearly flat.`;
  }
  return null;
}
