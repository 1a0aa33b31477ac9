// Which map to predict next: the preset after the one at hand that has a border to draw.

import { arrangementOf, factorsOf } from "../../store/figure/arrangement.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import { type PresetName, presets } from "../presets/index.ts";
import { presetOf, presetSpec } from "../presets/open.ts";
import { canPredict } from "./asked.ts";

/** The next preset, from the last one on to the first; null for a sweep that is no preset. */
export function nextPreset(spec: SweepSpec): PresetName | null {
  const names = Object.keys(presets) as PresetName[];
  const own = presetOf(spec)?.name;
  if (own === undefined) return null;
  const at = names.indexOf(own);
  const later = [...names.slice(at + 1), ...names.slice(0, at)];
  return (
    later.find((name) => {
      const other = presetSpec(name);
      return canPredict(other, arrangementOf(other, {}, factorsOf(other)));
    }) ?? null
  );
}
