// Where the focus goes when a button has made way for what it brought: to what was brought, and only then.

import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

let isExpected = false;

/** Says that the next thing to be shown was asked for by a button that is gone by then. */
export function expectArrival(): void {
  isExpected = true;
}

/** Focuses an element when it is first shown, where that was asked for. */
export function useArrival(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (!isExpected) return;
    isExpected = false;
    element.current?.focus();
  }, [element]);
}
