// The WGSL sources, fetched once the engine webgpu is about to be opened: nobody else reads them.

import { fetched } from "../lab/fetched.ts";

/** Every shader's source by its path, e.g. `activations/tanh.wgsl`. */
export async function shaders(): Promise<Readonly<Record<string, string>>> {
  return (await fetched(() => import("./wgsl.ts"))).shaders;
}
