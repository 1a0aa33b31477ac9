// Reports as files: written and read back they are the same; a damaged one is refused with all its mistakes at once.

import { describe, expect, it } from "vitest";
import { readReport, reportText } from "../../../src/lab/bench/report.ts";
import { mistakeText } from "../../../src/sweep/mistakes.ts";
import { refusedFigure, reportOf, seriesOf, timedFigure } from "./reports.ts";

const report = reportOf(
  [timedFigure("reference", 8, 100), timedFigure("webgpu", 8, 9000), refusedFigure("cpu-1", 8)],
  [seriesOf("webgpu", [10, 40, 160])],
);

/** What is wrong with a report that was changed by hand. */
function mistakesOf(change: (raw: ReturnType<typeof raws>) => void): string[] {
  const raw = raws();
  change(raw);
  const parsed = readReport(JSON.stringify(raw));
  return parsed.ok ? [] : parsed.mistakes.map(mistakeText);
}

const raws = () => JSON.parse(reportText(report)) as Record<string, never> & typeof report;

describe("a report", () => {
  it("comes back from its JSON as it was, NaN and infinity included", () => {
    expect(readReport(reportText(report))).toEqual({ ok: true, value: report });
    expect(reportText(report)).toContain('"NaN"');
  });

  it("is refused with every mistake at once, each with its place, what was given and what is allowed", () => {
    const told = mistakesOf((raw) => {
      Object.assign(raw, { version: 2, seconds: "long" });
      Object.assign(raw.figures[0], { hidden: 0.5, engine: "abacus" });
      Object.assign(raw.figures[1], { medianMs: -1 });
      Object.assign(raw.environment, { weather: "fine" });
    });
    expect(told).toEqual([
      "version: given 2; allowed: 1",
      'seconds: given "long"; allowed: a number',
      'environment.weather: given "fine"; allowed: no such field',
      "figures.0.hidden: given 0.5; allowed: a whole number",
      'figures.0.engine: given "abacus"; allowed: one of "reference", "cpu-1", "cpu-all", "webgpu"',
      "figures.1.medianMs: given -1; allowed: a number of at least 0",
    ]);
  });

  it("says so where a field is missing, or where it is no report at all", () => {
    expect(mistakesOf((raw) => Reflect.deleteProperty(raw, "engines"))).toEqual([
      "engines: given nothing; allowed: a value: every report has this field",
    ]);
    for (const text of ["", "[", "no JSON"]) {
      const parsed = readReport(text);
      expect(parsed.ok ? [] : parsed.mistakes.map(({ path }) => path)).toEqual(["file"]);
    }
    const list = readReport("[]");
    expect(list.ok).toBe(false);
  });

  it("is not objected to where nothing was changed (control)", () => {
    expect(mistakesOf(() => {})).toEqual([]);
  });
});
