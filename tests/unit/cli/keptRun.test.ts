// `run` into a Zarr store: what it tells, what it refuses, how it goes on with a store that is damaged, locked or another's.

import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DiskFolder } from "../../../src/cli/diskFolder.ts";
import { takeLock } from "../../../src/cli/storeLock.ts";
import { command, fileWith, folder } from "./command.ts";
import { inProcess } from "./inProcess.ts";
import { filesOf, surveyed } from "./keptTiles.ts";

const TIMEOUT = 60_000;

/** Twelve tiles of four networks. */
const sweep = {
  name: "kept",
  model: { hidden: 2 },
  axes: [
    { param: "seed", from: 0, to: 11, count: 12 },
    { param: "task.unroll", from: 1, to: 10, count: 4 },
  ],
  metrics: ["logGradientRatio", "loss"],
};

/** A finished store beside its spec. */
async function kept() {
  const at = folder();
  const spec = fileWith(join(at, "sweep.json"), sweep);
  const out = join(at, "kept.zarr");
  const outcome = await inProcess("run", [spec, "--out", out, "--engine", "reference", "--quiet"]);
  expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
  const files = await filesOf(await DiskFolder.open(out));
  return { at, spec, out, files };
}

describe("run into a Zarr store", () => {
  it("goes on where files are missing or damaged, computes those only, and gives the same bytes again", {
    timeout: TIMEOUT,
  }, async () => {
    const { out, files } = await kept();
    rmSync(join(out, "loss/c/3/0"));
    const damaged = join(out, "logGradientRatio/c/7/0");
    const bytes = readFileSync(damaged);
    bytes[5] ^= 1;
    writeFileSync(damaged, bytes);
    const { code, stdout, stderr } = await inProcess("run", ["--resume", "--out", out, "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.find(({ event }) => event === "planned")).toMatchObject({
      out,
      // Nobody asked for the reference: it is the one that computed what is there.
      engine: { name: "reference", reason: "auto: the results that are there are its work" },
      points: 48,
      replicates: 1,
      tiles: 12,
    });
    const problem = "its checksum does not fit its numbers";
    expect(lines.find(({ event }) => event === "found")).toEqual({
      event: "found",
      tiles: 12,
      done: 10,
      networks: 40,
      damaged: [{ tile: expect.any(Number), path: "logGradientRatio/c/7/0", problem }],
    });
    const again = lines.filter(({ event }) => event === "kept").map(({ start }) => start[0]);
    expect(again.sort()).toEqual([3, 7]);
    expect(lines.at(-1)).toMatchObject({ event: "done", out, networks: 48 });
    expect(await filesOf(await DiskFolder.open(out))).toEqual(files);
  });

  it("refuses a store that is there, another sweep, and --resume without a sweep, each with what to do", {
    timeout: TIMEOUT,
  }, async () => {
    const { at, spec, out, files } = await kept();
    const there = await inProcess("run", [spec, "--out", out]);
    expect(there).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/holds a sweep already; allowed: --resume/),
    });
    const other = fileWith(join(at, "other.json"), { ...sweep, model: { hidden: 3 }, replicates: 2 });
    expect((await inProcess("run", [other, "--out", out, "--resume"])).stderr.split("\n")).toEqual([
      `model.hidden: given 3; allowed: 2, as in the sweep that ${out} keeps`,
      `replicates: given 2; allowed: 1, as in the sweep that ${out} keeps`,
      `${out} keeps another sweep: leave FILE out to go on with that one, or take another folder`,
      "",
    ]);
    const nothing = await inProcess("run", ["--resume", "--out", join(at, "nothing.zarr")]);
    expect(nothing).toMatchObject({ code: 2, stderr: expect.stringMatching(/^FILE: given nothing/) });
    const npy = await inProcess("run", [spec, "--resume", "--out", join(at, "npy")]);
    expect(npy).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--resume: .*ends in \.zarr/) });
    mkdirSync(join(at, "foreign.zarr"));
    writeFileSync(join(at, "foreign.zarr", "thesis.txt"), "mine");
    for (const resume of [[], ["--resume"]]) {
      const foreign = await inProcess("run", [
        spec,
        "--out",
        join(at, "foreign.zarr"),
        "--engine",
        "reference",
        ...resume,
      ]);
      expect(foreign.code).toBe(resume.length === 0 ? 2 : 1);
      expect(readFileSync(join(at, "foreign.zarr", "thesis.txt"), "utf8")).toBe("mine");
    }
    expect(await filesOf(await DiskFolder.open(out))).toEqual(files);
  });

  it("starts anew where a run was killed as it made its store", { timeout: TIMEOUT }, async () => {
    const { spec, out, files } = await kept();
    for (const path of ["zarr.json", "loss/zarr.json", "loss/c", "logGradientRatio/c"]) {
      rmSync(join(out, path), { recursive: true });
    }
    writeFileSync(join(out, ".vanishing-point-4-1.part"), "half");
    const fresh = await inProcess("run", [
      spec,
      "--out",
      out,
      "--resume",
      "--engine",
      "reference",
      "--quiet",
    ]);
    expect(fresh).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await filesOf(await DiskFolder.open(out))).toEqual(files);
  });

  it("notes another engine that is asked for, and says so", { timeout: TIMEOUT }, async () => {
    const { out } = await kept();
    rmSync(join(out, "loss/c/0/0"));
    const { code, stderr } = await inProcess("run", ["--resume", "--out", out, "--engine", "cpu"]);
    expect(code).toBe(0);
    expect(stderr).toContain("cpu is noted in the store as another engine of this sweep");
    const store = (await surveyed(await DiskFolder.open(out)))?.store;
    expect(store?.facts.engines.map(({ name }) => name)).toEqual(["reference", "cpu"]);
  });

  it("is kept out by another run's lock, and takes over that of a program that has ended", {
    timeout: TIMEOUT,
  }, async () => {
    const { out } = await kept();
    const lock = await takeLock(out);
    const second = await inProcess("run", ["--resume", "--out", out]);
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        `^another program is writing this store \\(process ${process.pid}\\): wait`,
      ),
    });
    lock.release();
    const held = (pid: number, began: string | null, host = hostname()) =>
      writeFileSync(join(out, ".vanishing-point-lock"), JSON.stringify({ pid, host, began }));
    // The number of this process, but of one that began at another time: after a restart numbers come again.
    held(process.pid, "1");
    const over = await inProcess("run", ["--resume", "--out", out]);
    expect(over).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/left behind by a program that has ended/),
    });
    // Of a program on another machine nothing is known.
    held(1, null, "elsewhere");
    expect(await inProcess("run", ["--resume", "--out", out])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/process 1 on elsewhere.*if it runs no more, remove /),
    });
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "leaves after %s a store that goes on, and says how",
    { timeout: TIMEOUT },
    async (signal, code) => {
      const at = folder();
      const long = {
        ...sweep,
        model: { hidden: 16 },
        axes: [{ ...sweep.axes[0], to: 499, count: 500 }, sweep.axes[1]],
      };
      const spec = fileWith(join(at, "sweep.json"), long);
      const out = join(at, "long.zarr");
      let told = "";
      const interrupted = await command(["run", spec, "--out", out, "--engine", "reference", "--json"], {
        during: (child) =>
          child.stdout?.on("data", (text: string) => {
            told += text;
            if (told.includes('"kept"')) child.kill(signal);
          }),
      });
      expect(interrupted.code).toBe(code);
      expect(interrupted.stderr).toMatch(
        /^interrupted; \d+ of 2000 points are kept in .*; to go on: .*run --resume --out .*long\.zarr\n$/,
      );
      const after = await surveyed(await DiskFolder.open(out));
      expect(after?.damaged).toEqual([]);
      const points = Number(/interrupted; (\d+)/.exec(interrupted.stderr)?.[1]);
      expect(after?.done.size).toBe(points / 4);
      expect(points).toBeGreaterThan(0);
      expect((await filesOf(await DiskFolder.open(out))).length).toBe(1 + 4 + 2 + 2 * (points / 4));
    },
  );

  it("refuses a store behind links, and more networks in memory than there is room for", {
    timeout: TIMEOUT,
  }, async () => {
    const { at, out } = await kept();
    const secret = fileWith(join(at, "secret"), "secret");
    rmSync(join(out, "loss/c/0/0"));
    symlinkSync(secret, join(out, "loss/c/0/0"));
    const linked = await inProcess("run", ["--resume", "--out", out]);
    expect(linked).toMatchObject({ code: 2, stderr: expect.stringMatching(/it is a link/) });
    const many = fileWith(join(at, "many.json"), {
      axes: [
        { param: "init.recurrent.gain", from: 0, to: 3, count: 20000 },
        { param: "init.bias", from: 0, to: 1, count: 20000 },
      ],
    });
    const large = await inProcess("run", [many, "--out", join(at, "large")]);
    expect(large).toMatchObject({ code: 2, stderr: expect.stringMatching(/ends in \.zarr/) });
  });
});
