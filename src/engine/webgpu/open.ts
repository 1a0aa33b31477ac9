// Finds an adapter and makes the engine on it, or says in one sentence why there is none.

import type { Engine } from "../engine.ts";
import { adapterName, findAdapter, isSoftware } from "./adapter.ts";
import { WebgpuEngine } from "./webgpu.ts";

/** The engine on the best adapter and whether that is a software one, or why there is none. Never rejects. */
export async function openWebgpu(
  gpu: GPU | undefined,
  shaders: Readonly<Record<string, string>>,
): Promise<{ engine: Engine; software: boolean } | { missing: string }> {
  if (gpu === undefined) return { missing: "WebGPU is not available here" };
  const adapter = await findAdapter(gpu);
  if (adapter === null) return { missing: "WebGPU found no adapter" };
  try {
    return { engine: await WebgpuEngine.open(gpu, adapter, shaders), software: isSoftware(adapter) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { missing: `WebGPU gave no device on ${adapterName(adapter)}: ${why}` };
  }
}
