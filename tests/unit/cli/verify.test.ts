// `verify` and `export` on a store as it was written, damaged, and falsified with a checksum that fits.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DiskFolder } from "../../../src/cli/diskFolder.ts";
import { bytesSource } from "../../../src/store/byteSource.ts";
import { pngText } from "../../../src/store/figure/png/pngText.ts";
import { seal } from "../../../src/store/zarr/chunkFile.ts";
import { readZarr } from "../../../src/store/zarr/open.ts";
import { openZip } from "../../../src/store/zip/open.ts";
import { fileWith, folder } from "./command.ts";
import { inProcess } from "./inProcess.ts";
import { filesOf } from "./keptTiles.ts";

const TIMEOUT = 60_000;

const sweep = {
  name: "kept",
  model: { hidden: 2 },
  axes: [
    { param: "model.activation", values: ["tanh", "relu"] },
    { param: "init.recurrent.gain", from: 0.5, to: 1, count: 6 },
    { param: "task.unroll", from: 1, to: 10, count: 4 },
  ],
  metrics: ["logGradientRatio", "loss"],
};

async function kept() {
  const at = folder();
  const out = join(at, "kept.zarr");
  const words = [fileWith(join(at, "sweep.json"), sweep), "--out", out, "--engine", "reference", "--quiet"];
  expect(await inProcess("run", words)).toMatchObject({ code: 0 });
  return { at, out };
}

function flipped(path: string): void {
  const bytes = readFileSync(path);
  bytes[9] ^= 4;
  writeFileSync(path, bytes);
}

/** A number changed by someone who knows how to compute a checksum. */
function falsified(path: string): void {
  const bytes = new Uint8Array(readFileSync(path));
  const view = new DataView(bytes.buffer);
  view.setFloat32(8, view.getFloat32(8, true) * 1.01, true);
  writeFileSync(path, seal(bytes));
}

const chunkOf = (out: string, metric: string) => join(out, metric, "c/0/0/0");

describe("verify", () => {
  it("agrees with an honest store, names a damaged chunk (1), and tells a falsified one (3)", {
    timeout: TIMEOUT,
  }, async () => {
    const { out } = await kept();
    const honest = await inProcess("verify", [out]);
    expect(honest).toMatchObject({ code: 0, stderr: "" });
    expect(honest.stdout).toMatch(/^2 of 2 tiles are there, and every checksum fits\n/);
    expect(honest.stdout).toMatch(/48 of 48 networks recomputed/);
    const before = readFileSync(chunkOf(out, "loss"));

    flipped(chunkOf(out, "loss"));
    const damaged = await inProcess("verify", [out]);
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toMatch(
      /kept\.zarr\/loss\/c\/0\/0\/0 is damaged: its checksum does not fit its numbers\n.*run --resume --out /,
    );
    const asJson = await inProcess("verify", [out, "--json"]);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      report: null,
      chunks: { damaged: [{ path: "loss/c/0/0/0" }] },
    });

    // Resuming mends it, and then it is believed again.
    expect(await inProcess("run", ["--resume", "--out", out, "--quiet"])).toMatchObject({ code: 0 });
    expect(readFileSync(chunkOf(out, "loss"))).toEqual(before);
    expect((await inProcess("verify", [out, "--points", "0"])).code).toBe(0);

    falsified(chunkOf(out, "loss"));
    const wrong = await inProcess("verify", [out, "--json"]);
    expect(wrong.code).toBe(3);
    const { chunks, report } = JSON.parse(wrong.stdout);
    expect(chunks).toEqual({ tiles: 2, done: 2, missing: 0, damaged: [] });
    expect(report).toMatchObject({
      verdict: "disagrees",
      disagreeing: 1,
      disagreements: [{ metric: "loss" }],
    });
    // The checksums alone do not see it: that is what the sample is for.
    expect((await inProcess("verify", [out, "--points", "0"])).code).toBe(0);
  });

  it("refuses what is no store, with all mistakes at once", async () => {
    const at = folder();
    const { code, stderr } = await inProcess("verify", [at, "--points", "-1", "--seed", "x"]);
    expect({ code, lines: stderr.split("\n").length - 1 }).toEqual({ code: 2, lines: 3 });
    expect(stderr).toContain("--points: given");
  });
});

describe("export", () => {
  it("writes every format, never over a file unasked", { timeout: TIMEOUT }, async () => {
    const { at, out } = await kept();
    const to = (name: string) => join(at, name);
    const results = await readZarr(await DiskFolder.open(out));
    if (!results.ok) throw new Error(JSON.stringify(results.mistakes));
    const loss = await results.value.read("loss", { start: [0, 0, 0, 0], count: [2, 6, 4, 1] });

    for (const format of ["png", "svg", "csv", "zip"]) {
      const { code, stderr } = await inProcess("export", [
        out,
        "--format",
        format,
        "--out",
        to(`a.${format}`),
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: `wrote ${to(`a.${format}`)}\n` });
    }
    expect(await inProcess("export", [out, "--format", "npy", "--out", to("arrays")])).toMatchObject({
      code: 0,
    });
    const npy = readFileSync(to("arrays/loss.npy"));
    expect(npy.toString("latin1", 0, 80)).toContain("'<f4', 'fortran_order': False, 'shape': (2, 6, 4)");
    expect(npy.subarray(-4).readFloatLE()).toBe(loss[47]);
    expect(
      JSON.parse(pngText(new Uint8Array(readFileSync(to("a.png")))).get("vanishing-point:spec") ?? ""),
    ).toEqual(results.value.spec);
    expect(readFileSync(to("a.svg"), "utf8")).toMatch(/^<svg|^<\?xml/);
    expect(readFileSync(to("a.csv"), "utf8").split("\r\n")).toHaveLength(1 + 48 + 1);
    const zip = await openZip(bytesSource(new Uint8Array(readFileSync(to("a.zip")))));
    if (!zip.ok) throw new Error(JSON.stringify(zip.mistakes));
    expect(await filesOf(zip.value)).toEqual(await filesOf(await DiskFolder.open(out)));

    const again = await inProcess("export", [out, "--format", "csv", "--out", to("a.csv")]);
    expect(again).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/there already; allowed: another name, or --force/),
    });
    const slice = ["--slice", "model.activation=1,task.unroll=3", "--metric", "loss"];
    const forced = await inProcess("export", [
      out,
      "--format",
      "csv",
      "--out",
      to("a.csv"),
      "--force",
      ...slice,
    ]);
    expect(forced.code).toBe(0);
    const rows = readFileSync(to("a.csv"), "utf8").trimEnd().split("\r\n");
    expect(rows[0]).toBe("model.activation,init.recurrent.gain,task.unroll,loss");
    expect(rows.slice(1).map((row) => Math.fround(Number(row.split(",")[3])))).toEqual(
      Array.from({ length: 6 }, (_, k) => loss[24 + 4 * k + 3]),
    );
    const piped = await inProcess("export", [out, "--format", "csv", "--out", "-", ...slice]);
    expect(piped).toEqual({ code: 0, stdout: readFileSync(to("a.csv"), "utf8"), stderr: "" });
  });

  it("fails loudly on a damaged store and writes nothing; says what is missing of an unfinished one", {
    timeout: TIMEOUT,
  }, async () => {
    const { at, out } = await kept();
    flipped(chunkOf(out, "loss"));
    for (const format of ["png", "svg", "csv", "zip", "npy"]) {
      const target = join(at, `damaged.${format}`);
      const { code, stderr } = await inProcess("export", [
        out,
        "--format",
        format,
        "--out",
        target,
        ...(format === "npy" ? ["--metric", "loss"] : []),
      ]);
      expect({ format, code }).toEqual({ format, code: 1 });
      expect(stderr).toMatch(/loss\/c\/0\/0\/0 is damaged: .*\n.*run --resume --out /);
      expect(existsSync(target)).toBe(false);
    }
  });

  it("refuses options that do not fit, all at once", { timeout: TIMEOUT }, async () => {
    const { out } = await kept();
    const lines = async (...words: string[]) =>
      (await inProcess("export", [out, ...words])).stderr.trimEnd().split("\n");
    expect(await lines()).toEqual(["--format: given nothing; allowed: npy, csv, png, svg, zip"]);
    expect(await lines("--format", "zip", "--metric", "lass", "--slice", "x=1")).toHaveLength(3);
    expect(await lines("--format", "csv", "--slice", "task.unroll=4,seed=0")).toEqual([
      '--slice task.unroll: given "4"; allowed: an integer from 0 to 3',
      '--slice: given "seed=0"; allowed: DIMENSION=INDEX with commas between, of model.activation, init.recurrent.gain, task.unroll',
    ]);
    expect((await lines("--format", "png", "--slice", "task.unroll=1"))[0]).toMatch(
      /a dimension of the map itself; allowed: only model\.activation$/,
    );
    expect((await lines("--format", "npy", "--out", "a.npy"))[0]).toMatch(
      /^--out: given a\.npy; allowed: a folder/,
    );
  });
});
