// The engines of `bench` in a terminal: this thread, one compute thread per core, and the GPU through Dawn.

import { availableParallelism, cpus, loadavg } from "node:os";
import program from "../../package.json" with { type: "json" };
import type { EngineMeter } from "../engine/meter.ts";
import { type OpenedWebgpu, openWebgpu } from "../engine/webgpu/open.ts";
import type { BenchOrder } from "../lab/bench/bench.ts";
import type { BenchEngineId, OpenedEngines } from "../lab/bench/engines.ts";
import { openBenchEngines } from "../lab/bench/open.ts";
import { type Missing, NOT_ASKED_FOR } from "../lab/choose.ts";
import { compileKernels } from "../lab/kernels.ts";
import { openDawn, probeDawn } from "./dawn.ts";
import { readKernels } from "./kernels.ts";
import { readShaders } from "./shaders.ts";
import { reexecWithSoftwareAdapter } from "./software.ts";
import { computeThreads } from "./threads.ts";

/**
 * Opens the engines that are wanted.
 * @param sabotage breaks a shader in memory, as a control
 * @throws Exit where another process, with a software adapter, has done the work
 */
export async function openTerminalEngines(
  wanted: readonly BenchEngineId[],
  sabotage: boolean,
): Promise<OpenedEngines> {
  const needsGpu = wanted.includes("webgpu");
  const found = needsGpu ? await probeDawn() : "no package";
  if (needsGpu && found === "none") await reexecWithSoftwareAdapter();
  const kernels = wanted.some((id) => id.startsWith("cpu"))
    ? await compileKernels(readKernels)
    : NOT_ASKED_FOR;
  return openBenchEngines({
    wanted,
    kernels,
    workers: computeThreads(availableParallelism(), kernels),
    async openGpu(meter: EngineMeter): Promise<OpenedWebgpu | Missing> {
      if (found === "none") return { missing: "no GPU adapter was found" };
      const gpu = await openDawn();
      if (gpu === null) return { missing: "the optional npm package webgpu is not installed" };
      return openWebgpu(gpu, sabotage ? sabotagedShaders() : readShaders(), meter);
    },
  });
}

/** What the figures depend on besides the engines. */
export function terminalEnvironment(): BenchOrder["environment"] {
  // Work that others did meanwhile: well above 0 at the start, and the times are noisy.
  const load = Math.round(loadavg()[0] * 100) / 100;
  return {
    date: new Date().toISOString(),
    labVersion: program.version,
    host: `Node ${process.version}, ${process.platform} ${process.arch}`,
    machine: `${cpus()[0]?.model ?? "unknown processor"}, load ${load}`,
    cores: availableParallelism(),
  };
}

/** A factor of 2 dropped from ∂L/∂y: results look sane and are wrong. The check must refuse to time them. */
export function sabotagedShaders(): Record<string, string> {
  const sources = { ...readShaders() };
  for (const path of ["readout.wgsl", "training/readout.wgsl"]) {
    const broken = sources[path].replaceAll("2.0 / f32(BATCH", "1.0 / f32(BATCH");
    if (broken === sources[path])
      throw new RangeError(`shaders/${path} no longer has the passage to sabotage`);
    sources[path] = broken;
  }
  return sources;
}
