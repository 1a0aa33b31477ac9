// The story: one scene at a time, its words on one side and its live map on the other, stepped through by buttons, arrow
// keys and swipes. Which scene it is stands in the address, and so does the network that is open.

import { useEffect, useRef } from "preact/hooks";
import { STORY_SCENES } from "../../sweep/view.ts";
import { ArrowHeads } from "../inspector/ArrowHeads.tsx";
import type { MapState } from "../map/mapState.ts";
import type { Page } from "../state/page.ts";
import { Prose } from "./Prose.tsx";
import { SceneMap } from "./SceneMap.tsx";
import { SceneNav } from "./SceneNav.tsx";
import { ScenePoints } from "./ScenePoints.tsx";
import { sceneOf } from "./scenes.ts";
import { texts } from "./texts.ts";
import { things } from "./things/index.ts";
import { useSteps } from "./useSteps.ts";
import "../style/scenes.css";

export function StoryPage({ page, map }: { page: Page; map: MapState }) {
  const number = page.view.value.scene ?? 1;
  const { title, story, todo } = texts[number - 1];
  const scene = sceneOf(number);
  const main = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(number);
  const step = (by: number) => {
    const to = number + by;
    if (to >= 1 && to <= STORY_SCENES) page.goToScene(to);
  };
  useSteps(main, step, () => page.goTo("map"));
  useEffect(() => {
    // Whoever has just come keeps the focus where it is; a step within the story begins at its new title.
    if (shown.current === number) return;
    shown.current = number;
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [number]);
  const Thing = things[number - 1];
  return (
    <main ref={main} class="scene" data-testid="scene" data-scene={number}>
      <ArrowHeads />
      <section class="scene-words panel" aria-labelledby="scene-title">
        <p class="scene-number">
          Scene {number} of {STORY_SCENES}
        </p>
        <h2 id="scene-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <p class="scene-story">
          <Prose text={story} />
        </p>
        <p class="scene-todo">
          <Prose text={todo} />
        </p>
        <ScenePoints page={page} scene={scene} number={number} />
        <div class="scene-thing">
          <Thing page={page} map={map} />
        </div>
      </section>
      <SceneMap page={page} map={map} />
      <SceneNav page={page} number={number} step={step} />
      <p class="visually-hidden" role="status" data-testid="scene-live">
        Scene {number} of {STORY_SCENES}: {title}
      </p>
    </main>
  );
}
