// One observer for the sizes of all panels: each with its own would make the browser lay the page out anew between one
// panel's look at its size and the next one's.

import { batch } from "@preact/signals";

/** Looks at sizes, and returns what is to be done about them. */
type Look = () => () => void;

const looks = new Map<Element, Look>();
let observer: ResizeObserver | null = null;

/** Looks again whenever one of the elements changes its size; returns what ends that. */
export function watchSize(elements: readonly (Element | null)[], look: Look): () => void {
  observer ??= new ResizeObserver((entries) => {
    const due = new Set(entries.map(({ target }) => looks.get(target)));
    // All reading before any writing.
    const todo = [...due].map((one) => one?.());
    batch(() => {
      for (const act of todo) act?.();
    });
  });
  const watched = elements.filter((element) => element !== null);
  for (const element of watched) {
    looks.set(element, look);
    observer.observe(element);
  }
  return () => {
    for (const element of watched) {
      looks.delete(element);
      observer?.unobserve(element);
    }
  };
}
