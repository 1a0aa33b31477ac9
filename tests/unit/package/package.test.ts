// The npm package, packed, installed elsewhere without a network and used there: from another folder, in a path with spaces,
// with no TypeScript, no compiler and none of this project's packages at hand.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import program from "../../../package.json" with { type: "json" };
import { verbs } from "../../../src/cli/verbs.ts";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import { specAt } from "../../../src/sweep/axis.ts";
import { parseSpec } from "../../../src/sweep/spec.ts";
import { SINGLE_PRECISION } from "../bounds.ts";
import { readNpy } from "../cli/npy.ts";
import { examples, mistyped } from "./examples.ts";
import { execute, type Installed, installed, type Outcome, root } from "./install.ts";

/** Well above what it has, and far below what a package with a page, a compiler or maps in it would have. */
const MOST_BYTES = 500_000;

const sweep = {
  model: { hidden: 3 },
  task: { unroll: 4 },
  axes: [{ param: "init.recurrent.gain", from: 0, to: 2, count: 5 }],
  metrics: ["loss"],
};

describe("the npm package", { timeout: 120_000 }, () => {
  let at: Installed;
  let elsewhere = "";

  beforeAll(async () => {
    at = await installed();
    elsewhere = mkdtempSync(join(tmpdir(), "vanishing-point elsewhere "));
    writeFileSync(join(elsewhere, "sweep.json"), JSON.stringify(sweep));
  }, 240_000);
  afterAll(() => {
    at.remove();
    rmSync(elsewhere, { recursive: true, force: true });
  });

  /** The command that npm has linked. */
  const command = (words: readonly string[]): Promise<Outcome> =>
    execute(join(at.project, "node_modules", ".bin", "vanishing-point"), words, elsewhere);
  const texts = () =>
    at.files
      .filter((path) => !path.endsWith(".wasm"))
      .map((path) => ({ path, text: readFileSync(join(at.folder, path), "utf8") }));

  it("is small, and holds no source maps, no sources in TypeScript and nothing of this machine", () => {
    expect(at.bytes).toBeLessThan(MOST_BYTES);
    expect(at.files.filter((path) => /\.map$|(?<!\.d)\.tsx?$|^(src|tests|bench|dist)\//.test(path))).toEqual(
      [],
    );
    expect(at.files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "build/src/cli/kernels.wasm"]));
    const own = [root, root.replace(/\/$/, ""), homedir(), process.execPath, "sourceMappingURL", "file:///"];
    const places = own.filter((place) => place.length > 1);
    for (const { path, text } of texts())
      for (const place of places) expect(text.includes(place), `${path} holds ${place}`).toBe(false);
    const kernels = readFileSync(join(at.folder, "build/src/cli/kernels.wasm"), "latin1");
    for (const place of places) expect(kernels.includes(place)).toBe(false);
  });

  it("needs no package but those that it names, in its code and in its types", () => {
    const named = [...Object.keys(program.dependencies), ...Object.keys(program.optionalDependencies)];
    const needed = texts()
      .filter(({ path }) => /^build\/.*(\.js|\.d\.ts)$/.test(path))
      .flatMap(({ text }) => [
        ...text.matchAll(/^(?:import|export)\b[^"]*?\bfrom "([^."][^"]*)"|\bimport\("([^."][^"]*)"\)/gm),
      ])
      .map((match) => match[1] ?? match[2])
      // What Node itself has is no package, with or without its prefix.
      .filter((name) => !isBuiltin(name));
    expect(new Set(needed)).toEqual(new Set(named));
    expect(Object.keys(program.dependencies)).toEqual(["valibot"]);
  });

  it("holds the licence of all that is built into it", () => {
    const licences = at.files.filter((path) => path.startsWith("build/licences/")).join(" ");
    for (const name of ["assemblyscript", "pure-rand", "d3-random", "@valibot-to-json-schema"])
      expect(licences).toContain(name);
  });

  it("tells its version, and the help of every verb in the words that it is called by", async () => {
    expect(await command(["--version"])).toEqual({ code: 0, stdout: `${program.version}\n`, stderr: "" });
    for (const name of Object.keys(verbs)) {
      const help = await command([name, "--help"]);
      expect(help).toMatchObject({ code: 0, stderr: "" });
      expect(help.stdout).toContain(`Usage: vanishing-point ${name} `);
      expect(help.stdout).not.toContain("npm run");
    }
  });

  it("runs a sweep on cpu and on the reference, with the reference's own numbers", async () => {
    const parsed = parseSpec(sweep);
    if (!parsed.ok) throw new Error("the sweep is sound");
    const engine = new ReferenceEngine();
    const expected = await Promise.all(
      [0, 1, 2, 3, 4].map(async (i) => (await engine.inspect(specAt(parsed.value, [i]), 0)).loss),
    );
    for (const name of ["reference", "cpu"] as const) {
      const out = join(elsewhere, `results of ${name}`);
      const { code, stderr } = await command(["run", "sweep.json", "--out", out, "--engine", name]);
      expect(code, stderr).toBe(0);
      const losses = readNpy(join(out, "loss.npy")).values;
      losses.forEach((loss, i) => {
        if (name === "reference") expect(loss).toBe(expected[i]);
        else expect(Math.abs(loss - expected[i])).toBeLessThan(SINGLE_PRECISION * expected[i]);
      });
      expect(losses).toHaveLength(5);
      expect(new Set(losses).size).toBe(5);
    }
  });

  it("inspects a network, and prints the schema of a sweep", async () => {
    const inspected = await command(["inspect", "sweep.json", "--point", "2"]);
    expect(inspected.code, inspected.stderr).toBe(0);
    expect(JSON.parse(inspected.stdout)).toMatchObject({ engine: "reference", parameterCount: 19 });
    const schema = await command(["schema"]);
    expect(JSON.parse(schema.stdout)).toMatchObject({ type: "object", properties: { mode: {} } });
    const wrong = await command(["run", "nosuch.json"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("--out: given nothing");
  });

  it("is imported as a library: the examples run, and come to an end by themselves", async () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const [i, text] of examples.entries()) {
      const file = join(at.project, `example${i}.mjs`);
      writeFileSync(file, text);
      const { code, stderr } = await execute(process.execPath, [file], elsewhere);
      // An example may tell its progress, and nothing else.
      expect([code, stderr.replace(/\r\d+ %/g, "")]).toEqual([0, ""]);
    }
  });

  it("has types under which the examples are right, and each mistake is found (control)", async () => {
    const files = examples.map((_, i) => `example${i}.ts`);
    files.forEach((name, i) => void writeFileSync(join(at.project, name), examples[i]));
    writeFileSync(join(at.project, "mistyped.ts"), mistyped.join("\n"));
    const { stdout } = await typesOf([...files, "mistyped.ts"]);
    const complaints = stdout.split("\n").filter((line) => /error TS/.test(line));
    expect(complaints.filter((line) => !line.startsWith("mistyped.ts("))).toEqual([]);
    const lines = complaints.map((line) => Number(/\((\d+),/.exec(line)?.[1]));
    // All but the first line, which imports.
    expect([...new Set(lines)]).toEqual(mistyped.slice(1).map((_, i) => i + 2));
  });

  /** As strict as a user's own project can be, declarations included. */
  function typesOf(files: readonly string[]): Promise<Outcome> {
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    const types = join(root, "node_modules", "@types");
    const options =
      "--noEmit --strict --module nodenext --target es2023 --lib es2023 --pretty false --types node";
    const words = [...options.split(" "), "--skipLibCheck", "false", "--typeRoots", types, ...files];
    return execute(process.execPath, [compiler, ...words], at.project);
  }

  it("cannot do without its kernels: a package that lacks them says so (control)", async () => {
    const without = mkdtempSync(join(tmpdir(), "vanishing-point without "));
    cpSync(join(at.project, "node_modules"), join(without, "node_modules"), { recursive: true });
    const broken = join(without, "node_modules", "vanishing-point", "build", "src", "cli");
    rmSync(join(broken, "kernels.wasm"));
    const words = ["run", "sweep.json", "--out", join(without, "out"), "--engine", "cpu"];
    const { code, stderr } = await execute(process.execPath, [join(broken, "main.js"), ...words], elsewhere);
    rmSync(without, { recursive: true, force: true });
    expect(code).toBe(1);
    expect(stderr).toContain("its kernels could not be loaded");
  });
});
