// The build leaves out the colour scales that nobody asks for, and a scale that is used is the one that it was.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { interpolateViridis } from "d3-scale-chromatic";
import { build, type Plugin } from "vite";
import { describe, expect, it } from "vitest";
import { marked, pureScales } from "../../src/cli/pureScales.ts";

/** What a build makes of a module that takes one scale out of the package. */
async function built(...plugins: Plugin[]): Promise<string> {
  const entry = "virtual:one-scale";
  const module: Plugin = {
    name: entry,
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? 'export { interpolateViridis } from "d3-scale-chromatic";' : null),
  };
  const result = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [module, ...plugins],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict" },
    },
  });
  return (result as unknown as { output: [{ code: string }] }).output[0].code;
}

describe("the marks of pure scales", () => {
  it("make a build drop all scales but the one that is used, which stays as it was", async () => {
    const [withMarks, without] = await Promise.all([built(pureScales()), built()]);
    const lists = (code: string) => code.match(/colors\("[0-9a-f]{18,}/g)?.length ?? 0;
    expect(lists(withMarks)).toBe(1);
    // The control: without the marks the build keeps what makes the others.
    expect(lists(without)).toBeGreaterThan(10);
    const module = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(withMarks)}`
    )) as { interpolateViridis: typeof interpolateViridis };
    for (const t of [0, 0.25, 0.5, 0.75, 1]) expect(module.interpolateViridis(t)).toBe(interpolateViridis(t));
  });

  it("stand only before calls that make a value at the top of a module, and change nothing else", async () => {
    const entry = createRequire(import.meta.url).resolve("d3-scale-chromatic");
    for (const code of [
      await readFile(entry, "utf8"),
      'var a = make(1);\nvar b = 2;\nfunction f() {\n  var c = make("colors(");\n  return c;\n}\nlet d = make();\n',
    ]) {
      expect(marked(code).replaceAll("/* @__PURE__ */ ", "")).toBe(code);
    }
    expect(marked("var a = make(1);")).toBe("var a = /* @__PURE__ */ make(1);");
    expect(marked("  var a = make(1);")).toBe("  var a = make(1);");
    expect(marked("var a = b + make(1);")).toBe("var a = b + make(1);");
  });
});
