// The engines of a bench: the reference and cpu on one thread each, and webgpu through Dawn, on a software adapter if need be.

import { availableParallelism, cpus, loadavg } from "node:os";
import { sabotagedShaders } from "../src/cli/benchEngines.ts";
import { openDawn, probeDawn } from "../src/cli/dawn.ts";
import { readKernels } from "../src/cli/kernels.ts";
import { readShaders } from "../src/cli/shaders.ts";
import { reexecWithSoftwareAdapter } from "../src/cli/software.ts";
import type { Engine } from "../src/engine/engine.ts";
import { ReferenceEngine } from "../src/engine/reference.ts";
import { type OpenedWebgpu, openWebgpu } from "../src/engine/webgpu/open.ts";
import type { Missing } from "../src/lab/choose.ts";
import { compileKernels } from "../src/lab/kernels.ts";
import { openCpu } from "../src/lab/openCpu.ts";

export const selections = ["reference", "cpu", "webgpu", "all"] as const;
export type EngineSelection = (typeof selections)[number];

export interface BenchEngines {
  readonly reference: Engine;
  readonly cpu: Engine | Missing;
  readonly webgpu: OpenedWebgpu | Missing;
}

const NOT_ASKED_FOR: Missing = { missing: "it was not asked for" };

/** Opens what is asked for. @throws Exit where a second process, with the software adapter, has done the work */
export async function openBenchEngines(selection: EngineSelection, sabotage: boolean): Promise<BenchEngines> {
  const isAsked = (name: EngineSelection) => selection === name || selection === "all";
  const webgpu = isAsked("webgpu") ? await openGpu(sabotage) : NOT_ASKED_FOR;
  const cpu = isAsked("cpu") ? openCpu(await compileKernels(readKernels)) : NOT_ASKED_FOR;
  return { reference: new ReferenceEngine(), cpu, webgpu };
}

/** The engines that are checked against the reference before they are timed. */
export function kernelEngines({ cpu, webgpu }: BenchEngines): Engine[] {
  return [...("missing" in cpu ? [] : [cpu]), ...("missing" in webgpu ? [] : [webgpu.engine])];
}

async function openGpu(sabotage: boolean): Promise<OpenedWebgpu | Missing> {
  const found = await probeDawn();
  if (found === "none") await reexecWithSoftwareAdapter();
  const gpu = found === "none" ? null : await openDawn();
  if (gpu === null) {
    return {
      missing: found === "none" ? "no GPU adapter was found" : "the npm package webgpu is not installed",
    };
  }
  return openWebgpu(gpu, sabotage ? sabotagedShaders() : readShaders());
}

/** What the figures depend on besides the engines. */
export function describeMachine() {
  return {
    date: new Date().toISOString(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    /** Work that others did meanwhile: well above 0 at the start, and the times are noisy. */
    loadAverage: Math.round(loadavg()[0] * 100) / 100,
  };
}
