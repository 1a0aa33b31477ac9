// The project's own files as the rules see them: path and text of everything that is, or could be, committed.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One file; `path` is relative to the project, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a rule has to object to: the file, the line (0 for the whole file), and why. */
export interface Objection {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

/** A rule: what it objects to in a set of files. */
export type Rule = (files: readonly SourceFile[]) => Objection[];

const root = fileURLToPath(new URL("../../", import.meta.url));
const binary = /\.(png|jpe?g|gif|ico|webp|woff2?|npy|zip|pdf)$/;

/** All text files that git tracks or would track. */
export function allFiles(): SourceFile[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return listed
    .split("\0")
    .filter((path) => path !== "" && !binary.test(path) && existsSync(root + path))
    .map((path) => ({ path, text: readFileSync(root + path, "utf8") }));
}

/** Whether a file is source that people write: not a lock file, not data. */
export function isSource({ path }: SourceFile): boolean {
  return /\.(ts|tsx|wgsl|css)$/.test(path);
}

/** The text with comments blanked out, line by line as it was; strings stay, as names in them count too. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, " ");
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (all, string) => (string === undefined ? blank(all) : all),
  );
}

/** Objects to every line of the chosen files that matches. */
export function forbid(
  chosen: (file: SourceFile) => boolean,
  pattern: RegExp,
  why: string,
  read: (text: string) => string = withoutComments,
): Rule {
  return (files) =>
    files.filter(chosen).flatMap((file) =>
      read(file.text)
        .split("\n")
        .flatMap((line, i) => (pattern.test(line) ? [{ path: file.path, line: i + 1, why }] : [])),
    );
}

/** The objections as lines, for a test's message. */
export function told(objections: readonly Objection[]): string[] {
  return objections.map(({ path, line, why }) => `${path}${line === 0 ? "" : `:${line}`}: ${why}`);
}
