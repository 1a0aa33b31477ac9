// The terminal's program as plain JavaScript, with the shaders and kernels it reads: for the npm package and for the
// portable bench. It keeps the repository's layout, so that every file finds by its own address what it finds there.

import { cpSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import { KERNELS_FILE, readKernels } from "../kernels.ts";

export const root = dirname(fileURLToPath(new URL("../../../package.json", import.meta.url)));

/** What else is built beside the program, and what is left to whoever installs it. */
export interface ProgramParts {
  /** Files of src/cli that become files of their own. */
  readonly entries?: readonly string[];
  /** Packages that are not built in. */
  readonly external: readonly string[];
}

/** Builds the program into a folder. Gives back the packages that are part of it now, for their licences. */
export async function stageProgram(
  stage: string,
  { entries = [], external }: ProgramParts,
): Promise<string[]> {
  const cli = join(stage, "src", "cli");
  const files = ["main", "tileThread", ...entries];
  const built = await build({
    root,
    // The page's configuration asks for a browser and tests; nothing of it concerns the terminal.
    configFile: false,
    logLevel: "warn",
    ssr: { noExternal: true, external: [...external], target: "node" },
    build: {
      // One folder for all files, so that the way from each to the shaders is the one written in src/cli.
      outDir: cli,
      emptyOutDir: false,
      ssr: true,
      target: "node20",
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(files.map((name) => [name, join(root, "src/cli", `${name}.ts`)])),
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  writeFileSync(join(cli, KERNELS_FILE), await readKernels());
  cpSync(join(root, "shaders"), join(stage, "shaders"), {
    recursive: true,
    filter: (path) => path.endsWith(".wgsl") || statSync(path).isDirectory(),
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  return packagesOf(outputs.flatMap(({ output }) => output));
}

/** The npm packages whose code went into the files. */
function packagesOf(files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): string[] {
  const modules = files.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  const names = modules.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []);
  return [...new Set(names)].sort();
}
