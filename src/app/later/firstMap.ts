// The moment from which the page has time for more than its first map.

import { effect } from "@preact/signals";
import type { Page } from "../state/page.ts";

/** Nothing is kept waiting for longer than this, whatever becomes of the map … */
const PATIENCE_MS = 10_000;
/** … and than this once something of it is to be seen: a small map is whole by then, and a large one takes minutes. */
const SEEN_MS = 1500;

/** What is there is drawn after this long. */
const DRAWN_MS = 150;

let tell: () => void = () => {};
/** Resolves once the first map stands, or there is none to wait for. */
export const theMapStands = new Promise<void>((resolve) => {
  tell = resolve;
});

/** Watches for the first map of a page. */
export function watchFirstMap({ run, view }: Page): void {
  const timers = [setTimeout(tell, PATIENCE_MS)];
  const stop = effect(() => {
    const { phase } = run.status.value;
    const isOver = phase === "done" || phase === "cancelled" || phase === "failed";
    // The last values are drawn in the frames after the one that brought them.
    if (isOver || view.value.page !== undefined) timers.push(setTimeout(tell, DRAWN_MS));
    else if (run.frame.value > 0 && timers.length === 1) timers.push(setTimeout(tell, SEEN_MS));
  });
  void theMapStands.then(() => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  });
}
