// One preset in the gallery: its picture as it is computed, what to look for, what it is; all of it one link to the map.

import { useEffect, useRef } from "preact/hooks";
import { linkOf } from "../../sweep/address.ts";
import { type PresetName, presets } from "../presets/index.ts";
import { presetOf, presetSpec } from "../presets/open.ts";
import type { Page } from "../state/page.ts";
import { lookFor } from "./lookFor.ts";
import { tagsOf } from "./tags.ts";
import { drawThumbnail } from "./thumbnailPicture.ts";
import type { Thumbnails } from "./thumbnails.ts";

interface CardParts {
  readonly page: Page;
  readonly name: PresetName;
  readonly thumbnails: Thumbnails;
}

export function PresetCard({ page, name, thumbnails }: CardParts) {
  const card = useRef<HTMLLIElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { title } = presets[name];
  const spec = presetSpec(name);
  const { state, store, news } = thumbnails.of(name);

  useEffect(() => {
    if (card.current === null) return;
    const watch = new IntersectionObserver((entries) => {
      for (const { isIntersecting } of entries) thumbnails.see(name, isIntersecting);
    });
    watch.observe(card.current);
    return () => watch.disconnect();
  }, [name, thumbnails]);

  const { value: at } = store;
  const { value: version } = news;
  useEffect(() => {
    if (version > 0 && at !== null && canvas.current !== null) drawThumbnail(canvas.current, at);
  }, [at, version]);

  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // The sweep that is on the map already is not run once more.
    if (presetOf(page.spec.value)?.name === name) page.goTo("map");
    else page.openSweep(spec, {});
  };
  return (
    <li ref={card} class="gallery-card panel" data-testid="preset-card" data-thumbnail={state.value}>
      <div class="gallery-picture">
        <canvas ref={canvas} role="img" aria-label={`${title}, computed at a small size`} />
        {state.value === "failed" ? <span>No picture: it could not be computed here.</span> : null}
      </div>
      <div class="gallery-facts">
        <h3>
          <a href={`#${linkOf({ spec, view: {} }).fragment}`} onClick={open}>
            {title}
          </a>
        </h3>
        <p>
          <b>Look for</b> {lookFor[name]}
        </p>
        <ul class="gallery-tags" aria-label="What it is">
          {tagsOf(spec).map(({ text, definition }) => (
            <li key={text}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
              <span tabIndex={0} data-definition={definition}>
                {text}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
