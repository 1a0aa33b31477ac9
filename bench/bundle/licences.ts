// The licence texts of everything that a bundle hands on: whoever gets the program gets them with it.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./program.ts";

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

/** Collects the texts in a folder of their own. @throws Error where a package has none */
export function stageLicences(stage: string, packages: readonly string[]): void {
  const folder = join(stage, "licences");
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, "LICENSE"), join(folder, "vanishing-point.txt"));
  const node = nodeLicence();
  if (node === null) throw new Error("the licence of Node was not found");
  copyFileSync(node, join(folder, "node.txt"));
  for (const name of [...always, ...packages]) {
    const from = join(root, "node_modules", name);
    const texts = readdirSync(from).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    if (texts.length === 0) throw new Error(`the package ${name} has no licence text to pack`);
    for (const text of texts)
      copyFileSync(join(from, text), join(folder, `${name.replace("/", "-")}-${text}`));
  }
}
