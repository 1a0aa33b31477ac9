// A slower pulse beside a fast one: whatever is costly to draw follows a running sweep a few times a second, and is never
// left behind by its last frame.

import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { SweepRun } from "../../state/run.ts";

const BEAT_MS = 250;

/** Counts at most four times a second while a run brings results, and once more after the last of them. */
export function useBeat(run: SweepRun): ReadonlySignal<number> {
  const beat = useMemo(() => signal(0), []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = effect(() => {
      void run.frame.value;
      void run.store.value;
      timer ??= setTimeout(() => {
        timer = null;
        beat.value++;
      }, BEAT_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [run, beat]);
  return beat;
}
