// The networks of a scene that are worth opening, one click each.

import type { Page } from "../state/page.ts";
import type { Scene } from "./scenes.ts";
import { sceneSpec } from "./scenes.ts";

export function ScenePoints({ page, scene, number }: { page: Page; scene: Scene; number: number }) {
  // A link may bring a sweep that is not the scene's own: its networks are others.
  if (JSON.stringify(page.spec.value) !== JSON.stringify(sceneSpec(number))) return null;
  const open = page.view.value.point?.join();
  return (
    <p class="story-points">
      {scene.points.map(({ label, at }) => (
        <button
          key={label}
          type="button"
          class="quiet"
          aria-pressed={open === [...at, 0].join()}
          onClick={() => page.changeView({ point: [...at, 0] })}
        >
          {label}
        </button>
      ))}
    </p>
  );
}
