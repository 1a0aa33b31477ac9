// A slower pulse beside a fast one: whatever is costly to draw follows a running sweep a few times a second, and is never
// left behind by its last frame.

import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

const BEAT_MS = 250;

/** Counts at most four times a second while the other signal changes, and once more after its last change. */
export function useBeat(fast: ReadonlySignal<number>): ReadonlySignal<number> {
  const beat = useMemo(() => signal(0), []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = effect(() => {
      void fast.value;
      timer ??= setTimeout(() => {
        timer = null;
        beat.value++;
      }, BEAT_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [fast, beat]);
  return beat;
}
