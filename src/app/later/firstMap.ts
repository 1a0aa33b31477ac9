// The moment from which the page has time for more than its first map.

import { effect } from "@preact/signals";
import type { Page } from "../state/page.ts";

/** A first map that takes longer than this keeps the rest of the page waiting no longer. */
const PATIENCE_MS = 4000;

let tell: () => void = () => {};
/** Resolves once the first map stands, or there is none to wait for. */
export const theMapStands = new Promise<void>((resolve) => {
  tell = resolve;
});

/** Watches for the first map of a page. */
export function watchFirstMap({ run, view }: Page): void {
  const timer = setTimeout(tell, PATIENCE_MS);
  void theMapStands.then(() => clearTimeout(timer));
  const stop = effect(() => {
    const { phase, done } = run.status.value;
    const isOver = phase === "done" || phase === "cancelled" || phase === "failed";
    // A tile that is done comes after the whole sketch. Values are drawn in the frame after the one that brought them.
    if (done > 0 || isOver || view.value.page !== undefined) requestAnimationFrame(() => setTimeout(tell));
  });
  void theMapStands.then(stop);
}
