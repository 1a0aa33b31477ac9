// Packs the npm package as `npm pack` does and installs it elsewhere, without a network: into a folder of nothing but it and
// the one package that it depends on, in a path with spaces.

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A package that was installed. */
export interface Installed {
  /** The project that it was installed into, with a folder node_modules. */
  readonly project: string;
  readonly tarball: string;
  readonly bytes: number;
  /** The package's own folder. */
  readonly folder: string;
  /** Its files, from that folder. */
  readonly files: readonly string[];
  remove(): void;
}

/** Runs a program to its end, with nothing of npm, vitest or a shell's habits in its environment. */
export function execute(program: string, words: readonly string[], cwd: string): Promise<Outcome> {
  const PATH = [dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter);
  const env = process.platform === "win32" ? process.env : { PATH, HOME: tmpdir(), TMPDIR: tmpdir() };
  return new Promise((resolve) => {
    execFile(
      program,
      [...words],
      { cwd, env, timeout: 110_000, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? Number.NaN), stdout, stderr });
      },
    );
  });
}

async function npm(words: readonly string[], cwd: string): Promise<void> {
  const { code, stdout, stderr } = await execute("npm", words, cwd);
  if (code !== 0) throw new Error(`npm ${words.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
}

/** Packs and installs. @throws Error with npm's own words where it cannot */
export async function installed(): Promise<Installed> {
  const at = mkdtempSync(join(tmpdir(), "vanishing-point-package-"));
  const project = join(at, "a project", "of its own");
  mkdirSync(project, { recursive: true });
  await npm(["pack", "--pack-destination", at], root);
  // Of a package from a registry only the files count: none of its scripts is for us.
  await npm(
    ["pack", "--ignore-scripts", "--pack-destination", at, join(root, "node_modules", "valibot")],
    at,
  );
  const named = (start: string) =>
    join(at, readdirSync(at).find((name) => name.startsWith(start) && name.endsWith(".tgz")) ?? start);
  const tarball = named("vanishing-point-");
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  // An empty cache, so that nothing comes from what this machine happens to have fetched.
  const offline = ["--offline", "--cache", join(at, "cache"), "--no-audit", "--no-fund"];
  await npm(["install", ...offline, "--omit=optional", tarball, named("valibot-")], project);
  const folder = join(project, "node_modules", "vanishing-point");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  return {
    project,
    tarball,
    bytes: readFileSync(tarball).length,
    folder,
    files,
    remove: () => rmSync(at, { recursive: true, force: true }),
  };
}
