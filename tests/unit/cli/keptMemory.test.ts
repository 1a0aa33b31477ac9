// A sweep of a hundred million points runs into a store in the memory of a small one.

import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { command, fileWith, folder } from "./command.ts";

const TIMEOUT = 90_000;
/** All threads of the program together, its compiler for TypeScript included. */
const MOST_MB = 600;
/** Some hundred tiles: what grows with every tile would show. */
const TILES = 100;

it.skipIf(!existsSync("/proc/self/status"))(
  "keeps 10^8 points in less than 600 MB",
  { timeout: TIMEOUT },
  async () => {
    const at = folder();
    const spec = fileWith(join(at, "sweep.json"), {
      model: { hidden: 1 },
      task: { unroll: 10 },
      axes: [
        { param: "init.recurrent.gain", from: 0, to: 3, count: 10_000 },
        { param: "init.bias", from: -1, to: 1, count: 10_000 },
      ],
      metrics: ["logGradientRatio", "loss"],
    });
    let kept = 0;
    let peak = Number.NaN;
    const words = ["run", spec, "--out", join(at, "large.zarr"), "--engine", "cpu", "--json"];
    const { code, stderr } = await command(words, {
      during: (child) =>
        child.stdout?.on("data", (text: string) => {
          kept += text.split('"kept"').length - 1;
          if (kept < TILES || child.killed) return;
          peak = peakOf(child);
          child.kill("SIGINT");
        }),
    });
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: expect.stringMatching(/of 100000000 points are kept/),
    });
    expect(peak).toBeLessThan(MOST_MB);
    // A program that had not begun would pass as well.
    expect(peak).toBeGreaterThan(50);
  },
);

/** The most memory that a process has had, in MB. */
function peakOf({ pid }: ChildProcess): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
