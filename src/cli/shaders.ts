// The shaders' sources as the engine takes them, by path under shaders/: what the page's build bundles, read from disk.

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../shaders/", import.meta.url));

/** Every WGSL file of the repository, e.g. under "activations/tanh.wgsl". */
export function readShaders(): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(
    paths
      .filter((path) => path.endsWith(".wgsl"))
      .map((path) => [path.split(sep).join("/"), readFileSync(join(folder, path), "utf8")]),
  );
}
