// The kernels of the engine cpu, compiled once for all threads of the page or the terminal; or, in words for people,
// why this machine has no such engine.

import { messageOf } from "../sweep/mistakes.ts";
import type { Missing } from "./choose.ts";

export type Kernels = WebAssembly.Module | Missing;

/** A module of one function, which returns a vector: valid only where WebAssembly has SIMD. */
const SIMD_PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00, 0x0a, 0x0a, 0x01, 0x08, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x62, 0x0b],
);

/** Compiles what `read` brings. Never rejects: whatever goes wrong is the reason why the kernels are missing. */
export async function compileKernels(read: () => Promise<BufferSource>): Promise<Kernels> {
  // Browsers in a mode of higher security have none.
  if (typeof WebAssembly === "undefined") return { missing: "WebAssembly is switched off here" };
  if (!WebAssembly.validate(SIMD_PROBE)) return { missing: "WebAssembly has no SIMD here" };
  let bytes: BufferSource;
  try {
    bytes = await read();
  } catch (error) {
    return { missing: `its kernels could not be loaded (${messageOf(error)})` };
  }
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    return { missing: `its kernels do not compile here (${messageOf(error)})` };
  }
}
