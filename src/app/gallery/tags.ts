// What a preset is, in a few short words, each with its definition.

import { shapeOf } from "../../store/figure/arrangement.ts";
import { formatCount } from "../../store/figure/format.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

export interface Tag {
  readonly text: string;
  readonly definition: string;
}

const MODES = {
  gradient: {
    text: "gradient",
    definition:
      "The gradient at the initial weights: how each network could start to learn. Nothing is trained.",
  },
  training: {
    text: "training",
    definition: "Every network is trained by gradient descent from its initial weights to its last step.",
  },
} as const;

/** The tags of a sweep: its mode, its cells, its size. */
export function tagsOf(spec: SweepSpec): readonly Tag[] {
  const { cell, activation, hidden } = spec.model;
  const cells = spec.axes.find(({ param }) => param === "model.cell")?.values ?? [cell];
  const units = hidden === 1 ? "1 unit" : `${hidden} units`;
  const only = cells.length === 1 && cells[0] === "rnn" ? `rnn, ${activation}` : cells.join(", ");
  const networks = shapeOf(spec).reduce((product, count) => product * count, 1);
  return [
    MODES[spec.mode],
    {
      text: `${only}, ${units}`,
      definition:
        "The kind of recurrent cell, and its hidden size: the number of units that carry the state.",
    },
    {
      text: `${formatCount(networks)} networks`,
      definition: "How many networks the whole map holds; the small picture here has fewer.",
    },
  ];
}
