// A compute thread of the terminal: keeps a plan and answers with the chunks of its tiles, by the reference.

import { parentPort } from "node:worker_threads";
import { alwaysRunning, type Preview } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference.ts";
import { TileKeeper } from "../lab/tileKeeper.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";

/** What a thread is asked. Every request is answered by one reply of the same id; previews come in between. */
export type TileRequest =
  | { readonly id: number; readonly kind: "prepare"; readonly plan: SweepPlan }
  | { readonly id: number; readonly kind: "tile"; readonly planId: string; readonly tile: number };

export type TileReply =
  | { readonly id: number; readonly chunk: Chunk | null }
  | { readonly id: number; readonly error: string }
  | { readonly preview: Preview };

const tiles = new TileKeeper(new ReferenceEngine());

parentPort?.on("message", (request: TileRequest) => {
  answer(request).then(
    (chunk) => {
      const arrays = Object.values(chunk?.metrics ?? {}).map((values) => values.buffer);
      parentPort?.postMessage({ id: request.id, chunk } satisfies TileReply, arrays);
    },
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({ id: request.id, error: message } satisfies TileReply);
    },
  );
});

async function answer(request: TileRequest): Promise<Chunk | null> {
  if (request.kind === "tile") return tiles.runTile(request.planId, request.tile);
  // A thread is never paused, and the terminal ends it where it is told to stop; but a tile may train for minutes, and
  // only its previews tell how far it is.
  await tiles.prepare(request.plan, {
    ...alwaysRunning,
    preview: (preview) => parentPort?.postMessage({ preview } satisfies TileReply),
  });
  return null;
}
