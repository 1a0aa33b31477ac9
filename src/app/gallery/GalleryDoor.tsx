// The way into the gallery: its code comes when it is first asked for, so that the first map does not wait for it.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { messageOf } from "../../sweep/mistakes.ts";
import type { Page } from "../state/page.ts";

type GalleryModule = typeof import("./GalleryPage.tsx");

const gallery = signal<GalleryModule | null>(null);
const problem = signal("");

export function GalleryDoor({ page }: { page: Page }) {
  useEffect(() => {
    if (gallery.value !== null) return;
    import("./GalleryPage.tsx").then(
      (module) => {
        gallery.value = module;
      },
      (error: unknown) => {
        problem.value = messageOf(error);
      },
    );
  }, []);
  if (gallery.value !== null) return <gallery.value.GalleryPage page={page} />;
  return (
    <main aria-busy={problem.value === ""}>
      {problem.value === "" ? null : (
        <p role="alert">The gallery could not be loaded ({problem.value}). Reload the page to try again.</p>
      )}
    </main>
  );
}
