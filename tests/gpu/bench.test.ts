// The bench on a real adapter: kernels that are right are timed, by the GPU's own clock too where it has one; a sabotaged one
// is refused and not timed.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { EngineMeter } from "../../src/engine/meter.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { factsOf } from "../../src/engine/webgpu/adapter.ts";
import { openWebgpu } from "../../src/engine/webgpu/open.ts";
import { runBench } from "../../src/lab/bench/bench.ts";
import { type BenchEvent, grown } from "../../src/lab/bench/events.ts";
import type { BenchReport } from "../../src/lab/bench/report.ts";
import { findAdapter, sabotaged, shaders } from "./adapter.ts";

const patience = { targetMs: 20, warmMs: 20, runs: 5, seriesMs: 20 };

/** A bench of webgpu alone, with these shaders. */
async function benchOf(sources: Readonly<Record<string, string>>) {
  const meter = new EngineMeter();
  const opened = await openWebgpu(navigator.gpu, sources, meter);
  if ("missing" in opened) throw new Error(opened.missing);
  const { engine, adapter } = opened;
  const webgpu = { id: "webgpu", label: "webgpu", what: "", threads: 1, engine, openMs: 0, meter } as const;
  const environment = { date: "", labVersion: "", host: "", machine: "", cores: 1 };
  const events: BenchEvent[] = [];
  await runBench(
    { choice: { quick: true, hidden: [1] }, reference: new ReferenceEngine(), environment },
    { engines: [webgpu], adapter, close() {} },
    alwaysRunning,
    (event) => events.push(event),
    { patience },
  );
  engine.close();
  const report = events.reduce<BenchReport | null>(grown, null);
  if (report === null) throw new Error("the bench told no report");
  return { report, timed: events.filter((event) => event.kind === "doing" && event.what === "timing") };
}

test("right kernels are timed, with what the adapter's clock says", async () => {
  const { report } = await benchOf(shaders);
  const { timestamps } = factsOf(await findAdapter());
  expect(report.figures.length).toBe(4);
  for (const figure of report.figures) {
    expect(figure.outcome).toBe("timed");
    if (figure.outcome !== "timed") continue;
    expect(figure.compileMs).toBeGreaterThan(0);
    expect(figure.firstPixelMs).toBeGreaterThan(figure.compileMs ?? 0);
    expect(figure.gpuMs === null).toBe(!timestamps);
    // The GPU is busy within the run, not longer than it; its clock and the page's are both rounded.
    if (figure.gpuMs !== null) expect(figure.gpuMs).toBeLessThan(figure.maxMs + 1);
  }
});

test.each([
  [
    "a dropped factor of the loss's derivative",
    "readout.wgsl",
    "2.0 / f32(BATCH",
    "1.0 / f32(BATCH",
    "gradient",
  ],
  [
    "a training gradient half a per cent too long",
    "training/readout.wgsl",
    "2.0 / f32(BATCH",
    "2.01 / f32(BATCH",
    "training",
  ],
] as const)("%s is refused, and not timed", async (_, path, passage, replacement, mode) => {
  const { report, timed } = await benchOf(sabotaged(path, passage, replacement));
  const outcomes = report.figures.map((figure) => [figure.mode, figure.outcome]);
  expect(outcomes.filter(([of]) => of === mode)).toEqual([
    [mode, "refused"],
    [mode, "refused"],
  ]);
  // The other mode has kernels of its own, which are right.
  expect(outcomes.filter(([of, outcome]) => of !== mode && outcome === "timed").length).toBe(2);
  expect(timed.some((event) => event.kind === "doing" && event.case.mode === mode)).toBe(false);
});
