// The library's types for whoever writes TypeScript: what is public and all that it names, with its comments.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { root } from "./program.ts";

/** Where the declarations of the library begin, inside their folder. */
export const LIBRARY_TYPES = "src/cli/library.d.ts";

/** Every specifier of an import or export, in a declaration's own formatting. */
const SPECIFIER = /(\bfrom\s+|\bimport\(|\bimport\s+)"([^"]+)"/g;

/** Writes them into a folder. @throws Error with the compiler's own words where they cannot be made */
export function stageDeclarations(folder: string): void {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const project = join(root, "src/cli/package/tsconfig.json");
  try {
    execFileSync(process.execPath, [compiler, "-p", project, "--outDir", folder], { encoding: "utf8" });
  } catch (error) {
    throw new Error(`the library's types cannot be made:\n${(error as { stdout?: string }).stdout}`);
  }
  const reached = new Set<string>();
  reach(join(folder, LIBRARY_TYPES), reached);
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, path);
    if (existsSync(file) && statSync(file).isFile() && !reached.has(file)) rmSync(file);
  }
  removeEmpty(folder);
}

/** Goes from file to file and lets each name the others as they will be found: a.ts is a.d.ts beside an a.js now. */
function reach(file: string, reached: Set<string>): void {
  if (reached.has(file)) return;
  reached.add(file);
  const text = readFileSync(file, "utf8").replace(SPECIFIER, (whole, before: string, name: string) => {
    if (!name.startsWith(".")) return whole;
    reach(resolve(dirname(file), name.replace(/\.ts$/, ".d.ts")), reached);
    return `${before}"${name.replace(/\.ts$/, ".js")}"`;
  });
  writeFileSync(file, text);
}

function removeEmpty(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!statSync(path).isDirectory()) continue;
    removeEmpty(path);
    if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
  }
}
