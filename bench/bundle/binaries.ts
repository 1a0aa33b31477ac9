// The two native programs of a bundle, this machine's Node and Dawn's module for it, without their debugging symbols.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../src/cli/package/program.ts";

const PLATFORM = "linux-x64";
const webgpu = join(root, "node_modules", "webgpu");

/** Where the package webgpu keeps its module for the only platform of a bundle. */
export const dawnFolder = join(webgpu, "dist", PLATFORM);

/** Puts bin/node and node_modules/webgpu into a folder. @throws Error where the two do not run together */
export function stageBinaries(stage: string): void {
  const node = join(stage, "bin", "node");
  const dawn = join(stage, "node_modules", "webgpu", "dist", PLATFORM, "dawn.node");
  copy(process.execPath, node);
  copy(join(dawnFolder, "dawn.node"), dawn);
  for (const name of ["index.js", "package.json"]) {
    copyFileSync(join(webgpu, name), join(stage, "node_modules", "webgpu", name));
  }
  if (strip(node, dawn) && loads(node, dawn)) return;
  // Symbols cost a tenth of the size and nothing else; a machine without the tool packs them too.
  copyFileSync(process.execPath, node);
  copyFileSync(join(dawnFolder, "dawn.node"), dawn);
  if (!loads(node, dawn)) throw new Error(`${process.execPath} cannot load the module of the package webgpu`);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** Whether the tool is there and could do it. */
function strip(...files: readonly string[]): boolean {
  return runs("strip", ["--strip-unneeded", ...files]);
}

/** Whether this Node runs and takes this module, as the server's will have to; no GPU is needed for that. */
function loads(node: string, dawn: string): boolean {
  return runs(node, ["-e", `process.dlopen({ exports: {} }, ${JSON.stringify(dawn)})`]);
}

function runs(program: string, words: readonly string[]): boolean {
  try {
    execFileSync(program, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
