// The presets side by side: each one click away from a sweep worth looking at.

import { type PresetName, presets } from "./presets/index.ts";
import { presetOf, presetSpec } from "./presets/open.ts";
import type { Page } from "./state/page.ts";

export function PresetBar({ page }: { page: Page }) {
  const current = presetOf(page.spec.value)?.name;
  return (
    <nav class="presets" aria-label="Sweeps to start from">
      {(Object.keys(presets) as PresetName[]).map((name) => (
        <button
          key={name}
          type="button"
          class="preset"
          aria-pressed={name === current}
          onClick={() => page.changeSpec(presetSpec(name))}
        >
          {presets[name].title}
        </button>
      ))}
    </nav>
  );
}
