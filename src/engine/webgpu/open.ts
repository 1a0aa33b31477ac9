// Finds an adapter and makes the engine on it, or says in one sentence why there is none.

import type { Engine } from "../engine.ts";
import { WebgpuEngine } from "./webgpu.ts";

/** The engine on the best adapter and whether that is a software one, or why there is none. */
export async function openWebgpu(
  gpu: GPU | undefined,
  shaders: Readonly<Record<string, string>>,
): Promise<{ engine: Engine; software: boolean } | { missing: string }> {
  if (gpu === undefined) return { missing: "WebGPU is not available here" };
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
  if (adapter === null) return { missing: "WebGPU found no adapter" };
  const software = adapter.info.isFallbackAdapter === true;
  return { engine: await WebgpuEngine.open(gpu, adapter, shaders), software };
}
