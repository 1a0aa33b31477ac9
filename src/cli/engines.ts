// The engines at hand in a terminal: the reference on one thread or on every core, and webgpu through Dawn.

import { availableParallelism } from "node:os";
import type { EngineChoice } from "../engine/engine.ts";
import { ReferenceEngine } from "../engine/reference.ts";
import { openWebgpu } from "../engine/webgpu/open.ts";
import type { EnginesAtHand } from "../lab/choose.ts";
import { EnginePool } from "../lab/pool.ts";
import { openDawn, probeDawn } from "./dawn.ts";
import { readShaders } from "./shaders.ts";
import { reexecWithSoftwareAdapter } from "./software.ts";
import { startThreads } from "./threads.ts";

const NO_PACKAGE =
  "the optional npm package webgpu (WebGPU for Node) is not installed here; npm install webgpu adds it";
const NO_ADAPTER =
  "no GPU adapter was found; install a GPU driver (on Linux one for Vulkan), or a Chromium, whose software " +
  "adapter is then used (Debian: apt-get install chromium; elsewhere: npx playwright install chromium)";

/**
 * Opens what a choice may need and no more.
 * @param threads whether the reference is to use every core (a sweep) or this thread alone (one network)
 * @param stdin what was read of standard input, for the process that may have to take over
 * @throws Exit where another process has done the work
 */
export async function openEngines(
  choice: EngineChoice,
  threads: "every core" | "this thread",
  stdin?: string,
): Promise<EnginesAtHand> {
  const webgpu = await openGpu(choice, stdin);
  const wanted = choice !== "webgpu" && !("engine" in webgpu && !webgpu.software);
  const cores = threads === "every core" && wanted ? availableParallelism() : 1;
  const reference = new ReferenceEngine();
  return { reference: cores > 1 ? new EnginePool(reference, startThreads(cores)) : reference, webgpu };
}

async function openGpu(choice: EngineChoice, stdin?: string): Promise<EnginesAtHand["webgpu"]> {
  if (choice === "reference") return { missing: "it was not asked for" };
  const found = await probeDawn();
  if (choice === "auto") {
    if (found === "none") return { missing: "no GPU adapter was found" };
    if (found === "no package") return { missing: "the npm package webgpu is not installed" };
    // Whoever wants a software adapter in a terminal says --engine webgpu; the reference's threads serve everybody.
    if (found === "software") return { missing: "the only GPU adapter is a software one" };
  }
  if (found === "none") await reexecWithSoftwareAdapter(stdin);
  const gpu = found === "no package" ? null : await openDawn();
  if (gpu === null) return { missing: NO_PACKAGE };
  return found === "none" ? { missing: NO_ADAPTER } : openWebgpu(gpu, readShaders());
}
