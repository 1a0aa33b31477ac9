// The hands that step through the story: arrow keys and a presenter's page keys, Escape, and swipes of one finger.

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isSwipe } from "./swipe.ts";

/** What uses arrow keys or a moving finger itself. */
const OWN_KEYS = "input, select, textarea, [contenteditable], [role=application], [role=slider], dialog";
const OWN_TOUCH = `${OWN_KEYS}, .legend, .scene-wide`;

/**
 * Steps through the story.
 * @param step is given −1 or 1
 * @param leave for Escape
 */
export function useSteps(
  main: RefObject<HTMLElement | null>,
  step: (by: number) => void,
  leave: () => void,
): void {
  const latest = useRef({ step, leave });
  latest.current = { step, leave };
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const key = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (document.querySelector("dialog[open]") !== null) return;
      // Escape hides an open definition first; only the next one leaves.
      if (event.key === "Escape") {
        if (document.querySelector("#definition:not([hidden])") === null) latest.current.leave();
        return;
      }
      const by = stepOf(event.key);
      if (by === 0 || isWithin(event.target, OWN_KEYS)) return;
      event.preventDefault();
      latest.current.step(by);
    };
    // Captured by the window: before the definitions' layer sees the key and hides itself.
    addEventListener("keydown", key, { signal, capture: true });
    let from: { readonly x: number; readonly y: number; readonly time: number } | null = null;
    const element = main.current;
    element?.addEventListener(
      "pointerdown",
      (event) => {
        const isOne = event.isPrimary && event.pointerType === "touch" && !isWithin(event.target, OWN_TOUCH);
        from = isOne ? { x: event.clientX, y: event.clientY, time: event.timeStamp } : null;
      },
      { signal },
    );
    element?.addEventListener(
      "pointerup",
      (event) => {
        if (from === null) return;
        const [x, y] = [event.clientX - from.x, event.clientY - from.y];
        if (isSwipe(x, y, event.timeStamp - from.time)) latest.current.step(x < 0 ? 1 : -1);
        from = null;
      },
      { signal },
    );
    element?.addEventListener(
      "pointercancel",
      () => {
        from = null;
      },
      { signal },
    );
    return () => stop.abort();
  }, [main]);
}

/** A presenter's remote sends the page keys: they step once there is nothing left to scroll that way. */
function stepOf(key: string): number {
  const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
  if (key === "ArrowRight") return 1;
  if (key === "ArrowLeft") return -1;
  if (key === "PageDown" && scrollTop + clientHeight >= scrollHeight - 2) return 1;
  if (key === "PageUp" && scrollTop <= 2) return -1;
  return 0;
}

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
