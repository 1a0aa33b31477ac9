// The presets in one row, each one click away from a sweep worth looking at; the gallery has them all with their pictures.

import { useEffect, useRef } from "preact/hooks";
import { type PresetName, presets } from "./presets/index.ts";
import { presetOf, presetSpec } from "./presets/open.ts";
import type { Page } from "./state/page.ts";

export function PresetBar({ page }: { page: Page }) {
  const row = useRef<HTMLDivElement>(null);
  const current = presetOf(page.spec.value)?.name;
  useEffect(() => {
    // The row alone is scrolled: the page itself must not move.
    const pressed = row.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (current === undefined || !pressed || row.current === null) return;
    row.current.scrollLeft = pressed.offsetLeft - (row.current.clientWidth - pressed.offsetWidth) / 2;
  }, [current]);
  return (
    <nav class="presets-bar" aria-label="Sweeps to start from">
      <a
        class="presets-all"
        href={page.linkTo("gallery")}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          page.goTo("gallery");
        }}
      >
        All presets…
      </a>
      <div ref={row} class="presets">
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
      </div>
    </nav>
  );
}
