// The terminal's engines: cpu by name and by itself where there is no GPU, the reference where there is no SIMD, and
// threads that are started only when there is something to do.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { probeDawn } from "../../../src/cli/dawn.ts";
import { readKernels } from "../../../src/cli/kernels.ts";
import { computeThreads } from "../../../src/cli/threads.ts";
import { alwaysRunning } from "../../../src/engine/engine.ts";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import { compileKernels } from "../../../src/lab/kernels.ts";
import { openCpu } from "../../../src/lab/openCpu.ts";
import { EnginePool } from "../../../src/lab/pool.ts";
import { runPlan } from "../../../src/lab/run.ts";
import { MemoryStore } from "../../../src/store/memory.ts";
import { planSweep } from "../../../src/sweep/plan.ts";
import { FLOAT32_LOG } from "../bounds.ts";
import { sound } from "../draw.ts";
import { command, fileWith, folder } from "./command.ts";
import { readNpy } from "./npy.ts";

/** Kernels may have to be compiled, and every command loads its TypeScript anew. */
const TIMEOUT = 60_000;
const root = fileURLToPath(new URL("../../../", import.meta.url));

const sweep = {
  model: { hidden: 4 },
  axes: [
    { param: "init.recurrent.gain", from: 0.5, to: 2, count: 4 },
    { param: "task.unroll", from: 1, to: 12, count: 4 },
  ],
  metrics: ["logGradientRatio", "logGradientNorm"],
};

/** How far two arrays are apart where they are furthest. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

describe("the engine cpu in the terminal", { timeout: TIMEOUT }, () => {
  it("runs a sweep on every core, says so, and finds what the reference finds", async () => {
    const at = folder();
    const file = fileWith(join(at, "sweep.json"), sweep);
    const other = fileWith(join(at, "other.json"), { ...sweep, seed: 1 });
    const outs = ["cpu", "reference", "seed"].map((name) => join(at, name));
    const [cpu] = await Promise.all([
      command(["run", file, "--out", outs[0], "--engine", "cpu"]),
      command(["run", file, "--out", outs[1], "--engine", "reference"]),
      command(["run", other, "--out", outs[2], "--engine", "reference"]),
    ]);
    const threads = availableParallelism() === 1 ? "one thread" : `${availableParallelism()} threads`;
    expect(cpu).toMatchObject({ code: 0, stdout: "" });
    expect(cpu.stderr).toMatch(
      new RegExp(`^engine cpu \\(WebAssembly SIMD, .*, ${threads}\\); chosen by you\n`),
    );
    const { engine } = JSON.parse(readFileSync(join(outs[0], "run.json"), "utf8"));
    expect(engine).toMatchObject({ name: "cpu", reason: "chosen by you" });
    const [found, truth, elsewhere] = outs.map((out) => readNpy(join(out, "logGradientRatio.npy")).values);
    expect(found).toHaveLength(16);
    expect(apart(found, truth)).toBeLessThan(FLOAT32_LOG);
    // The control: networks of another seed are told apart.
    expect(apart(found, elsewhere)).toBeGreaterThan(FLOAT32_LOG);
  });

  it("inspects one network on this thread, as the engine itself does", async () => {
    const network = { model: { hidden: 3 }, task: { unroll: 5 } };
    const { code, stdout, stderr } = await command(["inspect", "-", "--engine", "cpu"], {
      stdin: JSON.stringify(network),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const cpu = openCpu(await compileKernels(readKernels));
    if ("missing" in cpu) throw new Error(cpu.missing);
    const [seen, other] = await Promise.all(
      [0, 1].map((replicate) => cpu.inspect(sound(network), replicate)),
    );
    expect(JSON.parse(stdout).metrics).toEqual(seen.metrics);
    expect(JSON.parse(stdout).metrics).not.toEqual(other.metrics);
  });

  it("is what auto takes where there is no GPU, with the reason", async ({ skip }) => {
    skip((await probeDawn()) === "hardware", "this machine has a GPU");
    const at = folder();
    const { code, stderr } = await command(["run", fileWith(join(at, "one.json"), {}), "--out", at]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^engine cpu \(.*\); auto: .*GPU|^engine cpu \(.*\); auto: the npm package webgpu/,
    );
  });

  it("is missing without SIMD: auto takes the reference and says why, by name it is refused", async ({
    skip,
  }) => {
    skip(process.arch !== "x64", "only for this processor can V8 be told to do without SIMD");
    skip((await probeDawn()) === "hardware", "this machine has a GPU");
    const at = folder();
    const file = fileWith(join(at, "one.json"), { model: { hidden: 2 }, metrics: ["loss"] });
    const without = (...words: string[]) =>
      promisify(execFile)(
        process.execPath,
        ["--no-enable-sse4-1", "--import", "tsx", "src/cli/main.ts", "run", file, "--out", at, ...words],
        { cwd: root },
      ).catch((error: { code: number; stderr: string }) => error);
    const auto = await without();
    expect(auto.stderr).toMatch(/^engine reference \(.*threads?\); auto: .*, and the engine cpu is not/);
    expect(auto.stderr).toContain("WebAssembly has no SIMD here\n");
    const named = await without("--engine", "cpu");
    expect(named).toMatchObject({
      code: 1,
      stderr: "The engine cpu is not available here: WebAssembly has no SIMD here\n",
    });
  });
});

describe("compute threads", { timeout: TIMEOUT }, () => {
  it("serve both engines, and those of one engine alone refuse the other", async () => {
    const compiled = await compileKernels(readKernels);
    const cpu = openCpu(compiled);
    if ("missing" in cpu) throw new Error(cpu.missing);
    const spec = sound(sweep);
    const run = async (pool: EnginePool) => {
      const plan = planSweep(spec, (at) => ({ ...pool.limitsOf(at), maxNetworks: 5 }));
      const store = new MemoryStore(plan);
      await runPlan(plan, pool, alwaysRunning, (chunk) => void store.put(chunk));
      expect(store.doneCount).toBe(16);
      return store.metrics.get("logGradientRatio") as Float64Array;
    };
    const both = computeThreads(2, compiled);
    const reference = new ReferenceEngine();
    const [byReference, byCpu] = [
      await run(new EnginePool(reference, both)),
      await run(new EnginePool(cpu, both)),
    ];
    expect(apart(byCpu, byReference)).toBeLessThan(FLOAT32_LOG);
    const only = computeThreads(1, { missing: "no SIMD" });
    expect(await run(new EnginePool(reference, only))).toEqual(byReference);
    await expect(run(new EnginePool(cpu, only))).rejects.toThrow("no engine cpu");
  });
});
