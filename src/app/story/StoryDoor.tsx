// The door to the story: its words and pictures are loaded when somebody opens it, and not before the first map.

import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { messageOf } from "../../sweep/mistakes.ts";
import type { MapState } from "../map/mapState.ts";
import type { Page } from "../state/page.ts";

type StoryPage = FunctionComponent<{ page: Page; map: MapState }>;

export function StoryDoor({ page, map }: { page: Page; map: MapState }) {
  const loaded = useSignal<{ readonly Story: StoryPage } | null>(null);
  const problem = useSignal("");
  useEffect(() => {
    import("./StoryPage.tsx").then(
      ({ StoryPage: Story }) => {
        loaded.value = { Story };
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, [loaded, problem]);
  if (loaded.value !== null) return <loaded.value.Story page={page} map={map} />;
  return (
    <main class="scene-waiting">
      <p role="status">
        {problem.value === ""
          ? "Opening the story…"
          : `The story could not be loaded (${problem.value}). Reload the page to try again.`}
      </p>
    </main>
  );
}
