// The library's public face: a name that is gone, or has become something else, breaks other people's programs. How the
// package is installed and imported is in package/.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as library from "../../src/cli/library.ts";
import { CpuEngine } from "../../src/engine/cpu/cpu.ts";
import type { Chunk } from "../../src/sweep/chunk.ts";
import { tileSize } from "../../src/sweep/tile.ts";

const { openEngine, openResults, runSweep, inspect, SpecError, zarrStore } = library;

const kindOf = (value: unknown) =>
  typeof value === "function" && /^class\b/.test(String(value))
    ? "class"
    : Array.isArray(value)
      ? "list"
      : typeof value;

const spec = {
  model: { hidden: 2 },
  task: { unroll: 3 },
  axes: [{ param: "init.bias", from: 0, to: 1, count: 4 }],
  metrics: ["loss"],
};

/** In this very thread, where nothing has to be started. */
const here = { engine: "reference", threads: 1 } as const;

describe("the library", () => {
  it("has these public names and no others", () => {
    expect(Object.fromEntries(Object.entries(library).map(([name, value]) => [name, kindOf(value)]))).toEqual(
      {
        MemoryStore: "class",
        OpenEngine: "class",
        SpecError: "class",
        activationNames: "list",
        axisValues: "function",
        cellNames: "list",
        engineChoices: "list",
        engineNames: "list",
        flatIndex: "function",
        initializerNames: "list",
        inspect: "function",
        metrics: "object",
        metricsOf: "function",
        mistakeText: "function",
        openEngine: "function",
        openResults: "function",
        optimizerNames: "list",
        outcomes: "object",
        parseSpec: "function",
        planSweep: "function",
        runSweep: "function",
        specAt: "function",
        sweepJsonSchema: "function",
        taskNames: "list",
        version: "string",
        zarrStore: "function",
      },
    );
  });

  it("runs a sweep, and inspects any network of it with the same result", async () => {
    const { results, plan, engine } = await runSweep(spec, here);
    expect(engine).toMatchObject({ name: "reference", reason: "chosen by you" });
    const losses = results.metrics.get("loss") ?? new Float64Array();
    expect(new Set(losses).size).toBe(plan.networks);
    for (const [i, loss] of losses.entries()) expect((await inspect(spec, { point: [i] })).loss).toBe(loss);
  });

  it("hands every chunk to a store of the caller's, waits for it, and fails as it fails", async () => {
    let kept = 0;
    const store = {
      async put(chunk: Chunk) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        kept += chunk.metrics.loss?.length ?? 0;
      },
    };
    const { results, plan } = await runSweep(spec, { ...here, store: () => store });
    expect(results).toBe(store);
    expect(kept).toBe(plan.tiles.reduce((sum, tile) => sum + tileSize(tile), 0));
    const full = new RangeError("no room");
    const broken = { put: () => Promise.reject(full) };
    await expect(runSweep(spec, { ...here, store: () => broken })).rejects.toBe(full);
  });

  it("keeps a run in a Zarr store, and reads it back; another folder is refused", async () => {
    const at = mkdtempSync(join(tmpdir(), "vanishing-point-library-"));
    try {
      const path = join(at, "sweep.zarr");
      const { results, plan } = await runSweep(spec, { ...here, store: zarrStore(path) });
      const opened = await openResults(path);
      const whole = { start: plan.shape.map(() => 0), count: plan.shape };
      const losses = await opened.read("loss", whole);
      const expected = (await runSweep(spec, here)).results.metrics.get("loss") ?? [];
      expect([...losses]).toEqual(Array.from(expected, Math.fround));
      expect(await results.results.read("loss", whole)).toEqual(losses);
      await expect(runSweep(spec, { ...here, store: zarrStore(path) })).rejects.toThrow("not empty");
      await expect(openResults(at)).rejects.toBeInstanceOf(SpecError);
    } finally {
      rmSync(at, { recursive: true });
    }
  });

  it("ends a run with the signal's own reason, before and in the middle of it", async () => {
    const reason = new Error("enough");
    await expect(runSweep(spec, { ...here, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const long = { ...spec, mode: "training", metrics: ["finalLoss"], training: { steps: 1_000_000 } };
    const run = runSweep(long, { ...here, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(run).rejects.toBe(reason);
  });

  it("goes on after a run that was cancelled, and leaves an engine open that was handed to it", async () => {
    const engine = await openEngine("reference", { threads: 1 });
    await expect(engine.run(spec, { signal: AbortSignal.abort() })).rejects.toThrow();
    const runs = [await runSweep(spec, { engine }), await engine.run(spec)];
    expect(runs.map(({ results }) => results.doneCount)).toEqual([4, 4]);
    expect((await inspect(spec, { engine, point: [1] })).engine).toBe("reference");
    await engine.close();
  });

  it("throws all mistakes of a spec at once, and of a point, an engine and a number of threads", async () => {
    const wrong = await runSweep({ seed: -1, model: { hidden: 0 } }, here).catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(SpecError);
    expect((wrong as InstanceType<typeof SpecError>).mistakes.map(({ path }) => path).sort()).toEqual([
      "model.hidden",
      "seed",
    ]);
    await expect(inspect(spec, { point: [4] })).rejects.toThrow("point.0: given 4; allowed:");
    await expect(openEngine("gpu" as "cpu")).rejects.toThrow("engine: given gpu; allowed: one of");
    for (const threads of [0, 1.5, Number.NaN, 2000])
      await expect(openEngine("cpu", { threads })).rejects.toThrow("threads: given");
  });

  it("would not take a wrong result for a right one (control)", async () => {
    const { results } = await runSweep(spec, here);
    const other = await inspect({ ...spec, seed: 1 }, { point: [1] });
    expect(results.metrics.get("loss")?.[1]).not.toBe(other.loss);
    expect(kindOf(CpuEngine)).toBe("class");
    expect(kindOf(library.parseSpec)).toBe("function");
  });
});
