// The walk's controls: a slider along the same steps as the bars above it, one step back or forth, and play.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { wantsCalm } from "../../motion.ts";
import { LEFT, RIGHT } from "../GradientBars.tsx";
import type { Walking } from "./walking.ts";
import { stepWord } from "./words.ts";

/** A slider's thumb is about this wide: its middle is to stand under the bar. */
const THUMB = 16;
/** A whole walk is played in about this long, of at most so many steps a second. */
const PLAY_MS = 8000;
const QUICKEST_MS = 50;
const SLOWEST_MS = 600;
/** For those who want less motion: one step, and time to read it. */
const CALM_MS = 1500;

export function Rail({ walking, width }: { walking: Walking; width: number }) {
  const { unroll, network } = walking;
  const t = walking.t.value ?? unroll;
  const playing = useSignal(false);
  const isPlaying = playing.value;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      const now = walking.t.peek() ?? 1;
      if (now <= 1) playing.value = false;
      else walking.goTo(now - stepsAtOnce(unroll));
    }, paceOf(unroll));
    return () => clearInterval(timer);
  }, [isPlaying, walking, unroll, playing]);
  const slot = (width - LEFT - RIGHT) / (unroll + 1);
  const from = LEFT + 1.5 * slot;
  const word = stepWord(network.spec);
  const play = () => {
    if (!isPlaying && t <= 1) walking.goTo(unroll);
    playing.value = !isPlaying;
  };
  const go = (to: number) => {
    playing.value = false;
    walking.goTo(to);
  };
  return (
    <div class="walk-rail">
      {unroll === 1 ? null : (
        <input
          type="range"
          min={1}
          max={unroll}
          step={1}
          value={t}
          aria-label="Walk back through time: the step that the gradient is sent back from"
          aria-valuetext={`${word} ${t} of ${unroll}`}
          style={{ marginLeft: `${from - THUMB / 2}px`, width: `${slot * (unroll - 1) + THUMB}px` }}
          data-testid="walk-slider"
          onInput={(event) => go(Number(event.currentTarget.value))}
        />
      )}
      <div class="buttons">
        <button type="button" class="quiet" disabled={t <= 1} onClick={() => go(t - 1)}>
          ◀ Back
        </button>
        <button type="button" class="quiet" aria-pressed={isPlaying} disabled={unroll === 1} onClick={play}>
          {isPlaying ? "❚❚ Pause" : "▶ Play"}
        </button>
        <button type="button" class="quiet" disabled={t >= unroll} onClick={() => go(t + 1)}>
          Forward ▶
        </button>
        <button type="button" class="quiet" onClick={() => walking.goTo(null)} aria-label="Close the walk">
          Close
        </button>
      </div>
    </div>
  );
}

/** Long walks take several steps at once. */
function stepsAtOnce(unroll: number): number {
  return Math.max(1, Math.round(unroll / (PLAY_MS / paceOf(unroll))));
}

function paceOf(unroll: number): number {
  if (wantsCalm()) return CALM_MS;
  return Math.min(SLOWEST_MS, Math.max(QUICKEST_MS, PLAY_MS / unroll));
}
