// A compute thread of the terminal: keeps plans and answers with the chunks of their tiles, by the engine that is named.

import { parentPort, workerData } from "node:worker_threads";
import { CpuEngine } from "../engine/cpu/cpu.ts";
import { alwaysRunning, type EngineName, type Preview } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference.ts";
import { TileKeeper } from "../lab/tileKeeper.ts";
import { type Recomputed, recompute } from "../lab/verify/recompute.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";

/** What a thread is started with. */
export interface ThreadData {
  /** Null where there is no engine cpu. */
  readonly kernels: WebAssembly.Module | null;
}

/** What a thread is asked of an engine. Every request is answered by one reply of the same id; previews come in between. */
export type TileRequest = { readonly id: number } & (
  | { readonly kind: "prepare"; readonly engine: EngineName; readonly plan: SweepPlan }
  | { readonly kind: "tile"; readonly engine: EngineName; readonly planId: string; readonly tile: Tile }
  | { readonly kind: "recompute"; readonly spec: SweepSpec; readonly replicate: number }
);

/** What comes of it: a tile's chunk, a network recomputed, or nothing. */
export type TileAnswer = Chunk | Recomputed | null;

export type TileReply =
  | { readonly id: number; readonly answer: TileAnswer }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } }
  | { readonly engine: EngineName; readonly preview: Preview };

const { kernels } = workerData as ThreadData;
const tiles = new TileKeeper(new ReferenceEngine());
if (kernels !== null) tiles.add(new CpuEngine(kernels));

parentPort?.on("message", (request: TileRequest) => {
  answer(request).then(
    (answer) => {
      const arrays = answer !== null && "tile" in answer ? Object.values(answer.metrics) : [];
      const moved = arrays.map((values) => values.buffer);
      parentPort?.postMessage({ id: request.id, answer } satisfies TileReply, moved);
    },
    (thrown: unknown) => {
      const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
      parentPort?.postMessage({ id: request.id, error: { name, message } } satisfies TileReply);
    },
  );
});

async function answer(request: TileRequest): Promise<TileAnswer> {
  if (request.kind === "recompute") return recompute(request.spec, request.replicate, alwaysRunning);
  const { engine } = request;
  if (request.kind === "tile") return tiles.runTile(engine, request.planId, request.tile);
  // A thread is never paused, and the terminal ends it where it is told to stop; but a tile may train for minutes, and
  // only its previews tell how far it is.
  await tiles.prepare(engine, request.plan, {
    ...alwaysRunning,
    preview: (preview) => parentPort?.postMessage({ engine, preview } satisfies TileReply),
  });
  return null;
}
