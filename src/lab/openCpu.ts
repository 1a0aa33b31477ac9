// The engine cpu on kernels that were compiled, or why it does not start. Apart from their compiling, which the page does, and
// which needs nothing of the engine.

import { CpuEngine } from "../engine/cpu/cpu.ts";
import { messageOf } from "../sweep/mistakes.ts";
import type { Missing } from "./choose.ts";
import type { Kernels } from "./kernels.ts";

/** The engine on compiled kernels, for this thread alone. Never throws. */
export function openCpu(kernels: Kernels): CpuEngine | Missing {
  if ("missing" in kernels) return kernels;
  try {
    return new CpuEngine(kernels);
  } catch (error) {
    return { missing: `its kernels do not start here (${messageOf(error)})` };
  }
}
