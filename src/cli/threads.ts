// The terminal's compute threads: how the engines of the CPU use every core outside a browser.

import { Worker } from "node:worker_threads";
import type { EngineName, RunControl } from "../engine/engine.ts";
import type { Kernels } from "../lab/kernels.ts";
import type { TileWorker } from "../lab/pool.ts";
import type { Recomputed } from "../lab/verify/recompute.ts";
import type { ReferenceThread } from "../lab/verify/threads.ts";
import type { Chunk } from "../sweep/chunk.ts";
import type { SweepPlan } from "../sweep/plan.ts";
import type { SweepSpec } from "../sweep/spec.ts";
import type { Tile } from "../sweep/tile.ts";
import { built } from "./built.ts";
import type { ThreadData, TileAnswer, TileReply, TileRequest } from "./tileThread.ts";

/** Node's threads do not inherit tsx, so each loads it for itself before it loads its TypeScript. */
const start = `
const { workerData } = require("node:worker_threads");
import(workerData.tsx).then(({ register }) => { register(); return import(workerData.file); });
`;

/** A compute thread: runs tiles, and recomputes single networks. */
export interface ComputeThread extends TileWorker, ReferenceThread {
  /** Ends it, whatever it is doing; what it was asked rejects. Asked again, it starts anew. */
  stop(): Promise<void>;
}

type Unnumbered<T> = T extends unknown ? Omit<T, "id"> : never;

/**
 * Compute threads, each started when it is first asked for something: where a GPU does the work there may never be a
 * need. One that dies fails what it was asked, and with it the run.
 */
export function computeThreads(count: number, kernels: Kernels): ComputeThread[] {
  const data: ThreadData = { kernels: "missing" in kernels ? null : kernels };
  return Array.from({ length: count }, () => new TileThread(data));
}

/** What the build calls the file of a thread: it runs as it is, where there is no tsx. */
const BUILT_FILE = "tileThread.js";

function startThread(data: ThreadData): Worker {
  if (built) return new Worker(new URL(BUILT_FILE, import.meta.url), { execArgv: [], workerData: data });
  const tsx = import.meta.resolve("tsx/esm/api");
  const file = new URL("./tileThread.ts", import.meta.url).href;
  return new Worker(start, { eval: true, execArgv: [], workerData: { ...data, tsx, file } });
}

class TileThread implements ComputeThread {
  private readonly waiting = new Map<
    number,
    { resolve: (answer: TileAnswer) => void; reject: (error: Error) => void }
  >();
  private worker: Worker | null = null;
  private requests = 0;
  private readonly controls = new Map<EngineName, RunControl>();
  private dead: Error | null = null;

  constructor(private readonly data: ThreadData) {}

  async prepare(engine: EngineName, plan: SweepPlan, control: RunControl): Promise<void> {
    this.controls.set(engine, control);
    await this.ask({ kind: "prepare", engine, plan });
  }

  async runTile(engine: EngineName, planId: string, tile: Tile): Promise<Chunk> {
    const answer = await this.ask({ kind: "tile", engine, planId, tile });
    if (answer === null || !("tile" in answer)) {
      throw new Error(`a compute thread had no answer for tile ${tile.index}`);
    }
    return answer;
  }

  async stop(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    this.failAll(new Error("the compute thread was stopped"));
    await worker?.terminate();
  }

  async recompute(spec: SweepSpec, replicate: number): Promise<Recomputed> {
    const answer = await this.ask({ kind: "recompute", spec, replicate });
    if (answer === null || !("spread" in answer)) throw new Error("a compute thread recomputed nothing");
    return answer;
  }

  private ask(request: Unnumbered<TileRequest>): Promise<TileAnswer> {
    if (this.dead !== null) return Promise.reject(this.dead);
    this.worker ??= this.started();
    const { worker } = this;
    const id = this.requests++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id });
    });
  }

  private started(): Worker {
    const worker = startThread(this.data);
    worker.on("message", (reply: TileReply) => this.take(reply));
    // One that was stopped has been told of already, and another may be at work in its place.
    const die = (error: Error) => (this.worker === worker ? this.die(error) : undefined);
    worker.on("error", die);
    worker.on("exit", (code) => die(new Error(`a compute thread ended (${code})`)));
    return worker;
  }

  private take(reply: TileReply): void {
    if ("preview" in reply) {
      this.controls.get(reply.engine)?.preview?.(reply.preview);
      return;
    }
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("error" in reply) {
      const { name, message } = reply.error;
      waiting?.reject(Object.assign(new Error(message), { name }));
    } else waiting?.resolve(reply.answer);
  }

  private die(error: Error): void {
    this.dead ??= error;
    this.failAll(this.dead);
  }

  private failAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
