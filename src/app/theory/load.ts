// Theory comes when it is looked for: the formulas, the search for their lines and all that draws them are a part of the page that
// the first map does not need.

import { signal } from "@preact/signals";

/** The part, once it is there. */
export const parts = signal<typeof import("./parts.ts") | null>(null);
let isAsked = false;

/** Asks for the part; where it does not come (no network) the page goes on without theory. */
export function loadTheory(): void {
  if (isAsked) return;
  isAsked = true;
  import("./parts.ts").then(
    (loaded) => {
      parts.value = loaded;
    },
    () => {
      isAsked = false;
    },
  );
}
