// Where an export goes: a file, which is there as a whole or not at all and never in place of another one unasked, or standard
// output.

import { rmSync } from "node:fs";
import { lstat, open, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Bytes } from "../store/folder.ts";
import type { Mistake } from "../sweep/mistakes.ts";
import { OWN_NAME } from "./diskFolder.ts";
import { Exit } from "./exit.ts";

/** The name that stands for standard output. */
export const STDOUT = "-";

/** Why a file cannot be written, before anything is computed; null where it can. */
export async function targetMistake(path: string, force: boolean): Promise<Mistake | null> {
  if (path === STDOUT) return null;
  const there = await lstat(path).catch(() => null);
  if (there?.isDirectory()) return { path: "--out", given: `${path}, a folder`, allowed: "a file" };
  if (there !== null && !force) {
    return {
      path: "--out",
      given: `${path}, which is there already`,
      allowed: "another name, or --force beside it",
    };
  }
  const above = await stat(dirname(path)).catch(() => null);
  if (above?.isDirectory()) return null;
  return { path: "--out", given: `${path}, in no folder`, allowed: "a file in a folder that is there" };
}

/**
 * Has a file written, or standard output.
 * @param write puts the parts one after the other, each once the one before is taken
 * @throws Exit where there is no room, or it is not allowed
 */
export async function writeTo(
  path: string,
  write: (put: (part: Bytes | string) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (path === STDOUT) return write(toStdout);
  const temporary = join(dirname(path), `${OWN_NAME}${process.pid}-${basename(path)}.part`);
  const clear = () => rmSync(temporary, { force: true });
  // Also where the process is told to end while it writes, nothing half-written may stay behind.
  process.once("exit", clear);
  try {
    const file = await open(temporary, "w");
    try {
      await write((part) => file.writeFile(part));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    clear();
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new Exit(1, [`${path} could not be written (${code}); nothing of it is there`]);
  } finally {
    process.off("exit", clear);
  }
}

function toStdout(part: Bytes | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(part, (error) => (error ? reject(error) : resolve()));
  });
}
