// Opens the engines of a bench from what the terminal and the page each have: kernels, compute threads, a way to a GPU.

import { alwaysRunning, type Engine } from "../../engine/engine.ts";
import { EngineMeter } from "../../engine/meter.ts";
import { ReferenceEngine } from "../../engine/reference.ts";
import type { OpenedWebgpu } from "../../engine/webgpu/open.ts";
import { type Missing, NOT_ASKED_FOR } from "../choose.ts";
import type { Kernels } from "../kernels.ts";
import { openCpu } from "../openCpu.ts";
import { EnginePool, type TileWorker } from "../pool.ts";
import { gradientCase } from "./cases.ts";
import { type BenchEngine, type BenchEngineId, type OpenedEngines, whatItIs } from "./engines.ts";
import { evenPlan, mapSpec, runStored } from "./line.ts";

/** What engines are made of. */
export interface Parts {
  readonly wanted: readonly BenchEngineId[];
  readonly kernels: Kernels;
  /** Compute threads, one per core, each with the kernels. */
  readonly workers: readonly TileWorker[];
  readonly openGpu: (meter: EngineMeter) => Promise<OpenedWebgpu | Missing>;
}

const ONE_CORE: Missing = { missing: "there is only one core" };

/** Opens what is wanted; whatever cannot be opened is listed with the reason. */
export async function openBenchEngines({ wanted, kernels, workers, openGpu }: Parts): Promise<OpenedEngines> {
  const isWanted = (id: BenchEngineId) => wanted.includes(id);
  const threads = workers.length;
  const engines: (BenchEngine | OpenedEngines["engines"][number])[] = [];
  const add = (about: Omit<BenchEngine, "engine" | "openMs">, opened: Opened | Missing) => {
    const { id, label, what } = about;
    engines.push(
      "missing" in opened ? { id, label, what, missing: opened.missing } : { ...about, ...opened },
    );
  };

  const reference = isWanted("reference") ? await opening(() => new ReferenceEngine()) : NOT_ASKED_FOR;
  add({ id: "reference", label: "reference", what: whatItIs.reference, threads: 1 }, reference);

  const one = isWanted("cpu-1") ? await opening(() => openCpu(kernels)) : NOT_ASKED_FOR;
  add({ id: "cpu-1", label: "cpu × 1", what: whatItIs.cpu(1), threads: 1 }, one);

  const all = !isWanted("cpu-all")
    ? NOT_ASKED_FOR
    : threads < 2
      ? ONE_CORE
      : await opening(() => openPool(openCpu(kernels), workers));
  add({ id: "cpu-all", label: `cpu × ${threads}`, what: whatItIs.cpu(threads), threads }, all);

  const meter = new EngineMeter();
  const started = performance.now();
  const gpu = isWanted("webgpu") ? await openGpu(meter) : NOT_ASKED_FOR;
  const openMs = performance.now() - started;
  const adapter = "missing" in gpu ? null : gpu.adapter;
  const webgpu = "missing" in gpu ? gpu : { engine: gpu.engine, openMs };
  add({ id: "webgpu", label: "webgpu", what: whatItIs.webgpu(adapter), threads: 1, meter }, webgpu);

  return {
    engines,
    adapter,
    close() {
      for (const each of engines) if ("engine" in each) each.engine.close();
    },
  };
}

type Opened = Pick<BenchEngine, "engine" | "openMs">;

async function opening(open: () => Engine | Missing | Promise<Engine | Missing>): Promise<Opened | Missing> {
  const started = performance.now();
  const engine = await open();
  return "missing" in engine ? engine : { engine, openMs: performance.now() - started };
}

/** A pool whose threads have all answered once: starting them is no part of the first case. */
async function openPool(local: Engine | Missing, workers: readonly TileWorker[]): Promise<Engine | Missing> {
  if ("missing" in local) return local;
  const pool = new EnginePool(local, workers);
  const threads = workers.length;
  await runStored(evenPlan(mapSpec(gradientCase("rnn", 1), threads, 1), pool, threads), pool, alwaysRunning);
  return pool;
}
