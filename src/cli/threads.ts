// Starts the terminal's compute threads: how the reference uses every core outside a browser.

import { Worker } from "node:worker_threads";
import type { RunControl } from "../engine/engine.ts";
import type { TileWorker } from "../lab/pool.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import { built } from "./built.ts";
import type { TileReply, TileRequest } from "./tileThread.ts";

/** Node's threads do not inherit tsx, so each loads it for itself before it loads its TypeScript. */
const start = `
const { workerData } = require("node:worker_threads");
import(workerData.tsx).then(({ register }) => { register(); return import(workerData.file); });
`;

type Unnumbered<T> = T extends unknown ? Omit<T, "id"> : never;

/** Starts compute threads; one that dies fails what it was asked, and with it the run. */
export function startThreads(count: number): TileWorker[] {
  return Array.from({ length: count }, () => new TileThread());
}

/** What the build calls the file of a thread: it runs as it is, where there is no tsx. */
const BUILT_FILE = "tileThread.js";

function startThread(): Worker {
  if (built) return new Worker(new URL(BUILT_FILE, import.meta.url), { execArgv: [] });
  const workerData = {
    tsx: import.meta.resolve("tsx/esm/api"),
    file: new URL("./tileThread.ts", import.meta.url).href,
  };
  return new Worker(start, { eval: true, execArgv: [], workerData });
}

class TileThread implements TileWorker {
  private readonly waiting = new Map<
    number,
    { resolve: (chunk: Chunk | null) => void; reject: (error: Error) => void }
  >();
  private readonly worker = startThread();
  private requests = 0;
  private control: RunControl | null = null;
  private dead: Error | null = null;

  constructor() {
    this.worker.on("message", (reply: TileReply) => {
      if ("preview" in reply) return this.control?.preview?.(reply.preview);
      const waiting = this.waiting.get(reply.id);
      this.waiting.delete(reply.id);
      if ("error" in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.chunk);
    });
    this.worker.on("error", (error: Error) => this.die(error));
    this.worker.on("exit", (code) => this.die(new Error(`a compute thread ended (${code})`)));
  }

  async prepare(plan: SweepPlan, control: RunControl): Promise<void> {
    this.control = control;
    await this.ask({ kind: "prepare", plan });
  }

  async runTile(planId: string, tile: number): Promise<Chunk> {
    const chunk = await this.ask({ kind: "tile", planId, tile });
    if (chunk === null) throw new Error(`a compute thread had no answer for tile ${tile}`);
    return chunk;
  }

  private ask(request: Unnumbered<TileRequest>): Promise<Chunk | null> {
    if (this.dead !== null) return Promise.reject(this.dead);
    const id = this.requests++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...request, id });
    });
  }

  private die(error: Error): void {
    this.dead ??= error;
    for (const { reject } of this.waiting.values()) reject(this.dead);
    this.waiting.clear();
  }
}
