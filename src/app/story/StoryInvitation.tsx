// The way into the story from the first visit's map: one quiet link.

import type { Page } from "../state/page.ts";

export function StoryInvitation({ page }: { page: Page }) {
  return (
    <a
      class="story-invitation"
      href={page.linkTo("story")}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        page.goTo("story");
      }}
    >
      New here? The story in six scenes
    </a>
  );
}
