// Copying a text from a button: the clipboard where the browser lends it, and otherwise the text itself, to be copied by hand.

import { type Signal, useSignal } from "@preact/signals";

/** How long a button says that it has copied. */
const COPIED_MS = 2000;

/** What has come of copying; `by hand` asks for the text to be shown. */
export type CopyState = "ready" | "copied" | "by hand";

/** A state for the button, and what its click does. @param text what is copied, asked for at the click */
export function useCopying(text: () => string): { state: Signal<CopyState>; copy: () => void } {
  const state = useSignal<CopyState>("ready");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      state.value = "copied";
      setTimeout(() => {
        state.value = "ready";
      }, COPIED_MS);
    } catch {
      // Without a secure context or the permission.
      state.value = "by hand";
    }
  };
  return { state, copy: () => void copy() };
}
