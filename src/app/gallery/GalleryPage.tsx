// The gallery: every preset as a card, in groups, with what to look for and a picture that is computed here and now.

import { useEffect } from "preact/hooks";
import { type PresetName, presets } from "../presets/index.ts";
import { presetGroups } from "../presets/preset.ts";
import type { Page } from "../state/page.ts";
import "../style/gallery.css";
import { PresetCard } from "./PresetCard.tsx";
import { thumbnailsOf } from "./thumbnails.ts";

export function GalleryPage({ page }: { page: Page }) {
  const thumbnails = thumbnailsOf(page);
  useEffect(() => () => thumbnails.leave(), [thumbnails]);
  const names = Object.keys(presets) as PresetName[];
  return (
    <main class="gallery" data-testid="gallery">
      <section class="gallery-intro" aria-label="Gallery">
        <h2>Gallery</h2>
        <p>
          Maps worth a look. Each picture is computed in this browser, now, at a small size; open one for the
          whole map, where every pixel is a network that you can open and every setting can be changed.
        </p>
      </section>
      {Object.entries(presetGroups).map(([group, title]) => {
        const members = names.filter((name) => presets[name].group === group);
        return (
          <section
            key={group}
            class="gallery-group"
            style={{ "--cards": members.length }}
            aria-labelledby={`group-${group}`}
          >
            <h2 id={`group-${group}`}>{title}</h2>
            <ul class="gallery-cards">
              {members.map((name) => (
                <PresetCard key={name} page={page} name={name} thumbnails={thumbnails} />
              ))}
            </ul>
          </section>
        );
      })}
    </main>
  );
}
