// The lab's worker thread, spoken to through Comlink. One of them coordinates; the others compute tiles of the reference.

import * as Comlink from "comlink";
import type { EngineChoice } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference.ts";
import { openWebgpu } from "../engine/webgpu/open.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { Inspection } from "../sweep/inspection.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { EnginesAtHand } from "./choose.ts";
import type { LabEvent } from "./events.ts";
import { EnginePool, type TileWorker } from "./pool.ts";
import { SweepSession } from "./session.ts";
import { TileKeeper } from "./tileKeeper.ts";

const reference = new ReferenceEngine();
const tiles = new TileKeeper(reference);
let engines: Promise<EnginesAtHand> | null = null;
let session: SweepSession | null = null;

const labWorker = {
  /** A compute thread: keeps the plan whose tiles it will be asked for. */
  prepare: (plan: SweepPlan): Promise<void> => tiles.prepare(plan),

  /** A compute thread: one tile by the reference. */
  runTile: async (planId: string, tile: number): Promise<Chunk> => moved(await tiles.runTile(planId, tile)),

  /** The coordinator: gets the ports of the compute threads and the shaders' sources. */
  open(ports: readonly MessagePort[], shaders: Readonly<Record<string, string>>): void {
    const workers = ports.map((port): TileWorker => {
      const remote = Comlink.wrap<LabWorker>(port);
      return {
        prepare: async (next) => {
          await remote.prepare(next);
        },
        runTile: (planId, tile) => remote.runTile(planId, tile) as Promise<Chunk>,
      };
    });
    const pool = new EnginePool(reference, workers);
    engines = openWebgpu(globalThis.navigator?.gpu, shaders).then((webgpu) => ({ reference: pool, webgpu }));
  },

  /** The coordinator: runs a sweep to its end. A sweep that still runs is cancelled first. */
  async run(spec: SweepSpec, choice: EngineChoice, listener: (event: LabEvent) => void): Promise<void> {
    session?.cancel();
    const current = new SweepSession((event) => {
      if (current !== session && event.kind !== "cancelled") return;
      listener(event.kind === "chunk" ? { ...event, chunk: moved(event.chunk) } : event);
    });
    session = current;
    await current.run(spec, choice, await opened());
  },

  pause: (): void => session?.pause(),
  resume: (): void => session?.resume(),
  cancel: (): void => session?.cancel(),

  /** The coordinator: everything about one network, in float64. The spec's own values; its axes are ignored. */
  inspect: (spec: SweepSpec, replicate: number): Promise<Inspection> => reference.inspect(spec, replicate),

  /** Connects a further port, through which the coordinator reaches a compute thread. */
  listen(port: MessagePort): void {
    Comlink.expose(labWorker, port);
  },
};

export type LabWorker = typeof labWorker;

function opened(): Promise<EnginesAtHand> {
  if (engines === null) throw new Error("the lab's worker was asked to run before it was opened");
  return engines;
}

/** Marks a chunk's arrays to be moved to the receiver, not copied. */
function moved(chunk: Chunk): Chunk {
  return Comlink.transfer(
    chunk,
    Object.values(chunk.metrics).map((values) => values.buffer),
  );
}

Comlink.expose(labWorker);
