// The words of the command line: help that lists the catalogs, and what wrong usage is answered with.

import { expect, it } from "vitest";
import { readArguments } from "../../../src/cli/args.ts";
import { programHelp, verbHelp } from "../../../src/cli/help.ts";
import { verbs } from "../../../src/cli/verbs.ts";
import { activations } from "../../../src/model/activations/index.ts";
import { initializers } from "../../../src/model/initializers/index.ts";
import { metrics } from "../../../src/model/metrics/index.ts";
import { optimizers } from "../../../src/model/optimizers/index.ts";
import { tasks } from "../../../src/model/tasks/index.ts";
import { outcomes } from "../../../src/model/training/outcome.ts";
import { engineTexts } from "../../../src/sweep/engineChoice.ts";
import { mistakeText } from "../../../src/sweep/mistakes.ts";
import { command } from "./command.ts";

const TIMEOUT = 30_000;

it("lists every engine, activation, initialiser, task, optimiser, metric and outcome in the help", () => {
  const helps = [programHelp(verbs), ...Object.entries(verbs).map(([name, verb]) => verbHelp(name, verb))];
  for (const help of helps) {
    for (const catalog of [activations, initializers, tasks, metrics, optimizers]) {
      for (const name of Object.keys(catalog)) expect(help).toContain(name);
    }
    const rows = help.split("\n").map((line) => line.trim().replace(/ {2,}/g, " "));
    for (const [name, { definition }] of Object.entries(engineTexts))
      expect(rows).toContain(`${name} ${definition}`);
    for (const { formula } of Object.values(optimizers)) expect(help).toContain(formula);
    for (const { definition } of [...Object.values(metrics), ...Object.values(outcomes)]) {
      if (definition !== outcomes.running.definition) expect(help).toContain(definition);
    }
    for (const mode of ["mode gradient", "mode training"]) expect(help).toContain(mode);
    for (const code of ["0", "1", "2", "130"]) expect(help).toMatch(new RegExp(`^ {2}${code} `, "m"));
  }
});

it("prints help on standard output with 0, and on standard error with 2 where no verb is given", {
  timeout: TIMEOUT,
}, async () => {
  const [help, verbHelped, nothing, unknown] = await Promise.all([
    command(["--help"]),
    command(["run", "--out", "x", "--help"]),
    command([]),
    command(["toString"]),
  ]);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toContain("Usage:");
  expect(verbHelped).toMatchObject({ code: 0, stderr: "" });
  expect(verbHelped.stdout).toContain("--out DIR");
  expect(nothing).toMatchObject({ code: 2, stdout: "", stderr: help.stdout });
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toContain('"toString" is no verb; known are inspect, run');
});

it("collects every mistake in the options", () => {
  const kinds = {
    engine: { value: "ENGINE", description: "", choices: ["a", "b"] },
    point: { value: "i,j", description: "" },
  };
  const { options, files, mistakes } = readArguments(kinds, [
    "one",
    "--engine",
    "c",
    "--bar=1",
    "-x",
    "--point",
    "-1,2",
    "--point",
    "3",
    "--",
    "--two",
  ]);
  expect(files).toEqual(["one", "--two"]);
  expect(options).toEqual({ point: "-1,2" });
  expect(mistakes.map(mistakeText)).toEqual([
    '--engine: given "c"; allowed: one of "a", "b"',
    "--bar: given an option; allowed: no such option; known are --engine, --point, --help",
    "-x: given an option; allowed: no such option; known are --engine, --point, --help",
    '--point: given "3" as well; allowed: each option once',
  ]);
  expect(readArguments(kinds, ["--point"]).mistakes.map(mistakeText)).toEqual([
    "--point: given nothing; allowed: i,j",
  ]);
});
