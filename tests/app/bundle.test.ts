// The portable bench, packed and run as on a server: elsewhere, from an empty environment, on the software adapter. What
// run.sh says to machines that cannot run it is in tests/unit/cli/runScript.test.ts.

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { driverFolder } from "../../src/cli/software.ts";
import { type BenchReport, readReport } from "../../src/lab/bench/report.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const driver = driverFolder();
/** A bundle must pass through the narrowest of ways onto a server. */
const MOST_BYTES = 50e6;
/** The smallest bench there is; most of its time goes into compiling the kernels for a software adapter. */
const SMALLEST = ["--quick", "--hidden", "1", "--engine"];

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function execute(
  program: string,
  words: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
) {
  return new Promise<Outcome>((resolve) => {
    execFile(program, words, { ...options, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? Number.NaN), stdout, stderr });
    });
  });
}

// The bundle is for one platform, and packs what is installed for it.
describe.skipIf(`${process.platform}-${process.arch}` !== "linux-x64" || driver === null)(
  "the portable bench",
  { timeout: 240_000 },
  () => {
    let [at, elsewhere] = ["", ""];

    beforeAll(async () => {
      at = mkdtempSync(join(tmpdir(), "vanishing-point-"));
      elsewhere = join(at, "else where");
      const words = ["--import", "tsx", "bench/bundle.ts", join(at, "packed")];
      const packed = await execute(process.execPath, words, { cwd: root, env: process.env });
      expect(packed.code, packed.stderr).toBe(0);
      cpSync(join(at, "packed"), elsewhere, { recursive: true });
    }, 120_000);
    afterAll(() => rmSync(at, { recursive: true, force: true }));

    /** As a server would run it that has a Vulkan driver and nothing else: no Node, no home, another folder. */
    function run(engines: string): Promise<Outcome> {
      const env = {
        PATH: "/usr/bin:/bin",
        VK_ICD_FILENAMES: join(driver ?? "", "vk_swiftshader_icd.json"),
        LD_LIBRARY_PATH: driver ?? "",
      };
      return execute("sh", [join(elsewhere, "run.sh"), ...SMALLEST, engines], { cwd: "/", env });
    }

    function reportOf({ stdout, stderr }: Outcome): BenchReport {
      const report = readReport(stdout);
      if (!report.ok) throw new Error(`${JSON.stringify(report.mistakes)}\n${stderr}`);
      return report.value;
    }

    /** `gradient timed`, `training refused`: one for each figure of an engine. */
    const outcomesOf = ({ figures }: BenchReport, id: string) =>
      figures.filter(({ engine }) => engine === id).map(({ mode, outcome }) => `${mode} ${outcome}`);

    it("is smaller than 50 MB and holds the licence of all that is in it", async () => {
      const sizes = readdirSync(elsewhere).map((name) => statSync(join(elsewhere, name)).size);
      expect(sizes).toHaveLength(3);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
      const archive = readdirSync(elsewhere).find((name) => name.endsWith(".tar.gz")) ?? "";
      const listed = await execute("tar", ["-tzf", join(elsewhere, archive)], { cwd: "/", env: process.env });
      const licences = listed.stdout.match(/(?<=\/licences\/).+/g) ?? [];
      expect(licences.join(" ")).toMatch(/node\.txt/);
      for (const name of ["webgpu", "assemblyscript", "valibot", "pure-rand", "d3-random"]) {
        expect(
          licences.some((text) => text.startsWith(`${name}-`)),
          name,
        ).toBe(true);
      }
    });

    it("checks and times the engines on a machine that has none of what it needs", async () => {
      const outcome = await run("cpu,webgpu");
      expect(outcome.code, outcome.stderr).toBe(0);
      const report = reportOf(outcome);
      expect(report).toMatchObject({ complete: true, environment: { adapter: { software: true } } });
      const timed = report.engines.filter(({ missing }) => missing === null).map(({ id }) => id);
      // With a single core there is no cpu on all of them.
      expect(timed).toEqual(expect.arrayContaining(["cpu-1", "webgpu"]));
      for (const id of timed)
        expect(new Set(outcomesOf(report, id))).toEqual(new Set(["gradient timed", "training timed"]));
      for (const figure of report.figures) {
        expect(figure).toMatchObject({ outcome: "timed", check: { passed: true } });
      }
    });

    it("refuses to time a shader that was changed on the way, and ends with exit code 1 (control)", async () => {
      const unpacked = readdirSync(elsewhere).find((name) => /^vanishing-point-\w+$/.test(name)) ?? "";
      const shader = join(elsewhere, unpacked, "shaders", "readout.wgsl");
      const sound = readFileSync(shader, "utf8");
      const broken = sound.replaceAll("2.0 / f32(BATCH", "1.0 / f32(BATCH");
      expect(broken).not.toBe(sound);
      writeFileSync(shader, broken);
      const outcome = await run("webgpu");
      expect(outcome.code).toBe(1);
      expect(outcome.stderr).not.toContain("unpacking");
      expect(outcome.stderr).toContain("gradient, rnn, H = 1 on webgpu");
      // Training has a shader of its own, which is sound.
      const outcomes = outcomesOf(reportOf(outcome), "webgpu");
      expect(new Set(outcomes)).toEqual(new Set(["gradient refused", "training timed"]));
    });
  },
);
