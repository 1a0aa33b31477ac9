// One colour per outcome: told apart by lightness as well as by hue, so that every kind of colour vision reads the map.
// Purple and orange keep the meaning they have on the gradient's map: vanishing and exploding.

import type { OutcomeName } from "../../model/training/outcome.ts";

export const outcomeColours = {
  running: "#b4bde6",
  converged: "#2bb58a",
  unfinished: "#f7ec7a",
  stalled: "#54318c",
  bouncing: "#ee8a1d",
  diverged: "#5f0f12",
} as const satisfies Record<OutcomeName, string>;
