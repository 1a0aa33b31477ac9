// From a preset to its whole spec, and back: which preset a spec is, if any.

import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import { type Preset, type PresetName, presets } from "./index.ts";

const specs = new Map<PresetName, SweepSpec>();

/** The spec of a preset, every blank filled. */
export function presetSpec(name: PresetName): SweepSpec {
  const known = specs.get(name);
  if (known !== undefined) return known;
  const parsed = parseSpec(presets[name].spec);
  if (!parsed.ok) throw new Error(`the preset ${name} is not a sound spec`);
  specs.set(name, parsed.value);
  return parsed.value;
}

/** The preset whose spec this is, or null. */
export function presetOf(spec: SweepSpec): { readonly name: PresetName; readonly preset: Preset } | null {
  const text = JSON.stringify(spec);
  const name = (Object.keys(presets) as PresetName[]).find(
    (candidate) => JSON.stringify(presetSpec(candidate)) === text,
  );
  return name === undefined ? null : { name, preset: presets[name] };
}
