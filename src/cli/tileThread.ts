// A compute thread of the terminal: keeps plans and answers with the chunks of their tiles, by the engine that is named.

import { parentPort, workerData } from "node:worker_threads";
import { CpuEngine } from "../engine/cpu/cpu.ts";
import { alwaysRunning, type EngineName, type Preview } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference.ts";
import { TileKeeper } from "../lab/tileKeeper.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { Tile } from "../sweep/tile.ts";

/** What a thread is started with. */
export interface ThreadData {
  /** Null where there is no engine cpu. */
  readonly kernels: WebAssembly.Module | null;
}

/** What a thread is asked of an engine. Every request is answered by one reply of the same id; previews come in between. */
export type TileRequest = { readonly id: number; readonly engine: EngineName } & (
  | { readonly kind: "prepare"; readonly plan: SweepPlan }
  | { readonly kind: "tile"; readonly planId: string; readonly tile: Tile }
);

export type TileReply =
  | { readonly id: number; readonly chunk: Chunk | null }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } }
  | { readonly engine: EngineName; readonly preview: Preview };

const { kernels } = workerData as ThreadData;
const tiles = new TileKeeper(new ReferenceEngine());
if (kernels !== null) tiles.add(new CpuEngine(kernels));

parentPort?.on("message", (request: TileRequest) => {
  answer(request).then(
    (chunk) => {
      const arrays = Object.values(chunk?.metrics ?? {}).map((values) => values.buffer);
      parentPort?.postMessage({ id: request.id, chunk } satisfies TileReply, arrays);
    },
    (thrown: unknown) => {
      const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
      parentPort?.postMessage({ id: request.id, error: { name, message } } satisfies TileReply);
    },
  );
});

async function answer(request: TileRequest): Promise<Chunk | null> {
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
