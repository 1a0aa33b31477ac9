// The licence texts of the packages that are built into a program: whoever gets it gets them with it.

import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./program.ts";

/** Copies each package's texts into a folder. @throws Error where a package has none */
export function stageLicences(folder: string, packages: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  for (const name of packages) {
    const from = join(root, "node_modules", name);
    const texts = readdirSync(from).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
    if (texts.length === 0) throw new Error(`the package ${name} has no licence text to pack`);
    for (const text of texts)
      copyFileSync(join(from, text), join(folder, `${name.replace("/", "-")}-${text}`));
  }
}
