// The licence texts of everything that a bundle hands on: whoever gets the program gets them with it.

import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stageLicences } from "../../src/cli/package/licences.ts";
import { root } from "../../src/cli/package/program.ts";

/** Where Node's publishers put its licence: beside the folder of the binary, or where a system keeps such texts. */
const nodeTexts = [
  join(dirname(dirname(process.execPath)), "LICENSE"),
  join(dirname(dirname(process.execPath)), "share/doc/nodejs/LICENSE"),
  join(dirname(dirname(process.execPath)), "share/doc/node/LICENSE"),
];

/** The licence of the Node that runs this, or null where it is not to be found. */
export function nodeLicence(): string | null {
  const isNode = (path: string) =>
    existsSync(path) && readFileSync(path, "utf8").startsWith("Node.js is licensed");
  return nodeTexts.find(isNode) ?? null;
}

/** What is in a bundle besides the packages that the program was built from: Dawn, and what AssemblyScript compiles in. */
const always = ["webgpu", "assemblyscript"];

/** Collects the texts in a folder of their own. @throws Error where one is missing */
export function stageBundleLicences(stage: string, packages: readonly string[]): void {
  const folder = join(stage, "licences");
  stageLicences(folder, [...always, ...packages]);
  copyFileSync(join(root, "LICENSE"), join(folder, "vanishing-point.txt"));
  const node = nodeLicence();
  if (node === null) throw new Error("the licence of Node was not found");
  copyFileSync(node, join(folder, "node.txt"));
}
