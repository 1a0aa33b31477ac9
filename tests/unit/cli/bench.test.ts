// The verb `bench`: what wrong usage is answered with, a bench as small as can be, and two reports compared.

import { join } from "node:path";
import { expect, it } from "vitest";
import { readReport, reportText } from "../../../src/lab/bench/report.ts";
import { reportOf, timedFigure } from "../bench/reports.ts";
import { command, fileWith, folder } from "./command.ts";

const TIMEOUT = 120_000;

it("answers wrong usage with every mistake at once", { timeout: TIMEOUT }, async () => {
  const [wrong, alone, missing] = await Promise.all([
    command(["bench", "--engine", "cpu,abacus", "--hidden", "8,3", "file.json", "--quick=5"]),
    command(["bench", "--compare", "a.json"]),
    command(["bench", "--compare", "no.json", "neither.json"]),
  ]);
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr.trimEnd().split("\n")).toEqual([
    '--quick: given "5"; allowed: nothing: it is a switch',
    'FILE: given "file.json"; allowed: files only beside --compare',
    '--engine: given "abacus"; allowed: some of reference, cpu-1, cpu-all, webgpu, cpu, with commas between',
    '--hidden: given "3"; allowed: some of 1, 4, 8, 16, 32, 64, with commas between',
  ]);
  expect(alone).toMatchObject({ code: 2, stdout: "" });
  expect(alone.stderr).toContain("FILE: given 1 file; allowed: two reports, A.json and B.json");
  expect(missing.code).toBe(2);
  expect(missing.stderr.match(/a file that does not exist/g)?.length).toBe(2);
});

it("prints a report as JSON and nothing else, of the engines and sizes asked for", {
  timeout: TIMEOUT,
}, async () => {
  const words = ["bench", "--quick", "--hidden", "1", "--engine", "cpu-1", "--json"];
  const { code, stdout, stderr } = await command(words);
  const report = readReport(stdout);
  expect(report.ok ? "a report" : report.mistakes).toBe("a report");
  if (!report.ok) return;
  const { figures, engines, environment, series } = report.value;
  expect(code).toBe(0);
  expect(new Set(figures.map(({ engine, hidden }) => `${engine} ${hidden}`))).toEqual(new Set(["cpu-1 1"]));
  expect(figures.every((figure) => figure.outcome === "timed" && figure.check?.passed === true)).toBe(true);
  expect(engines.map(({ id, missing }) => [id, missing])).toEqual([
    ["reference", "it was not asked for"],
    ["cpu-1", null],
    ["cpu-all", "it was not asked for"],
    ["webgpu", "it was not asked for"],
  ]);
  expect(environment.host).toContain(process.version);
  expect(series.length).toBe(1);
  expect(stderr).toContain("gradient, rnn, H = 1 on cpu × 1:");
});

it("compares two reports, and refuses what is none with all its mistakes", { timeout: TIMEOUT }, async () => {
  const at = folder();
  const report = (speed: number) => reportOf([timedFigure("webgpu", 8, speed)]);
  const a = fileWith(join(at, "a.json"), reportText(report(1000)));
  const b = fileWith(join(at, "b.json"), reportText(report(2500)));
  const bad = fileWith(join(at, "bad.json"), { ...report(1), version: 3, seconds: -1 });
  const [compared, refused] = await Promise.all([
    command(["bench", "--compare", a, b]),
    command(["bench", "--compare", a, bad]),
  ]);
  expect(compared).toMatchObject({ code: 0, stderr: "" });
  expect(compared.stdout).toContain("- webgpu: B is 2.5 × as fast as A");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr.trimEnd().split("\n")).toEqual([
    `${bad}: version: given 3; allowed: 1`,
    `${bad}: seconds: given -1; allowed: a number of at least 0`,
  ]);
});
