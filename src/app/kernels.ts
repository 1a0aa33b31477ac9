// The kernels of the engine cpu: fetched beside the page's own files and compiled once, while the threads start.

import address from "virtual:kernels.wasm?url";
import { compileKernels } from "../lab/kernels.ts";

/**
 * Compiled, or why there are none. The bytes are taken as they are, whatever type the host gives them: not every static
 * host knows the type that compiling from the stream would ask for.
 */
export const kernels = compileKernels(async () => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the host answers ${response.status} for them`);
  return response.arrayBuffer();
});
