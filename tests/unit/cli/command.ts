// Runs the real program in a process of its own, the way npm does, and gives back what came out of it.

import { type ChildProcess, execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the terminal's program with these words; `during` is given the process while it runs. */
export function command(
  words: readonly string[],
  { stdin = "", during }: { stdin?: string; during?: (child: ChildProcess) => void } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const args = ["--import", "tsx", "src/cli/main.ts", ...words];
    const child = execFile(
      process.execPath,
      args,
      { cwd: root, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? Number.NaN), stdout, stderr });
      },
    );
    child.stdin?.end(stdin);
    during?.(child);
  });
}

/** A folder that lasts as long as the test that asks for it. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "vanishing-point-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes a value as a JSON file, or a text as it is, and gives back its path. */
export function fileWith(path: string, content: unknown): string {
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
