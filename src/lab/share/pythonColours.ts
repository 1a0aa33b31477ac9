// The page's colours in matplotlib's words: the same colour maps, ends and colours of what lies beside the scale.

import type { OutcomeName } from "../../model/training/outcome.ts";
import { outcomes } from "../../model/training/outcome.ts";
import { apartColours } from "../../store/figure/apart.ts";
import { type ColourMap, colourMaps, mapFor, partOf, TIP } from "../../store/figure/colourMaps.ts";
import { isCentred, type Limits, type ScaleKind } from "../../store/figure/colours.ts";
import { outcomeColours } from "../../store/figure/outcomeColours.ts";
import { finalOutcomes } from "../../store/zarr/metricChunk.ts";
import type { ColourMapName } from "../../sweep/view.ts";

/** The lines that make `cmap` and `norm` of a scale, and put what lies beside it under and over its ends. */
export function colourLines(kind: ScaleKind, limits: Limits, chosen?: ColourMapName): string[] {
  const bad = `cmap.set_bad("${apartColours.nan}")`;
  if (kind === "outcome") {
    const shades = finalOutcomes.map(({ value }) => `"${colourOf(value)}"`).join(", ");
    return [
      `cmap = colors.ListedColormap([${shades}])`,
      bad,
      `norm = colors.BoundaryNorm(np.arange(${finalOutcomes.length + 1}) - 0.5, ${finalOutcomes.length})`,
    ];
  }
  const beside = [
    bad,
    `cmap.set_under("${apartColours.lowest}")  # minus infinity${kind === "logarithmic" ? ", or zero" : ""}`,
    `cmap.set_over("${apartColours.highest}")  # plus infinity`,
  ];
  const ends = isCentred(kind) ? centredEnds(limits) : limits;
  const set = [`low, high = ${ends[0]}, ${ends[1]}`];
  // What lies past an end has the end's colour; only what is on no scale has one of its own.
  if (kind === "logarithmic") {
    return [
      ...set,
      cmapOf("sequential", chosen),
      ...beside,
      "norm = colors.LogNorm(low, high)",
      "clipped = values.clip(low, high)",
      "clipped = clipped.where(~(values <= 0), low / 2).where(values != np.inf, high * 2)",
      "values = clipped",
    ];
  }
  const map = isCentred(kind)
    ? [
        kind === "difference" ? listedMap("RdBu", [TIP, 1 - TIP]) : cmapOf("diverging", chosen),
        ...beside,
        "norm = colors.TwoSlopeNorm(0, low, high)",
      ]
    : [cmapOf("sequential", chosen), ...beside, "norm = colors.Normalize(low, high)"];
  return [
    ...set,
    ...map,
    "clipped = values.clip(low, high)",
    "clipped = clipped.where(values != -np.inf, 2 * low - high).where(values != np.inf, 2 * high - low)",
    "values = clipped",
  ];
}

/** The line that makes the map of a family: all of matplotlib's, or the part that the page uses. */
function cmapOf(family: ColourMap["family"], chosen: ColourMapName | undefined): string {
  const name = mapFor(family, chosen);
  const [from, to] = partOf(name);
  const { matplotlib } = colourMaps[name];
  return from === 0 && to === 1
    ? `cmap = plt.get_cmap("${matplotlib}").copy()`
    : listedMap(matplotlib, [from, to]);
}

function listedMap(name: string, [from, to]: readonly [number, number]): string {
  return `cmap = colors.ListedColormap(plt.get_cmap("${name}")(np.linspace(${from}, ${to}, 256)))`;
}

/** A diverging scale keeps its middle at 0, whatever its ends are. */
function centredEnds([low, high]: Limits): Limits {
  return [low < 0 ? low : -high, high > 0 ? high : -low];
}

function colourOf(outcome: number): string {
  const names = Object.keys(outcomes) as OutcomeName[];
  const name = names.find((each) => outcomes[each].value === outcome);
  return outcomeColours[name ?? "running"];
}
