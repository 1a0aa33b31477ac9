// Reports for tests: whole ones, with speeds of the test's choosing.

import { gradientCase } from "../../../src/lab/bench/cases.ts";
import type { BenchEngineId } from "../../../src/lab/bench/engines.ts";
import type { BenchReport, Figure, SpeedSeries } from "../../../src/lab/bench/report.ts";

const labels: Readonly<Record<BenchEngineId, string>> = {
  reference: "reference",
  "cpu-1": "cpu × 1",
  "cpu-all": "cpu × 8",
  webgpu: "webgpu",
};

/** A figure that was timed at so many networks per second. */
export function timedFigure(engine: BenchEngineId, hidden: number, networksPerSecond: number): Figure {
  const medianMs = 250;
  return {
    ...gradientCase("rnn", hidden),
    engine,
    outcome: "timed",
    check:
      engine === "reference"
        ? null
        : {
            passed: true,
            networks: 72,
            compared: 70,
            metric: "logLoss",
            actual: -1.0001,
            expected: -1,
            error: 1e-4,
            bound: 1e-3,
          },
    networks: Math.max(1, Math.round(networksPerSecond / 4)),
    tiles: 2,
    runs: 5,
    medianMs,
    minMs: 240,
    maxMs: 300,
    gpuMs: engine === "webgpu" ? 200 : null,
    compileMs: engine === "webgpu" ? 80 : null,
    firstPixelMs: 12,
    networksPerSecond,
    stepsPerSecond: 200 * networksPerSecond,
    operationsPerNetwork: 1000,
    bytesPerNetwork: 500,
    gflopsPerSecond: networksPerSecond / 1e6,
    bytesPerSecond: networksPerSecond * 500,
  };
}

/** A figure whose check failed, with an answer that JSON cannot hold. */
export function refusedFigure(engine: BenchEngineId, hidden: number): Figure {
  return {
    ...gradientCase("rnn", hidden),
    engine,
    outcome: "refused",
    check: {
      passed: false,
      networks: 72,
      compared: 72,
      metric: "logGradientRatio",
      actual: Number.NaN,
      expected: -3.25,
      error: Number.POSITIVE_INFINITY,
      bound: 1e-3,
    },
  };
}

/** A series with these speeds at 1, 4, 16, … networks. */
export function seriesOf(engine: BenchEngineId, speeds: readonly number[], hidden = 1): SpeedSeries {
  return {
    ...gradientCase("rnn", hidden),
    engine,
    points: speeds.map((networksPerSecond, i) => {
      const networks = 4 ** i;
      const medianMs = (networks * 1000) / networksPerSecond;
      return { networks, runs: 5, medianMs, minMs: medianMs * 0.9, maxMs: medianMs * 1.2, networksPerSecond };
    }),
  };
}

/** A report of these figures and series. */
export function reportOf(figures: readonly Figure[], series: readonly SpeedSeries[] = []): BenchReport {
  return {
    version: 1,
    kind: "vanishing-point bench",
    quick: false,
    complete: true,
    seconds: 123.4,
    environment: {
      date: "2026-11-24T20:00:00.000Z",
      labVersion: "0.1.0",
      host: "a browser",
      machine: "",
      cores: 8,
      adapter: {
        name: "acme · one",
        vendor: "acme",
        architecture: "one",
        software: false,
        timestamps: true,
        limits: { maxBufferSize: 2 ** 31, maxComputeWorkgroupsPerDimension: 65535 },
      },
    },
    engines: (Object.keys(labels) as BenchEngineId[]).map((id) => ({
      id,
      label: labels[id],
      what: `What ${id} is.`,
      missing: null,
      threads: id === "cpu-all" ? 8 : 1,
      openMs: 3,
    })),
    figures: [...figures],
    series: [...series],
  };
}
