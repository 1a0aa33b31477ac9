// How the outcomes of two panels compare at a point. Thirty-six pairs have no thirty-six colours: what counts is on which
// side the training succeeded; the pairs themselves are counted in the legend and named in the readout.

import { outcomes } from "../../model/training/outcome.ts";
import { outcomesOf } from "./pairs.ts";

export type Agreement = "same" | "onlyA" | "onlyB" | "otherwise" | "open";

/** Blue and red as in a difference of numbers: where A is ahead, and where B is. */
export const agreementColours = {
  same: "#e4e1ea",
  onlyA: "#2f79b5",
  onlyB: "#c43b4e",
  otherwise: "#8a6d3b",
  open: "#b4bde6",
} as const satisfies Record<Agreement, string>;

/** In the legend's order: what each means, A and B by their names. */
export const agreementTexts: Readonly<
  Record<Agreement, (a: string, b: string) => { readonly label: string; readonly definition: string }>
> = {
  onlyA: (a, b) => ({
    label: `only ${a} converged`,
    definition: `The loss reached its target in A (${a}), and not in B (${b}).`,
  }),
  onlyB: (a, b) => ({
    label: `only ${b} converged`,
    definition: `The loss reached its target in B (${b}), and not in A (${a}).`,
  }),
  otherwise: () => ({
    label: "failed differently",
    definition: "Neither converged, and the two did not end alike.",
  }),
  same: () => ({ label: "the same outcome", definition: "Both ended alike." }),
  open: () => ({ label: "not decided yet", definition: "At least one of the two still runs." }),
};

/** The class of a pair of outcomes, given as one number. */
export function agreementOfPair(pair: number): Agreement {
  const [a, b] = outcomesOf(pair);
  const { running, converged } = outcomes;
  if (a === running.value || b === running.value) return "open";
  if (a === b) return "same";
  if (a === converged.value) return "onlyA";
  if (b === converged.value) return "onlyB";
  return "otherwise";
}
