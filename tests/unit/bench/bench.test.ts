// A whole bench with engines of the test's making: what is right is timed, and what is wrong by a little is refused, is not
// timed, and the report says so.

import { describe, expect, it } from "vitest";
import { alwaysRunning, type Engine, type RunControl } from "../../../src/engine/engine.ts";
import { ReferenceEngine } from "../../../src/engine/reference.ts";
import { runBench } from "../../../src/lab/bench/bench.ts";
import type { BenchEngineId, OpenedEngines } from "../../../src/lab/bench/engines.ts";
import { type BenchEvent, grown } from "../../../src/lab/bench/events.ts";
import { markdownOf } from "../../../src/lab/bench/markdown.ts";
import { type BenchReport, readReport, reportText } from "../../../src/lab/bench/report.ts";
import { RunSwitch } from "../../../src/lab/control.ts";
import type { Chunk } from "../../../src/sweep/chunk.ts";
import type { SweepPlan } from "../../../src/sweep/plan.ts";
import type { Tile } from "../../../src/sweep/tile.ts";

const TIMEOUT = 60_000;
/** Runs as short as they come: what is asked here is what happens, not how fast. */
const patience = { targetMs: 1, warmMs: 2, runs: 5, seriesMs: 4 };

/** The reference under another name, its answers changed by `spoil`; counts the networks that were asked of it. */
class ChangedEngine extends ReferenceEngine {
  networks = 0;

  constructor(private readonly spoil: (metrics: Chunk["metrics"]) => void = () => {}) {
    super();
  }

  override async run(plan: SweepPlan, tile: Tile, control: RunControl): Promise<Chunk> {
    const chunk = await super.run(plan, tile, control);
    this.networks += tile.count.reduce((a, b) => a * b, 1);
    this.spoil(chunk.metrics);
    return chunk;
  }
}

/** Every value of a metric, changed. */
const changed =
  (metric: keyof Chunk["metrics"], change: (value: number) => number) => (metrics: Chunk["metrics"]) =>
    metrics[metric]?.forEach((value, n, all) => {
      all[n] = change(value);
    });

function benchOf(engines: Partial<Record<BenchEngineId, Engine>>): OpenedEngines {
  return {
    engines: [
      ...Object.entries(engines).map(([id, engine]) => ({
        id: id as BenchEngineId,
        label: id,
        what: "an engine of a test",
        threads: 1,
        engine,
        openMs: 0,
      })),
      { id: "webgpu", label: "webgpu", what: "shaders", missing: "there is no GPU in this test" },
    ],
    adapter: null,
    close() {},
  };
}

async function benched(engines: Partial<Record<BenchEngineId, Engine>>, control: RunControl = alwaysRunning) {
  const events: BenchEvent[] = [];
  let report: BenchReport | null = null;
  const environment = { date: "", labVersion: "", host: "", machine: "", cores: 1 };
  const order = { choice: { quick: true, hidden: [1] }, reference: new ReferenceEngine(), environment };
  await runBench(
    order,
    benchOf(engines),
    control,
    (event) => {
      events.push(event);
      report = grown(report, event);
    },
    { patience },
  );
  if (report === null) throw new Error("the bench told no report");
  return { events, report: report as BenchReport };
}

describe("a bench", () => {
  it("times every case on every engine that agrees with the reference, and follows one", {
    timeout: TIMEOUT,
  }, async () => {
    const { report, events } = await benched({
      reference: new ReferenceEngine(),
      "cpu-1": new ChangedEngine(),
    });
    expect(report.complete).toBe(true);
    expect(report.figures.map(({ mode, cell, engine, outcome }) => [mode, cell, engine, outcome])).toEqual(
      [
        ["gradient", "rnn"],
        ["training", "rnn"],
        ["gradient", "lstm"],
        ["training", "lstm"],
      ].flatMap(([mode, cell]) => ["reference", "cpu-1"].map((engine) => [mode, cell, engine, "timed"])),
    );
    for (const figure of report.figures) {
      if (figure.outcome !== "timed") continue;
      expect(figure.runs).toBe(5);
      expect(figure.minMs <= figure.medianMs && figure.medianMs <= figure.maxMs).toBe(true);
      const steps = figure.training === null ? 50 * 4 : 10 * 4 * figure.training.updates;
      expect(figure.stepsPerSecond / figure.networksPerSecond).toBeCloseTo(steps, 6);
      expect(figure.check?.passed ?? "the reference").toBe(
        figure.engine === "reference" ? "the reference" : true,
      );
    }
    expect(report.series.map(({ engine, points }) => [engine, points[0].networks])).toEqual([
      ["reference", 1],
      ["cpu-1", 1],
    ]);
    expect(report.engines.find(({ id }) => id === "webgpu")?.missing).toContain("no GPU in this test");
    const shares = events.flatMap((event) => (event.kind === "doing" ? [event.share] : []));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    // It is a report like any other: it can be written and read.
    expect(readReport(reportText(report))).toEqual({ ok: true, value: report });
  });

  it.each([
    [
      "a loss one per cent too large",
      changed("logLoss", (log) => log + Math.log10(1.01)),
      "gradient",
      "logLoss",
    ],
    ["NaN for a ratio", changed("logGradientRatio", () => Number.NaN), "gradient", "logGradientRatio"],
    ["a final loss 0.2 % too small", changed("finalLoss", (loss) => loss * 0.998), "training", "finalLoss"],
    [
      "a gradient of half its length, which Adam’s updates do not show",
      changed("peakLogGradientNorm", (log) => log - Math.log10(2)),
      "training",
      "peakLogGradientNorm",
    ],
  ] as const)(
    "refuses an engine with %s, and times it not even once",
    { timeout: TIMEOUT },
    async (_, spoil, mode, metric) => {
      const engine = new ChangedEngine(spoil);
      const { report, events } = await benched({ "cpu-1": engine });
      const figures = report.figures.filter((figure) => figure.mode === mode);
      expect(figures.length).toBe(2);
      for (const figure of figures) {
        expect(figure.outcome).toBe("refused");
        if (figure.outcome === "refused") {
          expect(figure.check.metric).toBe(metric);
          expect(figure.check.error).toBeGreaterThan(figure.check.bound);
        }
      }
      const timed = events.filter((e) => e.kind === "doing" && e.what === "timing" && e.case.mode === mode);
      expect(timed).toEqual([]);
      expect(report.series.filter((one) => one.mode === mode)).toEqual([]);
      expect(markdownOf(report)).toContain(`REFUSED, not timed: ${metric} = `);
      // The other mode's kernels are right, and timed: the check is of what it says it is of.
      expect(report.figures.filter((f) => f.mode !== mode).map(({ outcome }) => outcome)).toEqual([
        "timed",
        "timed",
      ]);
    },
  );

  it("goes on where an engine throws, and says what it threw", { timeout: TIMEOUT }, async () => {
    const engine = new ChangedEngine((metrics) => {
      if (metrics.finalLoss !== undefined) throw new Error("out of memory, say");
    });
    const { report } = await benched({ "cpu-1": engine });
    const outcomes = report.figures.map((figure) => [
      figure.mode,
      figure.outcome === "failed" ? figure.message : figure.outcome,
    ]);
    expect(outcomes).toEqual([
      ["gradient", "timed"],
      ["training", "out of memory, say"],
      ["gradient", "timed"],
      ["training", "out of memory, say"],
    ]);
  });

  it("ends when it is cancelled, and keeps what it has", { timeout: TIMEOUT }, async () => {
    const control = new RunSwitch();
    let networks = 0;
    const engine = new ChangedEngine(() => {
      networks++;
      if (networks === 40) control.cancel();
    });
    const { report, events } = await benched({ "cpu-1": engine }, control);
    expect(report.complete).toBe(false);
    expect(events.at(-1)).toMatchObject({ kind: "ended", complete: false });
    expect(report.figures.every(({ outcome }) => outcome === "timed")).toBe(true);
  });
});
