// Verification beyond the chaos horizon: a single number is one possible outcome and no mistake, but numbers that are
// distributed otherwise are found.

import { beforeAll, describe, expect, it } from "vitest";
import { FALSE_ALARMS, FEWEST_NETWORKS } from "../../../src/lab/verify/distribution.ts";
import { verifyText } from "../../../src/lab/verify/report.ts";
import { beyondHorizon, HORIZON } from "../../../src/lab/verify/trust.ts";
import { honestTwin, type StoredArrays, verify } from "./stored.ts";

const chaotic = (gain: number) => ({
  model: { hidden: 16 },
  task: { unroll: 200 },
  init: { recurrent: { kind: "normal", gain } },
  replicates: 120,
  metrics: ["logGradientRatio", "logGradientNorm", "loss"],
});
let stored: StoredArrays;
beforeAll(async () => {
  stored = await honestTwin(chaotic(3));
}, 60_000);

describe("a chaotic sweep in float32", { timeout: 60_000 }, () => {
  it("agrees by its distribution, though its numbers do not, and single changes beyond the horizon are no alarm", async () => {
    const report = await verify(stored);
    expect(report.verdict, verifyText(report)).toBe("agrees");
    expect(report.beyond).toBeGreaterThan(60);
    expect(report.beyondPoints.length).toBe(report.beyond);
    const [replicate] = report.beyondPoints[0].slice(-1);
    const changed = await verify(stored.withOne("logGradientRatio", replicate, (x) => 1.5 * x));
    expect(changed.verdict).toBe("agrees");
    // Control: the same change inside the horizon is one.
    const inside = [...Array(120).keys()].find((n) => report.beyondPoints.every(([at]) => at !== n)) ?? -1;
    expect((await verify(stored.withOne("logGradientRatio", inside, (x) => 1.5 * x))).verdict).toBe(
      "disagrees",
    );
  });

  it("raises no false alarms over many samples of it", async () => {
    const reports = await Promise.all(
      Array.from({ length: 50 }, (_, seed) => verify(stored, { points: 60, seed })),
    );
    const alarms = reports.filter(({ verdict }) => verdict === "disagrees").length;
    expect(reports.every(({ beyond }) => beyond >= FEWEST_NETWORKS)).toBe(true);
    // 50 samples at a thousandth each: one alarm at the very most.
    expect(alarms).toBeLessThanOrEqual(Math.ceil(50 * FALSE_ALARMS));
  });

  it("disagrees where its numbers are scaled, or those of a smaller gain", async () => {
    const only = (results: StoredArrays, beyond: readonly (readonly number[])[]) => {
      const places = new Set(beyond.map(([at]) => at));
      // Inside the horizon all is as it was: only the distribution can tell.
      return stored.with((metric, values) =>
        values.map((x, n) => (places.has(n) ? results.of(metric)[n] : x)),
      );
    };
    const { beyondPoints } = await verify(stored);
    const scaled = only(
      stored.with((_, values) => values.map((x) => 1.3 * x)),
      beyondPoints,
    );
    const report = await verify(scaled);
    expect(report.verdict).toBe("disagrees");
    expect(report.disagreeing).toBe(0);
    expect(verifyText(report)).toContain("Kolmogorov–Smirnov distance");
    const smaller = only(await honestTwin(chaotic(2.2)), beyondPoints);
    const other = await verify(smaller);
    expect([other.verdict, other.disagreeing]).toEqual(["disagrees", 0]);
  });
});

describe("the horizon of a Lyapunov exponent", () => {
  it("is where a rounding error of 2^-24 has grown to a tenth", () => {
    expect(2 ** -24 * Math.exp(HORIZON)).toBeCloseTo(0.1, 12);
    expect(beyondHorizon(0.1, Math.floor(HORIZON / 0.1))).toBe(false);
    expect(beyondHorizon(0.1, Math.ceil(HORIZON / 0.1))).toBe(true);
    expect(beyondHorizon(-1, 1e6)).toBe(false);
    expect(beyondHorizon(Number.NEGATIVE_INFINITY, 10)).toBe(false);
    expect(beyondHorizon(Number.NaN, 10)).toBe(false);
  });
});
