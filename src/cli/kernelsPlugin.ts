// Gives the page's build the kernels of the engine cpu: importing KERNELS yields the address of the compiled module.

import type { Plugin } from "vite";
import { readKernels } from "./kernels.ts";

/** What the page imports; its ending tells TypeScript that an address comes of it. */
const KERNELS = "virtual:kernels.wasm?url";
/** Ids that begin so are nobody else's, in Vite as in Rollup. */
const RESOLVED = `\0${KERNELS}`;

/**
 * In a build the module is a file of its own beside the page's scripts, found relative to them, so that the page works
 * under any path; while developing and testing its address is the module itself.
 */
export function kernelsPlugin(): Plugin {
  let builds = false;
  return {
    name: "vanishing-point-kernels",
    enforce: "pre",
    configResolved({ command }) {
      builds = command === "build";
    },
    resolveId: (id) => (id === KERNELS ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      const bytes = await readKernels();
      if (!builds) {
        const address = `data:application/wasm;base64,${Buffer.from(bytes).toString("base64")}`;
        return `export default ${JSON.stringify(address)};`;
      }
      const file = this.emitFile({ type: "asset", name: "kernels.wasm", source: bytes });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
