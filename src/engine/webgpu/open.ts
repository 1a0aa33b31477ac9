// Finds an adapter and makes the engine on it, or says in one sentence why there is none.

import { messageOf } from "../../sweep/mistakes.ts";
import type { Engine } from "../engine.ts";
import type { EngineMeter } from "../meter.ts";
import { type AdapterFacts, adapterName, factsOf, findAdapter, isSoftware } from "./adapter.ts";
import { WebgpuEngine } from "./webgpu.ts";

/** The engine, and what it runs on. */
export interface OpenedWebgpu {
  readonly engine: Engine;
  readonly software: boolean;
  readonly adapter: AdapterFacts;
}

/**
 * The engine on the best adapter, or why there is none. Never rejects.
 * @param meter for a benchmark: is told of compiling and of the GPU's own time
 */
export async function openWebgpu(
  gpu: GPU | undefined,
  shaders: Readonly<Record<string, string>>,
  meter: EngineMeter | null = null,
): Promise<OpenedWebgpu | { missing: string }> {
  if (gpu === undefined) return { missing: "WebGPU is not available here" };
  const adapter = await findAdapter(gpu);
  if (adapter === null) return { missing: "WebGPU found no adapter" };
  try {
    const engine = await WebgpuEngine.open(gpu, adapter, shaders, {}, meter);
    return { engine, software: isSoftware(adapter), adapter: factsOf(adapter) };
  } catch (error) {
    const why = messageOf(error);
    return { missing: `WebGPU gave no device on ${adapterName(adapter)}: ${why}` };
  }
}
