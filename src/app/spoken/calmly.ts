// A text that changes faster than anybody listens: what is passed on is at most one a second, and always the last one.

import { effect, type ReadonlySignal, signal } from "@preact/signals";

/** A sweep that is over sooner is announced by its end alone. */
export const CALM_MS = 1000;

/** Follows a text until `stop` is called. */
export function calmly(text: () => string): { readonly said: ReadonlySignal<string>; stop: () => void } {
  const said = signal("");
  let timer: ReturnType<typeof setTimeout> | null = null;
  let latest = "";
  const stopFollowing = effect(() => {
    latest = text();
    if (latest === said.peek()) return;
    timer ??= setTimeout(() => {
      timer = null;
      said.value = latest;
    }, CALM_MS);
  });
  const stop = () => {
    stopFollowing();
    if (timer !== null) clearTimeout(timer);
  };
  return { said, stop };
}
