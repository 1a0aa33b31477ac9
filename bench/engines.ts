// The engines of a bench: the reference on one thread, and webgpu through Dawn, on a software adapter if need be.

import { availableParallelism, cpus, loadavg } from "node:os";
import { openDawn, probeDawn } from "../src/cli/dawn.ts";
import { readShaders } from "../src/cli/shaders.ts";
import { reexecWithSoftwareAdapter } from "../src/cli/software.ts";
import type { Engine } from "../src/engine/engine.ts";
import { ReferenceEngine } from "../src/engine/reference.ts";
import { adapterName } from "../src/engine/webgpu/adapter.ts";
import { openWebgpu } from "../src/engine/webgpu/open.ts";

export type EngineSelection = "reference" | "webgpu" | "all";

export interface BenchEngines {
  readonly reference: Engine;
  readonly webgpu: OpenedWebgpu | { readonly missing: string };
}

export interface OpenedWebgpu {
  readonly engine: Engine;
  readonly adapter: string;
  readonly software: boolean;
}

/** Opens what is asked for. @throws Exit where a second process, with the software adapter, has done the work */
export async function openBenchEngines(selection: EngineSelection, sabotage: boolean): Promise<BenchEngines> {
  const reference = new ReferenceEngine();
  if (selection === "reference") return { reference, webgpu: { missing: "it was not asked for" } };
  const found = await probeDawn();
  if (found === "none") await reexecWithSoftwareAdapter();
  const gpu = found === "none" ? null : await openDawn();
  if (gpu === null) {
    const missing = found === "none" ? "no GPU adapter was found" : "the npm package webgpu is not installed";
    return { reference, webgpu: { missing } };
  }
  const opened = await openWebgpu(gpu, sabotage ? sabotagedShaders() : readShaders());
  if ("missing" in opened) return { reference, webgpu: opened };
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  return { reference, webgpu: { ...opened, adapter: adapter === null ? "unknown" : adapterName(adapter) } };
}

/** A factor of 2 dropped from ∂L/∂y: results look sane and are wrong. The check must refuse to time them. */
function sabotagedShaders(): Record<string, string> {
  const sources = { ...readShaders() };
  for (const path of ["readout.wgsl", "training/readout.wgsl"]) {
    const broken = sources[path].replaceAll("2.0 / f32(BATCH", "1.0 / f32(BATCH");
    if (broken === sources[path])
      throw new RangeError(`shaders/${path} no longer has the passage to sabotage`);
    sources[path] = broken;
  }
  return sources;
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
