// The catalog of presets: one line each, in the order in which the page offers them; the first is the first visit.

import { biasWeight } from "./biasWeight.ts";
import { clipping } from "./clipping.ts";
import { everHigh } from "./everHigh.ts";
import { fractal } from "./fractal.ts";
import { gainUnroll } from "./gainUnroll.ts";
import { initialisers } from "./initialisers.ts";
import { luckOfTheDraw } from "./luckOfTheDraw.ts";
import { memory } from "./memory.ts";
import { optimisers } from "./optimisers.ts";
import type { Preset } from "./preset.ts";
import { relu } from "./relu.ts";
import { sampleSeries } from "./sampleSeries.ts";
import { scalar } from "./scalar.ts";
import { threeCells } from "./threeCells.ts";
import { threeCellsTrained } from "./threeCellsTrained.ts";

export const presets = {
  scalar,
  relu,
  biasWeight,
  everHigh,
  gainUnroll,
  threeCells,
  threeCellsTrained,
  sampleSeries,
  initialisers,
  luckOfTheDraw,
  fractal,
  memory,
  clipping,
  optimisers,
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export type { Preset } from "./preset.ts";
