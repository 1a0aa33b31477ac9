// The colour maps to choose from: each reads the same under every kind of colour vision (tests/unit/colourVision.test.ts). One per
// line; their names are the allowed values of `view.colours`.

import {
  interpolateBrBG,
  interpolateCividis,
  interpolateMagma,
  interpolatePRGn,
  interpolatePuOr,
  interpolateViridis,
} from "d3-scale-chromatic";
import type { ColourMapName } from "../../sweep/view.ts";

/** A colour map: from 0 … 1 to a colour in CSS. */
export interface ColourMap {
  readonly label: string;
  /** What it is for: sizes around 0, or from small to large. */
  readonly family: "diverging" | "sequential";
  readonly shade: (t: number) => string;
  /** The name of the same map in matplotlib. */
  readonly matplotlib: string;
}

/** The darkest tips of a diverging map are left out: its two ends are hard to tell apart there. */
export const TIP = 0.06;
const inside = (shade: (t: number) => string) => (t: number) => shade(TIP + t * (1 - 2 * TIP));
/** Magma begins in black, which is the colour of −∞. */
const MAGMA_START = 0.12;

export const colourMaps = {
  purpleOrange: {
    label: "purple – orange",
    family: "diverging",
    shade: inside(interpolatePuOr),
    matplotlib: "PuOr_r",
  },
  brownTeal: {
    label: "brown – teal",
    family: "diverging",
    shade: inside(interpolateBrBG),
    matplotlib: "BrBG",
  },
  purpleGreen: {
    label: "purple – green",
    family: "diverging",
    shade: inside(interpolatePRGn),
    matplotlib: "PRGn",
  },
  viridis: {
    label: "viridis",
    family: "sequential",
    shade: interpolateViridis,
    matplotlib: "viridis",
  },
  cividis: {
    label: "cividis",
    family: "sequential",
    shade: interpolateCividis,
    matplotlib: "cividis",
  },
  magma: {
    label: "magma",
    family: "sequential",
    shade: (t) => interpolateMagma(MAGMA_START + t * (1 - MAGMA_START)),
    matplotlib: "magma",
  },
} as const satisfies Record<ColourMapName, ColourMap>;

/** The part of matplotlib's map that is used, from one end to the other. */
export function partOf(name: ColourMapName): readonly [number, number] {
  if (name === "magma") return [MAGMA_START, 1];
  return colourMaps[name].family === "diverging" ? [TIP, 1 - TIP] : [0, 1];
}

/** The maps that suit a family, in the order in which they are offered; the first is the usual one. */
export function mapsOf(family: ColourMap["family"]): ColourMapName[] {
  return (Object.keys(colourMaps) as ColourMapName[]).filter((name) => colourMaps[name].family === family);
}

/** The map for a family: the one chosen where it suits, the usual one otherwise. */
export function mapFor(family: ColourMap["family"], chosen: ColourMapName | undefined): ColourMapName {
  const suiting = mapsOf(family);
  return chosen !== undefined && suiting.includes(chosen) ? chosen : suiting[0];
}
