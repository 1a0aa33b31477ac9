// Computed values that stay the same object while they say the same: the view changes at every move of a slider, and who follows
// only a part of it must not hear of the rest.

import { computed, type ReadonlySignal } from "@preact/signals";

/** A computed value of plain data, told apart by what it says. */
export function steady<T>(compute: () => T): ReadonlySignal<T> {
  let last: { readonly value: T; readonly text: string | undefined } | null = null;
  return computed(() => {
    const value = compute();
    const text = JSON.stringify(value);
    if (last?.text !== text) last = { value, text };
    return last.value;
  });
}
