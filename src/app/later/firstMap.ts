// The moment from which the page has time for more than its first map.

import { effect } from "@preact/signals";
import type { Page } from "../state/page.ts";

/** Nothing is kept waiting for longer than this, whatever becomes of the map … */
const PATIENCE_MS = 10_000;
/** … and than this once something of it is to be seen: the first tiles of a large sweep may take minutes. */
const SEEN_MS = 2500;

let tell: () => void = () => {};
/** Resolves once the first map stands, or there is none to wait for. */
export const theMapStands = new Promise<void>((resolve) => {
  tell = resolve;
});

/** Watches for the first map of a page. */
export function watchFirstMap({ run, view }: Page): void {
  const timers = [setTimeout(tell, PATIENCE_MS)];
  const stop = effect(() => {
    const { phase, done } = run.status.value;
    const isOver = phase === "done" || phase === "cancelled" || phase === "failed";
    // A tile that is done comes after the whole sketch. Values are drawn in the frame after the one that brought them.
    if (done > 0 || isOver || view.value.page !== undefined) requestAnimationFrame(() => setTimeout(tell));
    else if (run.frame.value > 0 && timers.length === 1) timers.push(setTimeout(tell, SEEN_MS));
  });
  void theMapStands.then(() => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  });
}
