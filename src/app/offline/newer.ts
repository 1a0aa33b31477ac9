// Whether a newer version of the page waits for its turn, and how it gets it.

import { signal } from "@preact/signals";

/** Lets the newer version take over; null where there is none. */
export const newer = signal<(() => void) | null>(null);
