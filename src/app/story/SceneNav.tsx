// From scene to scene: back, on, and any of the six; each scene is a link of its own.

import { STORY_SCENES } from "../../sweep/view.ts";
import type { Page } from "../state/page.ts";
import { texts } from "./texts.ts";

interface NavParts {
  readonly page: Page;
  readonly number: number;
  readonly step: (by: number) => void;
}

export function SceneNav({ page, number, step }: NavParts) {
  const isLast = number === STORY_SCENES;
  return (
    <nav class="scene-nav" aria-label="Scenes">
      <button
        type="button"
        class="quiet"
        disabled={number === 1}
        data-definition="The scene before. Key: ←; on a phone, swipe to the right."
        onClick={() => step(-1)}
      >
        <span aria-hidden="true">← </span>Previous
      </button>
      <ol class="scene-dots">
        {texts.map(({ title }, i) => (
          <li key={title}>
            <a
              href={page.linkToScene(i + 1)}
              aria-current={i + 1 === number ? "step" : undefined}
              aria-label={`Scene ${i + 1}: ${title}`}
              data-definition={`${i + 1}. ${title}`}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                page.goToScene(i + 1);
              }}
            >
              {i + 1}
            </a>
          </li>
        ))}
      </ol>
      <button
        type="button"
        data-definition={
          isLast
            ? "The map page, with this sweep and everything that can be changed in it."
            : "The scene after this. Key: →; on a phone, swipe to the left."
        }
        onClick={() => (isLast ? page.goTo("map") : step(1))}
      >
        {isLast ? "Explore on your own" : "Next"}
        <span aria-hidden="true"> →</span>
      </button>
    </nav>
  );
}
