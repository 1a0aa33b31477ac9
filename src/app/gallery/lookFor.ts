// One or two sentences per preset for whoever has not opened it yet: what to look for. They come with the gallery, not with the
// first map.

import type { PresetName } from "../presets/index.ts";

/** What to look for in each preset. */
export const lookFor: Readonly<Record<PresetName, string>> = {
  scalar:
    "The two thin pale seams at weights −1 and 1: the only places where a long memory’s gradient survives, and they narrow with every day more.",
  relu: "Black is exactly nothing: left of 0 the unit is off and no gradient comes back. Right of 1 the gradient and the loss explode together.",
  biasWeight: "The orange stripe of exploding gradients at bias 0, and how little bias it takes to leave it.",
  everHigh:
    "The orange of the first map is gone: the price is held, the unit saturates, and on its right half everything vanishes.",
  gainUnroll: "The border near gain 1, and how ragged it is: it is one draw of the weights.",
  threeCells: "The pale seam of each cell: the gated ones move it, and none of them is immune.",
  threeCellsTrained:
    "How far up each cell’s converged region reaches: that is how many days back it learned to remember.",
  sampleSeries:
    "The learning rates that work, and how little the days looked back matter. Drop a CSV file of prices to try your own.",
  initialisers:
    "Where each row turns pale: orthogonal and identity at gain 1 exactly, the random draws elsewhere.",
  luckOfTheDraw:
    "Neighbouring columns that disagree: at the same gain one draw vanishes and the next explodes.",
  fractal: "The border between learning and diverging: it stays rough however closely you look.",
  memory: "The wedge of networks that reach the target: the longer the unroll, the fewer gains are left.",
  clipping: "The diagonal band that learns: what counts is how far one step may go.",
  optimisers: "How the converged region shifts with momentum, and that nothing diverges under Adam.",
};
