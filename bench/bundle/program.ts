// The terminal's program as plain JavaScript, with the shaders and kernels it reads. It keeps the repository's layout, so
// that every file finds by its own address what it finds in the repository.

import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";
import program from "../../package.json" with { type: "json" };
import { KERNELS_FILE, readKernels } from "../../src/cli/kernels.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Builds the program into a folder. Gives back the packages that are part of it now, for their licences. */
export async function stageProgram(stage: string): Promise<string[]> {
  const cli = join(stage, "src", "cli");
  const built = await build({
    root,
    // The page's configuration asks for a browser and tests; nothing of it concerns the terminal.
    configFile: false,
    logLevel: "warn",
    ssr: { noExternal: true, external: ["webgpu"], target: "node" },
    build: {
      // One folder for all files, so that the way from each to the shaders is the one written in src/cli.
      outDir: cli,
      emptyOutDir: false,
      ssr: true,
      target: "node20",
      minify: false,
      rolldownOptions: {
        input: { main: join(root, "src/cli/main.ts"), tileThread: join(root, "src/cli/tileThread.ts") },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  writeFileSync(join(cli, KERNELS_FILE), await readKernels());
  cpSync(join(root, "shaders"), join(stage, "shaders"), { recursive: true });
  const { name, version, license } = program;
  writeFileSync(join(stage, "package.json"), JSON.stringify({ name, version, license, type: "module" }));
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  return packagesOf(outputs.flatMap(({ output }) => output));
}

/** The npm packages whose code went into the files. */
function packagesOf(files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): string[] {
  const modules = files.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  const names = modules.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []);
  return [...new Set(names)].sort();
}
