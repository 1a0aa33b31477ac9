// Rules on single files: names, opening comments, length, types, and words that must not be there.

import { forbid, isSource, type Objection, type Rule, type SourceFile } from "./tree.ts";

const isTypeScript = ({ path }: SourceFile) => /\.tsx?$/.test(path);

/** Names that say nothing of what a file is about. */
export const tellingNames: Rule = (files) =>
  files
    .filter(({ path }) => /(^|\/)(utils?|helpers?|common|misc|shared|manager|stuff)(\.|\/|$)/i.test(path))
    .map(({ path }) => ({ path, line: 0, why: "a name that does not say what the file is" }));

/** Every source file opens by saying what it is and why, in one to four lines of comment. */
export const openingComment: Rule = (files) =>
  files.filter(isSource).flatMap(({ path, text }): Objection[] => {
    const opening = openingOf(path, text);
    const object = (why: string) => [{ path, line: 1, why }];
    if (opening === null) return object("the file does not open with a comment");
    if (opening.lines > 4)
      return object(`the opening comment has ${opening.lines} lines, at most 4 are read`);
    if (opening.letters < 12) return object("the opening comment says nothing");
    return [];
  });

function openingOf(path: string, text: string): { lines: number; letters: number } | null {
  const start = text.replace(/^#!.*\n/, "");
  const pattern = path.endsWith(".css") ? /^\/\*[\s\S]*?\*\// : /^(?:\/\/[^\n]*(?:\n|$))+/;
  const comment = pattern.exec(start)?.[0];
  if (comment === undefined) return null;
  return { lines: comment.trimEnd().split("\n").length, letters: comment.match(/\p{L}/gu)?.length ?? 0 };
}

/** Lines beyond which a file holds more than one idea. */
const LONGEST = 250;
/** Longer files, each with the reason why it is not split. */
const longer: Readonly<Record<string, string>> = {
  "src/model/gradient.ts": "one whole computation, to be read from top to bottom beside its twin",
};
export const shortFiles: Rule = (files) =>
  files
    .filter(({ path }) => /\.(ts|tsx|wgsl)$/.test(path))
    .flatMap(({ path, text }) => {
      const lines = text.trimEnd().split("\n").length;
      const why = `${lines} lines, more than ${LONGEST}: split it, or give the reason in tests/house/wording.ts`;
      return lines > LONGEST && !Object.hasOwn(longer, path) ? [{ path, line: 0, why }] : [];
    });

// The words are put together here, so that this file does not object to itself.
const todo = new RegExp(
  `\\b(${["TO", "FIX", "XX", "HA"].map((w, i) => w + ["DO", "ME", "X", "CK"][i]).join("|")})\\b(?!\\s*\\(#\\d+\\))`,
);
export const noTodoWithoutIssue = forbid(
  (file) => isSource(file) || (/\.(md|json)$/.test(file.path) && file.path !== "package-lock.json"),
  todo,
  "unfinished work without the number of its issue",
  (text) => text,
);

export const noAny = forbid(
  isTypeScript,
  /(?::|\bas|<|,|\|)\s*any\b(?!\w|\s+\w)|\bany\[\]/,
  "the type `any` switches the compiler off",
  (text) => text.replace(/\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, ""),
);

export const noSilencing = forbid(
  isTypeScript,
  new RegExp(`@ts-${"(ignore|nocheck)"}|biome-${"ignore"}(?!.*: \\w+)`),
  "a check is silenced without a reason",
  (text) => text,
);

const machine = [
  `(?<![\\w.~-])/(${["work", "root", "tmp", "home"].join("|")})/\\w`,
  "registry\\.\\w+\\.\\w+",
  "\\b(localhost|127\\.0\\.0\\.1):48\\d\\d",
];
export const noMachine = forbid(
  // npm writes the public registry's address into the lock file; src/cli/software.ts and tests name system folders.
  ({ path }) => path !== "package-lock.json",
  new RegExp(machine.join("|")),
  "a path or host of one machine",
  (text) => text,
);

/** Whoever wants no motion is asked for in one place; what CSS moves is stopped by style/motion.css. */
export const motionAsksFirst = forbid(
  ({ path }) => path.startsWith("src/app/") && path !== "src/app/motion.ts",
  /"smooth"|scroll-behavior:\s*smooth|\.animate\(|startViewTransition/,
  "motion that does not ask whether it is wanted: src/app/motion.ts does",
);

const topLevel = ["src", "shaders", "tests", "bench", ".ci"];
export const knownTopLevel: Rule = (files) =>
  files
    .filter(({ path }) => path.includes("/") && !topLevel.includes(path.split("/")[0]))
    .map(({ path }) => ({ path, line: 0, why: `top-level folders are ${topLevel.join(", ")}` }));

const readmes = ["README.md", "src/README.md", "shaders/README.md", "tests/README.md", "bench/README.md"];
export const readmesAreThere: Rule = (files) =>
  readmes
    .filter((path) => !files.some((file) => file.path === path))
    .map((path) => ({ path, line: 0, why: "this README is missing" }));
