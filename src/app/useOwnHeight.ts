// An element's height as a custom property of its own, for a place that depends on it: a map that stays in sight while the
// form is scrolled has to be let go of where it is taller than the window.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Keeps `--own-height` of an element at its height in CSS pixels. */
export function useOwnHeight(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const observer = new ResizeObserver(() => {
      current.style.setProperty("--own-height", `${current.offsetHeight}px`);
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
}
