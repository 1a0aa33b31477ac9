// What the inspecting thread does, beside whatever the others compute: single networks in float64, and small pictures of sweeps.

import type { Engine } from "../engine/engine.ts";
import type { WalkedNetwork } from "../engine/walk.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import { RunSwitch } from "./control.ts";
import { fetched } from "./fetched.ts";
import type { Kernels } from "./kernels.ts";
import { openCpu } from "./openCpu.ts";
import type { ThumbnailEvent } from "./thumbnail.ts";

/**
 * The work of the inspecting thread, each kind cancelled by the next of its kind.
 * @param moved marks a chunk's arrays to be moved to the receiver
 */
export function inspectingWork(reference: Engine, moved: (chunk: Chunk) => Chunk) {
  let inspecting: RunSwitch | null = null;
  let walking: RunSwitch | null = null;
  let picturing: RunSwitch | null = null;
  /** This thread's own engine for small pictures. */
  let pictured: Engine | null = null;
  return {
    /**
     * Everything about one network, in float64. The spec's own values; its axes are ignored.
     * A replay that still runs is cancelled first.
     */
    inspect(spec: SweepSpec, replicate: number): Promise<Inspection> {
      inspecting?.cancel();
      inspecting = new RunSwitch();
      return reference.inspect(spec, replicate, inspecting);
    },

    /**
     * A small sweep, on this thread alone, with the kernels where there are any. One that still runs
     * is cancelled first.
     */
    async thumbnail(
      spec: SweepSpec,
      kernels: Kernels,
      listener: (event: ThumbnailEvent) => void,
    ): Promise<void> {
      picturing?.cancel();
      const control = new RunSwitch();
      picturing = control;
      const { computeThumbnail } = await fetched(() => import("./thumbnail.ts"));
      if (pictured === null) {
        const cpu = openCpu(kernels);
        pictured = "missing" in cpu ? reference : cpu;
      }
      await computeThumbnail(spec, pictured, control, (event) =>
        listener("chunk" in event ? { ...event, chunk: moved(event.chunk) } : event),
      );
    },
    cancelThumbnail: (): void => picturing?.cancel(),

    /**
     * The gradient's walk back through time in one network, of one sequence or of all (null). A walk that
     * still runs is cancelled first.
     */
    async walk(spec: SweepSpec, replicate: number, sequence: number | null): Promise<WalkedNetwork> {
      walking?.cancel();
      const control = new RunSwitch();
      walking = control;
      const { walkNetwork } = await fetched(() => import("../engine/walk.ts"));
      return walkNetwork(spec, replicate, sequence, control);
    },
  };
}
