// The kernels of the engine cpu on their way to their threads: compiled once, or missing with the reason in words.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readKernels } from "../../src/cli/kernels.ts";
import { compileKernels } from "../../src/lab/kernels.ts";
import { openCpu } from "../../src/lab/openCpu.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The compiler may have to be run. */
const TIMEOUT = 60_000;

afterEach(() => vi.unstubAllGlobals());

describe("the kernels", { timeout: TIMEOUT }, () => {
  it("become an engine here", async () => {
    const compiled = await compileKernels(readKernels);
    expect(compiled).toBeInstanceOf(WebAssembly.Module);
    expect(openCpu(compiled)).toMatchObject({ name: "cpu" });
  });

  it("are missing with a reason where they cannot be had or compiled", async () => {
    const failed = compileKernels(() => Promise.reject(new Error("the host answers 404 for them")));
    const missing = { missing: "its kernels could not be loaded (the host answers 404 for them)" };
    expect(await failed).toEqual(missing);
    expect(openCpu(await failed)).toEqual(missing);
    // A host that answers everything with its own page.
    const page = await compileKernels(async () => new TextEncoder().encode("<!doctype html>"));
    expect(page).toEqual({ missing: expect.stringMatching(/^its kernels do not compile here \(.*magic/) });
  });

  it("are missing where the engine does not start on them", async () => {
    vi.resetModules();
    vi.doMock("../../src/engine/cpu/cpu.ts", () => ({
      CpuEngine: class {
        constructor() {
          throw new RangeError("no memory");
        }
      },
    }));
    const { openCpu: openBroken } = await import("../../src/lab/openCpu.ts");
    const compiled = await compileKernels(readKernels);
    expect(openBroken(compiled)).toEqual({ missing: "its kernels do not start here (no memory)" });
    vi.doUnmock("../../src/engine/cpu/cpu.ts");
  });

  it("are not asked for where WebAssembly is switched off", async () => {
    const read = vi.fn(readKernels);
    vi.stubGlobal("WebAssembly", undefined);
    expect(await compileKernels(read)).toEqual({ missing: "WebAssembly is switched off here" });
    expect(read).not.toHaveBeenCalled();
  });

  it("are not asked for where WebAssembly has no SIMD: a V8 that takes its processor for an old one", async () => {
    const script = `import("./src/lab/kernels.ts").then(({ compileKernels }) => compileKernels(() => {
      throw new Error("asked for");
    })).then(({ missing }) => console.log(missing));`;
    const told = async (...flags: string[]) => {
      const words = [...flags, "--import", "tsx", "-e", script];
      return (await promisify(execFile)(process.execPath, words, { cwd: root })).stdout.trim();
    };
    if (process.arch === "x64") {
      expect(await told("--no-enable-sse4-1")).toBe("WebAssembly has no SIMD here");
    }
    // The control: with SIMD they are asked for.
    expect(await told()).toBe("its kernels could not be loaded (asked for)");
  });
});
