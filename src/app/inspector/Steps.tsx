// One network step by step: unrolled, the bars of its gradient, and, once asked for, the walk back through time.

import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { Page } from "../state/page.ts";
import { GradientBars } from "./GradientBars.tsx";
import { UnrolledNetwork } from "./UnrolledNetwork.tsx";
import { Walking } from "./walk/walking.ts";

export interface StepsProps {
  readonly page: Page;
  /** The network's spec: its axes set to the point's values. */
  readonly spec: SweepSpec;
  readonly replicate: number;
  /** Whether these are the weights that training came to. */
  readonly isTrained: boolean;
  readonly weight: number | null;
  /** log10 ‖∂L/∂s_t‖, t = 0…T; null while the network is being replayed. */
  readonly logs: readonly number[] | null;
  /** All the logs that share the bars' scale. */
  readonly compared?: readonly number[];
  readonly width: number;
}

export function Steps({ page, spec, replicate, isTrained, weight, logs, compared, width }: StepsProps) {
  const walking = useMemo(
    () => new Walking(page, { spec, replicate, isTrained }),
    [page, spec, replicate, isTrained],
  );
  useEffect(() => walking.start(), [walking]);
  const t = logs === null ? null : walking.t.value;
  const { original, changed } = walking;
  // One sequence has a gradient of its own.
  const own = t === null || walking.sequence.value === null ? null : (original.value?.walk.logNorm ?? null);
  const shown = useMemo(() => (own === null ? logs : Array.from(own)), [own, logs]);
  const changedLogs = changed.value?.walk.logNorm ?? null;
  const scale = useMemo(
    () => [...(compared ?? []), ...(shown ?? []), ...(changedLogs ?? [])],
    [compared, shown, changedLogs],
  );
  return (
    <>
      <UnrolledNetwork spec={spec} width={width} weight={weight} walkedAt={t} />
      {shown === null ? null : (
        <>
          <GradientBars
            logs={shown}
            width={width}
            compared={scale}
            marks={t === null ? null : { t, changed: changedLogs }}
          />
          {t === null ? (
            <p class="walk-offer">
              <button type="button" class="quiet" onClick={() => walking.goTo(walking.unroll)}>
                Why? Walk back through time
              </button>
            </p>
          ) : (
            <LoadedWalk walking={walking} width={width} />
          )}
        </>
      )}
    </>
  );
}

/** The walk's own part of the page, which is fetched when it is first asked for. */
function LoadedWalk({ walking, width }: { walking: Walking; width: number }) {
  const loaded = useSignal<ComponentType<{ walking: Walking; width: number }> | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    import("./walk/WalkPanel.tsx").then(
      ({ WalkPanel }) => {
        loaded.value = WalkPanel;
      },
      () => {
        failed.value = true;
      },
    );
  }, [loaded, failed]);
  const Panel = loaded.value;
  if (failed.value) {
    return (
      <p class="aside">The walk could not be loaded: is the page still online? Reload it to try again.</p>
    );
  }
  return Panel === null ? <p class="aside">Loading the walk…</p> : <Panel walking={walking} width={width} />;
}
