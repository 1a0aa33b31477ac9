// Rules on who may know of whom: the order of the folders, and the words that belong to one place only.

import { forbid, type Rule, type SourceFile, withoutComments } from "./tree.ts";

/** Folders of src in reading order; a folder imports only from itself and from folders before it. */
export const layers = ["model", "sweep", "engine", "store", "lab", "app", "cli"];

const layerOf = (path: string) => layers.indexOf(path.split("/")[1]);
const isCode = ({ path }: SourceFile) => /^src\/.*\.tsx?$/.test(path);

/** `../model/scaled.ts` as written in src/sweep/plan.ts → `src/model/scaled.ts`; null for packages. */
function resolved(from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function importsOf(text: string): { specifier: string; line: number }[] {
  const code = withoutComments(text);
  const pattern = /(?:\bfrom|\bimport|\bimport\s*\(|\bnew URL\()\s*"([^"]+)"/g;
  return [...code.matchAll(pattern)].map((match) => ({
    // How Vite is to give it is no part of the file's name.
    specifier: match[1].replace(/\?.*$/, ""),
    line: code.slice(0, match.index).split("\n").length,
  }));
}

/** What src may read outside of itself: its twins, and its own name and version. */
const readable = /^(shaders\/.*|package\.json)$/;

/** A folder of src imports only from folders above it. The page and the terminal know nothing of each other. */
export const importOrder: Rule = (files) =>
  files.filter(isCode).flatMap((file) =>
    importsOf(file.text).flatMap(({ specifier, line }) => {
      const target = resolved(file.path, specifier);
      if (target === null) return [];
      const objection = (why: string) => [{ path: file.path, line, why }];
      if (readable.test(target)) return [];
      if (!/\.(ts|tsx|css)$/.test(target)) return objection("an import without its extension");
      if (!target.startsWith("src/")) return objection(`src imports from outside src: ${specifier}`);
      const [from, to] = [layerOf(file.path), layerOf(target)];
      const apart = file.path.startsWith("src/cli/") && target.startsWith("src/app/");
      return to > from || apart
        ? objection(`${layers[from]} imports from ${layers[to]}, which is below it`)
        : [];
    }),
  );

/** Every folder of src is one of the layers. */
export const knownFolders: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith("src/") && path.split("/").length > 2 && layerOf(path) < 0)
    .map(({ path }) => ({ path, line: 0, why: `src has only the folders ${layers.join(", ")}` }));

/** The two gates through which a GPU is handed on: the worker passes the browser's, the terminal makes Dawn's. */
const gpuGates = ["src/lab/lateWebgpu.ts", "src/cli/dawn.ts"];
export const onlyWebgpuSaysGpu = forbid(
  (file) => isCode(file) && !file.path.startsWith("src/engine/webgpu/") && !gpuGates.includes(file.path),
  /\bGPU[A-Z]\w*|\bGPU\b(?=\s*[|;,)>.])|navigator\??\.gpu\b|@group\(|@binding\(|@compute\b/,
  "only src/engine/webgpu speaks to the GPU",
  withoutTexts,
);

export const onlyAppSaysDocument = forbid(
  (file) => isCode(file) && !file.path.startsWith("src/app/"),
  /\b(document|window)\b\s*[.?[]|\bHTML\w*Element\b/,
  "only src/app knows of a document",
  withoutTexts,
);

export const onlyCliSaysProcess = forbid(
  (file) => isCode(file) && !file.path.startsWith("src/cli/"),
  /\bprocess\b\s*[.?[]|["']node:/,
  "only src/cli knows of a process",
);

const comlinkFiles = ["src/lab/worker.ts", "src/lab/connect.ts"];
export const onlyTwoFilesSayComlink = forbid(
  (file) =>
    /^(src|bench)\//.test(file.path) && !comlinkFiles.includes(file.path) && !file.path.endsWith(".md"),
  /comlink/i,
  `only ${comlinkFiles.join(" and ")} say Comlink`,
);

/** Code without comments and without the contents of texts shown to people. */
function withoutTexts(text: string): string {
  return withoutComments(text)
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replace(/>[^<>{}\n]*</g, "><");
}
