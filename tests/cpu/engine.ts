// The engine cpu of these tests, and the same with a fault in its kernels: compiled here from altered sources.

import asc from "assemblyscript/asc";
import { LANGUAGE, readKernels, readSources } from "../../src/cli/kernels.ts";
import { CpuEngine } from "../../src/engine/cpu/cpu.ts";

/** The kernels' sources by path under src/engine/cpu/assembly. */
export type Sources = Readonly<Record<string, string>>;

export const sources: Sources = Object.fromEntries(readSources());

let kernels: Promise<WebAssembly.Module> | null = null;

/** An engine on the kernels as they are shipped. */
export async function openEngine(): Promise<CpuEngine> {
  kernels ??= readKernels().then((bytes) => WebAssembly.compile(bytes));
  return new CpuEngine(await kernels);
}

/** An engine on kernels compiled from these sources, with further words for the compiler. */
export async function engineOn(altered: Sources, words: readonly string[] = []): Promise<CpuEngine> {
  return new CpuEngine(await compiled(altered, "index.ts", words));
}

/** The sources with one passage of one file replaced. @throws RangeError where the passage is not found */
export function sabotaged(path: string, passage: string, replacement: string, from = sources): Sources {
  const text = from[path];
  if (!text?.includes(passage)) {
    throw new RangeError(`src/engine/cpu/assembly/${path} has no passage "${passage}"`);
  }
  return { ...from, [path]: text.replaceAll(passage, replacement) };
}

/** Kernels that go through every network by the scaled steps, as the plain ones do with those that leave their range. */
export const scaledSources = sabotaged(
  "range.ts",
  "LARGEST_GATE: f32 = 12",
  "LARGEST_GATE: f32 = -1",
  sabotaged("cells/rnn.ts", "LARGEST_PLAIN: f32 = 25", "LARGEST_PLAIN: f32 = -1"),
);

/**
 * A module compiled from memory, in this very process: a compiler that is warm takes a second where a new one takes ten.
 * It is not optimised, which changes no result.
 * @param entry the file whose exports the module offers
 */
export async function compiled(
  from: Sources,
  entry: string,
  words: readonly string[] = [],
): Promise<WebAssembly.Module> {
  let bytes: Uint8Array<ArrayBuffer> | null = null;
  const { error, stderr } = await asc.main([entry, "--outFile", "kernels.wasm", ...LANGUAGE, ...words], {
    readFile: (name) => from[name] ?? null,
    writeFile: (name, contents) => {
      if (name === "kernels.wasm" && contents instanceof Uint8Array) bytes = Uint8Array.from(contents);
    },
    listFiles: () => [],
  });
  if (error !== null || bytes === null) throw new Error(`the altered kernels do not compile:\n${stderr}`);
  return WebAssembly.compile(bytes);
}
