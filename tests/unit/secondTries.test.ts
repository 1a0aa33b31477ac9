// The account of tests that passed only when tried again: named with their reason, and too many of them fail a run.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "vanishing-point-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs so many tests, each of which fails so many times before it passes. */
function run(tests: number, failures: number) {
  writeFileSync(
    join(folder, "some.test.js"),
    `for (let i = 0; i < ${tests}; i++) {
       let tries = 0;
       test("number " + i, () => expect(tries++, "was slow").toBeGreaterThanOrEqual(${failures}));
     }`,
  );
  const words = ["run", "--root", folder, "--globals", "--retry=1", "--reporter=default"];
  const reporter = `--reporter=${join(root, "tests", "secondTries.ts")}`;
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const env = { ...process.env, NO_COLOR: "1" };
  const { status, stdout } = spawnSync(process.execPath, [vitest, ...words, reporter], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return { status, stdout };
}

describe("tests that pass at the second try", () => {
  test("are named with what was wrong at first, and are no failure while they are few", () => {
    const { status, stdout } = run(3, 1);
    expect(stdout).toContain("3 passed only at the second try (3 are allowed):");
    expect(stdout).toMatch(/some\.test\.js > number 2: was slow/);
    expect(status).toBe(0);
  });

  test("are a failure where they are many", () => {
    const { status, stdout } = run(4, 1);
    expect(stdout).toContain("4 passed only at the second try");
    expect(status).toBe(1);
  });

  test("are not told where none is, and what fails twice has failed (control)", () => {
    const sound = run(4, 0);
    expect([sound.status, sound.stdout.includes("second try")]).toEqual([0, false]);
    const failing = run(1, 2);
    expect([failing.status, failing.stdout.includes("second try")]).toEqual([1, false]);
  });
});
