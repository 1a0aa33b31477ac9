// The engines at hand in a terminal: reference and cpu on one thread or on every core, and webgpu through Dawn.

import { availableParallelism } from "node:os";
import type { Engine, EngineChoice } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference.ts";
import { openWebgpu } from "../engine/webgpu/open.ts";
import { type EnginesAtHand, NOT_ASKED_FOR } from "../lab/choose.ts";
import { compileKernels } from "../lab/kernels.ts";
import { openCpu } from "../lab/openCpu.ts";
import type { OwnedEngines } from "../lab/openEngine.ts";
import { EnginePool } from "../lab/pool.ts";
import { openDawn, probeDawn } from "./dawn.ts";
import { readKernels } from "./kernels.ts";
import { readShaders } from "./shaders.ts";
import { reexecWithSoftwareAdapter } from "./software.ts";
import { type ComputeThread, computeThreads } from "./threads.ts";

const NO_PACKAGE =
  "the optional npm package webgpu (WebGPU for Node) is not installed here; npm install webgpu adds it";
const NO_ADAPTER =
  "no GPU adapter was found; install a GPU driver (on Linux one for Vulkan), or a Chromium, whose software " +
  "adapter is then used (Debian: apt-get install chromium; elsewhere: npx playwright install chromium)";

/**
 * Opens what a choice may need and no more, also what it may come to need when a GPU is lost.
 * @param threads whether the CPU's engines are to use every core (a sweep) or this thread alone (one network)
 * @param stdin what was read of standard input, for the process that may have to take over
 * @throws Exit where another process has done the work
 */
export async function openEngines(
  choice: EngineChoice,
  threads: "every core" | "this thread",
  stdin?: string,
): Promise<EnginesAtHand> {
  const webgpu = await openGpu(choice, () => reexecWithSoftwareAdapter(stdin));
  const cores = threads === "every core" ? availableParallelism() : 1;
  return (await withCpuEngines(choice, cores, webgpu)).engines;
}

/** The same for a program that goes on afterwards: this process does all the work, on so many threads. */
export async function openOwnedEngines(choice: EngineChoice, threads: number): Promise<OwnedEngines> {
  const webgpu = await openGpu(choice, () => Promise.resolve());
  const { engines, workers } = await withCpuEngines(choice, threads, webgpu);
  const stop = async () => void (await Promise.all(workers.map((worker) => worker.stop())));
  return {
    atHand: engines,
    stop,
    async close() {
      const { reference, cpu } = engines;
      const opened = [reference, cpu, "missing" in webgpu ? webgpu : webgpu.engine];
      for (const engine of opened) if (!("missing" in engine)) engine.close();
      await stop();
    },
  };
}

async function withCpuEngines(
  choice: EngineChoice,
  threads: number,
  webgpu: EnginesAtHand["webgpu"],
): Promise<{ engines: EnginesAtHand; workers: readonly ComputeThread[] }> {
  const kernels = choice === "reference" ? NOT_ASKED_FOR : await compileKernels(readKernels);
  const [cpu, reference] = [openCpu(kernels), new ReferenceEngine()];
  if (threads === 1) return { engines: { reference, cpu, webgpu }, workers: [] };
  const workers = computeThreads(threads, kernels);
  const spread = (engine: Engine) => new EnginePool(engine, workers);
  const engines = { reference: spread(reference), cpu: "missing" in cpu ? cpu : spread(cpu), webgpu };
  return { engines, workers };
}

/** @param withSoftware does the work elsewhere, with a software adapter, where it can */
async function openGpu(
  choice: EngineChoice,
  withSoftware: () => Promise<void>,
): Promise<EnginesAtHand["webgpu"]> {
  if (choice === "reference" || choice === "cpu") return NOT_ASKED_FOR;
  const found = await probeDawn();
  if (choice === "auto") {
    if (found === "none") return { missing: "no GPU adapter was found" };
    if (found === "no package") return { missing: "the npm package webgpu is not installed" };
    // Whoever wants a software adapter in a terminal says --engine webgpu; the engine cpu is faster for everybody.
    if (found === "software") return { missing: "the only GPU adapter is a software one" };
  }
  if (found === "none") await withSoftware();
  const gpu = found === "no package" ? null : await openDawn();
  if (gpu === null) return { missing: NO_PACKAGE };
  return found === "none" ? { missing: NO_ADAPTER } : openWebgpu(gpu, readShaders());
}
