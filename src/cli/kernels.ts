// The engine cpu's kernels as WebAssembly: compiled from src/engine/cpu/assembly where a compiled copy of these very
// sources is not at hand. The page's build asks here too; the built program has them in a file beside itself.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { built } from "./built.ts";

const root = dirname(fileURLToPath(new URL("../../package.json", import.meta.url)));
const SOURCES = "src/engine/cpu/assembly";
const compiler = join(root, "node_modules", "assemblyscript");
const cache = join(root, "node_modules", ".cache", "vanishing-point");

/** What the sources take for granted: no garbage collector, and vectors. */
export const LANGUAGE = ["--noAssert", "--runtime", "stub", "--enable", "simd"];
/** How AssemblyScript is asked to compile: for speed. */
const OPTIONS = ["--optimizeLevel", "3", "--shrinkLevel", "0", "--converge", ...LANGUAGE];

/** What the built program's kernels are called, in the folder of the program itself. */
export const KERNELS_FILE = "kernels.wasm";

/** The compiled module's bytes. @throws Error with the compiler's own words where the sources do not compile */
export async function readKernels(): Promise<Uint8Array<ArrayBuffer>> {
  if (built) return new Uint8Array(readFileSync(new URL(KERNELS_FILE, import.meta.url)));
  const { version } = JSON.parse(readFileSync(join(compiler, "package.json"), "utf8")) as { version: string };
  const key = createHash("sha256")
    .update(JSON.stringify([version, OPTIONS, readSources()]))
    .digest("hex");
  const cached = join(cache, `kernels-${key.slice(0, 16)}.wasm`);
  if (!existsSync(cached)) {
    mkdirSync(cache, { recursive: true });
    // Written beside and renamed, so that a process that compiles at the same time never reads half a file.
    const written = `${cached}.${process.pid}.wasm`;
    await compile(written);
    renameSync(written, cached);
  }
  return new Uint8Array(readFileSync(cached));
}

/** Every source by its path under the folder, in an order that is the same everywhere. */
export function readSources(): [string, string][] {
  return readdirSync(join(root, SOURCES), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => [path, readFileSync(join(root, SOURCES, path), "utf8")]);
}

/** In a process of its own: loaders that translate TypeScript would go through the whole compiler first. */
async function compile(outFile: string): Promise<void> {
  const words = [join(compiler, "bin", "asc.js"), `${SOURCES}/index.ts`, "--outFile", outFile, ...OPTIONS];
  try {
    await promisify(execFile)(process.execPath, words, { cwd: root });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new Error(`the kernels of the engine cpu do not compile:\n${stderr ?? String(error)}`);
  }
}
