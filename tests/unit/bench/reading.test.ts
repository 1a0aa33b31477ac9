// What is made of reports: the crossing point, the comparison of two, and the Markdown.

import { describe, expect, it } from "vitest";
import { compareReports } from "../../../src/lab/bench/compare.ts";
import { crossingOf, crossingTexts } from "../../../src/lab/bench/crossing.ts";
import { comparisonMarkdown, markdownOf } from "../../../src/lab/bench/markdown.ts";
import { measureText } from "../../../src/lab/bench/numbers.ts";
import { refusedFigure, reportOf, seriesOf, timedFigure } from "./reports.ts";

describe("the crossing point", () => {
  const flat = seriesOf("cpu-all", [1000, 1000, 1000, 1000]);

  it("lies where straight lines of the log-log chart meet", () => {
    // From 4 networks (500/s) to 16 (2000/s) the line goes through 1000/s at 8.
    const gpu = seriesOf("webgpu", [125, 500, 2000, 8000]);
    expect(crossingOf(gpu, flat)).toEqual({ kind: "overtakes", networks: expect.closeTo(8, 9) });
  });

  it("is the last one, from which on the GPU stays ahead", () => {
    const gpu = seriesOf("webgpu", [2000, 500, 250, 4000]);
    expect(crossingOf(gpu, flat)).toEqual({ kind: "overtakes", networks: expect.closeTo(32, 9) });
  });

  it("is none where one is ahead throughout, or where there is nothing to compare", () => {
    expect(crossingOf(seriesOf("webgpu", [2000, 3000]), flat)).toEqual({ kind: "always", upTo: 4 });
    expect(crossingOf(seriesOf("webgpu", [20, 30, 999]), flat)).toEqual({ kind: "never", upTo: 16 });
    // Equally fast is not faster.
    expect(crossingOf(flat, flat)).toEqual({ kind: "never", upTo: 64 });
    expect(crossingOf(seriesOf("webgpu", []), flat)).toEqual({ kind: "unknown" });
  });

  it("is said in words, against each CPU engine", () => {
    const report = reportOf(
      [],
      [seriesOf("webgpu", [125, 500, 2000]), flat, seriesOf("cpu-1", [5000, 5000, 5000])],
    );
    expect(crossingTexts(report).map(({ text }) => text)).toEqual([
      "webgpu overtakes cpu × 8 at about 8 networks",
      "webgpu is slower than cpu × 1, also at 16 networks, the largest size that both were timed at",
    ]);
  });
});

describe("the comparison of two reports", () => {
  const a = reportOf([
    timedFigure("cpu-1", 1, 1000),
    timedFigure("cpu-1", 8, 100),
    timedFigure("webgpu", 1, 50),
  ]);
  const b = {
    ...reportOf([timedFigure("cpu-1", 1, 4000), timedFigure("cpu-1", 8, 102), refusedFigure("webgpu", 1)]),
    quick: true,
  };
  const comparison = compareReports(a, b);

  it("has the ratio of every case that both timed, and their geometric mean", () => {
    expect(
      comparison.cases.map(({ name, engine, ratio, withinSpread }) => [name, engine, ratio, withinSpread]),
    ).toEqual([
      ["gradient, rnn, H = 1", "cpu-1", 4, false],
      ["gradient, rnn, H = 8", "cpu-1", 1.02, true],
    ]);
    expect(comparison.means).toEqual([
      { engine: "cpu-1", ratio: expect.closeTo(Math.sqrt(4 * 1.02), 12), cases: 2 },
    ]);
  });

  it("lists what only one of them timed, with the reason, and what differs besides", () => {
    expect(comparison.onlyA).toEqual(["gradient, rnn, H = 1 on webgpu (in the other: refused)"]);
    expect(comparison.onlyB).toEqual([]);
    expect(comparison.differences).toEqual([{ what: "length", a: "full", b: "quick" }]);
  });

  it("compares no speeds of other work", () => {
    const [first] = b.figures;
    const longer = { ...b, figures: [{ ...first, unroll: 99 }] };
    const other = compareReports(a, longer);
    expect(other.cases).toEqual([]);
    expect(other.onlyB).toEqual(["gradient, rnn, H = 1 on cpu × 1 (in the other: other work)"]);
  });

  it("of a report with itself finds nothing (control)", () => {
    const same = compareReports(a, a);
    expect(same.cases.map(({ ratio }) => ratio)).toEqual([1, 1, 1]);
    expect([same.differences, same.onlyA, same.onlyB]).toEqual([[], [], []]);
  });

  it("reads as Markdown", () => {
    const text = comparisonMarkdown(comparison);
    expect(text).toContain("- cpu × 1: B is 2.02 × as fast as A (geometric mean of 2 cases)");
    expect(text).toMatch(/\| gradient, rnn, H = 1 \| cpu × 1 +\| +1,000 \| +4,000 \| +4 \|/);
    expect(text).toContain("within the spread");
    expect(text).toContain("Timed only in A:");
    expect(text).not.toContain("Timed only in B:");
  });
});

describe("a report as Markdown", () => {
  const text = markdownOf(
    reportOf(
      [timedFigure("cpu-all", 8, 1234.5), refusedFigure("webgpu", 8)],
      [seriesOf("cpu-all", [10, 20])],
    ),
  );

  it("has where and what it was, the figures with their units, and the series", () => {
    expect(text).toContain(
      "WebGPU adapter: acme · one (a real GPU); maxBufferSize 2^31, maxComputeWorkgroupsPerDimension 65535",
    );
    expect(text).toContain("- cpu × 8: What cpu-all is.");
    expect(text).toMatch(/\| +H \| engine +\| networks, 1\/s \|/);
    expect(text).toMatch(/\| +8 \| cpu × 8 +\| +1,230 \|/);
    expect(text).toMatch(/\| gradient, rnn, H = 1 \| cpu × 8 \| +10 \| +20 \|/);
  });

  it("says in words and numbers what was refused", () => {
    expect(text).toContain("**1 of 2 figures were refused");
    expect(text).toMatch(/\| +8 \| webgpu +\| +refused \| +– \|/);
    expect(text).toContain(
      "- H = 8, webgpu: REFUSED, not timed: logGradientRatio = NaN, the reference says -3.25 (error Infinity, bound 0.001; 72 of 72 networks compared)",
    );
  });

  it("has rows of as many cells as its head, whatever the texts hold", () => {
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    const widths = new Set(rows.map((row) => row.split(/(?<!\\)\|/).length));
    expect(rows.length).toBeGreaterThan(5);
    expect(widths.size).toBe(2);
  });
});

it("measures have three digits, thousands apart", () => {
  expect([0, 1.23456, 12345, 1234567, 0.0004, -1234.5, Number.NaN].map((n) => measureText(n))).toEqual([
    "0",
    "1.23",
    "12,300",
    "1,230,000",
    "4.00e-4",
    "-1,230",
    "NaN",
  ]);
});
