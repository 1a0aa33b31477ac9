// Initialisers draw what their formulas say, and a draw depends on seed, replicate and matrix alone.

import { describe, expect, it } from "vitest";
import type { Floats } from "../../src/model/floats.ts";
import { type InitializerName, initializers } from "../../src/model/initializers/index.ts";
import { drawBase } from "../../src/model/network.ts";
import { randomStream } from "../../src/model/random.ts";
import { structureOf } from "../../src/sweep/point.ts";
import { ORTHONORMAL, STANDARD_ERRORS } from "./bounds.ts";
import { sound } from "./draw.ts";

function draw(kind: InitializerName, rows: number, cols: number, seed = 1): Float64Array {
  return initializers[kind].draw(rows, cols, randomStream(seed, 0, "weight_hh"));
}

function moments(values: ArrayLike<number>): { mean: number; variance: number; fourth: number } {
  const list = Array.from(values);
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  const power = (p: number) => list.reduce((sum, x) => sum + (x - mean) ** p, 0) / list.length;
  return { mean, variance: power(2), fourth: power(4) };
}

/** How many standard errors the sample's mean and variance lie off; the variance's error from the fourth moment. */
function errorsOff(
  values: Float64Array,
  variance: number,
  kurtosis: number,
): { mean: number; variance: number } {
  const sample = moments(values);
  const n = values.length;
  return {
    mean: Math.abs(sample.mean) / Math.sqrt(variance / n),
    variance: Math.abs(sample.variance - variance) / (variance * Math.sqrt((kurtosis - 1) / n)),
  };
}

function correlation(a: Floats, b: Floats): number {
  const [ma, mb] = [moments(a), moments(b)];
  const product = Array.from(a).reduce((sum, x, i) => sum + (x - ma.mean) * (b[i] - mb.mean), 0) / a.length;
  return product / Math.sqrt(ma.variance * mb.variance);
}

const formulas: [InitializerName, (rows: number, cols: number) => number, number][] = [
  ["normal", (_rows, cols) => 1 / cols, 3],
  ["uniform", (_rows, cols) => 1 / cols, 9 / 5],
  ["xavier", (rows, cols) => 2 / (rows + cols), 3],
];

describe.each(formulas)("%s", (kind, variance, kurtosis) => {
  it.each([
    [128, 128],
    [128, 3],
    [2, 400],
    [1, 1000],
  ])("has the mean and variance of its formula for %i × %i", (rows, cols) => {
    for (const seed of [1, 2, 3]) {
      const off = errorsOff(draw(kind, rows, cols, seed), variance(rows, cols), kurtosis);
      expect(off.mean).toBeLessThan(STANDARD_ERRORS);
      expect(off.variance).toBeLessThan(STANDARD_ERRORS);
    }
  });

  it("would be caught with fan_in and fan_out exchanged (control)", () => {
    const exchanged = kind === "xavier" ? (r: number) => 1 / r : (r: number, c: number) => variance(c, r);
    const off = errorsOff(draw(kind, 128, 64), exchanged(128, 64), kurtosis);
    expect(off.variance).toBeGreaterThan(STANDARD_ERRORS);
  });
});

describe("the shape of the draws", () => {
  it("is normal or uniform, as the fourth moment tells", () => {
    const kurtosis = (kind: InitializerName) => {
      const { variance, fourth } = moments(draw(kind, 128, 128));
      return fourth / variance ** 2;
    };
    expect(kurtosis("normal")).toBeCloseTo(3, 0);
    expect(kurtosis("uniform")).toBeCloseTo(1.8, 1);
    expect(Math.max(...draw("uniform", 128, 128).map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(3 / 128));
  });
});

describe("orthogonal", () => {
  /** The largest entry of |QᵀQ − I| over columns, or of |QQᵀ − I| over rows where the matrix is wide. */
  function error(q: Float64Array, rows: number, cols: number): number {
    const short = Math.min(rows, cols);
    const at = (long: number, k: number) => (rows >= cols ? q[long * cols + k] : q[k * cols + long]);
    let worst = 0;
    for (let a = 0; a < short; a++) {
      for (let b = 0; b < short; b++) {
        let sum = 0;
        for (let i = 0; i < Math.max(rows, cols); i++) sum += at(i, a) * at(i, b);
        worst = Math.max(worst, Math.abs(sum - (a === b ? 1 : 0)));
      }
    }
    return worst;
  }

  it.each([
    [1, 1],
    [2, 2],
    [17, 17],
    [128, 128],
    [128, 3],
    [3, 128],
    [64, 1],
    [1, 64],
  ])("has orthonormal columns or rows for %i × %i", (rows, cols) => {
    for (const seed of [1, 2])
      expect(error(draw("orthogonal", rows, cols, seed), rows, cols)).toBeLessThan(ORTHONORMAL);
  });

  it("would be caught with one entry off by a billionth (control)", () => {
    const q = draw("orthogonal", 17, 17);
    q[5] += 1e-9;
    expect(error(q, 17, 17)).toBeGreaterThan(ORTHONORMAL);
  });

  it("favours no sign and no direction: entries average out over seeds", () => {
    const entries = Array.from({ length: 2000 }, (_, seed) => draw("orthogonal", 3, 3, seed));
    for (const index of [0, 4, 8, 2]) {
      const { mean, variance } = moments(entries.map((q) => q[index]));
      expect(Math.abs(mean)).toBeLessThan(STANDARD_ERRORS * Math.sqrt(1 / 3 / 2000));
      expect(variance).toBeCloseTo(1 / 3, 1);
    }
    // At H = 1 the matrix is +1 or −1, each half of the time.
    const signs = Array.from({ length: 2000 }, (_, seed) => draw("orthogonal", 1, 1, seed)[0]);
    expect(new Set(signs)).toEqual(new Set([1, -1]));
    expect(Math.abs(moments(signs).mean)).toBeLessThan(STANDARD_ERRORS / Math.sqrt(2000));
  });
});

describe("identity and constant", () => {
  it("draw the identity, and ones that the value then scales", () => {
    expect([...draw("identity", 2, 2)]).toEqual([1, 0, 0, 1]);
    expect([...draw("identity", 2, 3)]).toEqual([1, 0, 0, 0, 1, 0]);
    expect([...draw("identity", 3, 2)]).toEqual([1, 0, 0, 1, 0, 0]);
    expect([...draw("constant", 2, 2)]).toEqual([1, 1, 1, 1]);
  });
});

describe("a base draw", () => {
  const sizes = { hidden: 32, inputSize: 1, outputSize: 1, cell: "rnn" } as const;
  const normal = { kind: "drawn", input: "normal", recurrent: "normal", readout: "normal" } as const;

  it("depends on seed, replicate and matrix, and on nothing of the axes (common random numbers)", () => {
    const base = (spec: object) => {
      const { baseInit, problem, seed } = structureOf(sound({ model: { hidden: 8 }, ...spec }));
      return drawBase(baseInit, problem.sizes, seed, 2);
    };
    const first = base({ seed: 4 });
    expect(base({ seed: 4, init: { recurrent: { gain: 2.5 }, bias: 3 } })).toEqual({ ...first });
    expect(base({ seed: 4, task: { unroll: 7 }, replicates: 9, metrics: ["lyapunov"] })).toEqual(first);
    // Another initialiser of the input leaves the recurrent draw as it is.
    expect(base({ seed: 4, init: { input: { kind: "uniform" } } }).weight_hh).toEqual(first.weight_hh);
    // Control: what it does depend on.
    expect(base({ seed: 5 }).weight_hh).not.toEqual(first.weight_hh);
  });

  it("is independent between seeds, replicates and matrices, however close their numbers", () => {
    const streams: [number, number][] = [
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 1],
      [0, 2],
      [1, 1],
      [2 ** 32, 0],
      [2 ** 32 + 1, 0],
      [Number.MAX_SAFE_INTEGER, 0],
      [0, 4095],
    ];
    const draws = streams.map(([seed, replicate]) => drawBase(normal, sizes, seed, replicate).weight_hh);
    const limit = STANDARD_ERRORS / 32;
    draws.forEach((a, i) => {
      for (const b of draws.slice(0, i)) expect(Math.abs(correlation(a, b))).toBeLessThan(limit);
    });
    const square = { hidden: 32, inputSize: 32, outputSize: 32, cell: "rnn" } as const;
    const { weight_ih, weight_hh, weight_out } = drawBase(normal, square, 0, 0);
    expect(Math.abs(correlation(weight_ih, weight_hh))).toBeLessThan(limit);
    expect(Math.abs(correlation(weight_hh, weight_out))).toBeLessThan(limit);
    // Control: a draw is wholly correlated with itself, so the measure works.
    expect(correlation(weight_hh, drawBase(normal, square, 0, 0).weight_hh)).toBeCloseTo(1, 12);
  });

  it("uses all 53 bits of a uniform number, evenly over [0, 1)", () => {
    const random = randomStream(3, 0, "weight_hh");
    const counts = new Array<number>(16).fill(0);
    let fine = 0;
    for (let i = 0; i < 16_000; i++) {
      const u = random.uniform();
      counts[Math.floor(u * 16)]++;
      if ((u * 2 ** 53) % 2 === 1) fine++;
    }
    const off = counts.map((n) => Math.abs(n - 1000) / Math.sqrt(1000));
    expect(Math.max(...off)).toBeLessThan(STANDARD_ERRORS);
    expect(Math.abs(fine - 8000) / Math.sqrt(4000)).toBeLessThan(STANDARD_ERRORS);
  });
});
