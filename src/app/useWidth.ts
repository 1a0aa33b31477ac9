// The width of an element as it is laid out, for drawings that are made to measure.

import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useMemo } from "preact/hooks";

/** The element's width in CSS pixels, followed through every change; 0 before the first layout. */
export function useWidth(element: RefObject<Element | null>): number {
  const width = useMemo(() => signal(0), []);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      width.value = entry.contentRect.width;
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, width]);
  return width.value;
}
