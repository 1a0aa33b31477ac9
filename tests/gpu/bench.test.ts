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

test("sabotaged kernels are refused and not timed, each in its mode and cell, and the right one beside them is", async () => {
  const gradients = sabotaged("readout.wgsl", "2.0 / f32(BATCH", "1.0 / f32(BATCH");
  const cell = "cells/lstm.wgsl";
  // A fault of training that only one of the cells has: the other's training kernel is right.
  const faulty = sabotaged(cell, "step.direct[1] = dc * seen.value[LSTM_F];", "");
  const { report, timed } = await benchOf({ ...gradients, [cell]: faulty[cell] });
  const outcomes = report.figures.map((figure) => [figure.mode, figure.cell, figure.outcome].join(" "));
  expect(outcomes.toSorted()).toEqual([
    "gradient lstm refused",
    "gradient rnn refused",
    "training lstm refused",
    "training rnn timed",
  ]);
  const timings = timed.flatMap((event) => (event.kind === "doing" ? [event.case] : []));
  expect(new Set(timings.map(({ mode, cell: of }) => `${mode} ${of}`))).toEqual(new Set(["training rnn"]));
});
