// The snippet for Python is Python: a small check of our own reads it everywhere, and Python itself where there is one.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pythonOf } from "../../src/lab/share/python.ts";
import type { View } from "../../src/sweep/view.ts";
import { sound } from "./draw.ts";

const gain = { param: "init.recurrent.gain", from: 0.1, to: 3, count: 7, scale: "log" };
const unroll = { param: "task.unroll", from: 1, to: 50, count: 5 };
const cell = { param: "model.cell", values: ["gru", "rnn", "lstm"] };
const rate = { param: "training.learningRate", values: [0.1, 0.3, 0.2] };
const odd = 'a "name" of\nmany \\ kinds\u2028 \ud800 🙂 # \'\'\' """';

const cases: readonly (readonly [string, object, View])[] = [
  ["two axes", { axes: [gain, unroll] }, {}],
  ["one axis", { axes: [gain] }, {}],
  ["no axis", {}, {}],
  ["a name that is no name", { name: odd, axes: [gain, unroll] }, {}],
  ["names as panels", { axes: [gain, unroll, cell] }, {}],
  ["a slice", { axes: [gain, unroll, cell] }, { panels: [], slice: [1, 0] }],
  ["outcomes", { mode: "training", axes: [gain, rate], metrics: ["outcome"] }, { metric: "outcome" }],
  ["a logarithmic metric", { mode: "training", axes: [gain, rate], metrics: ["finalLoss"] }, {}],
  ["a reduction", { axes: [gain, unroll], replicates: 3 }, { reduce: "median" }],
  [
    "a fraction",
    { mode: "training", axes: [gain, rate], replicates: 3, metrics: ["outcome"] },
    { metric: "outcome", reduce: "fraction", fraction: "stalled" },
  ],
];

const snippet = (spec: object, view: View) => {
  const whole = sound(spec);
  return pythonOf({
    spec: whole,
    view,
    limits: [0.5, 2e-7 + 3],
    file: "x.zarr.zip",
    permalink: "http://localhost/#view.metric=loss",
  });
};

/** What is wrong with a program of plain statements: a bracket or a string that is not closed on its line. */
function problemIn(program: string): string | null {
  for (const line of program.split("\n")) {
    const open: string[] = [];
    let quote = false;
    for (let i = 0; i < line.length; i++) {
      const c = line[i];
      if (quote) {
        if (c === "\\") i++;
        else if (c === '"') quote = false;
      } else if (c === '"') quote = true;
      else if (c === "#") break;
      else if ("([{".includes(c)) open.push(c);
      else if (")]}".includes(c) && open.pop() !== "([{"[")]}".indexOf(c)]) return line;
    }
    if (quote || open.length > 0 || /^\s/.test(line)) return line;
  }
  return null;
}

/** Python's own word on some programs, which it takes one by one until one is none; null where there is no Python. */
function compile(programs: readonly string[]): boolean | null {
  const folder = mkdtempSync(join(tmpdir(), "vanishing-point-"));
  try {
    const paths = programs.map((program, i) => {
      const path = join(folder, `snippet${i}.py`);
      writeFileSync(path, program);
      return path;
    });
    const { error, status } = spawnSync("python3", ["-m", "py_compile", ...paths]);
    return error === undefined ? status === 0 : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A busy machine takes seconds to start a Python. */
const PYTHON_MS = 30_000;

describe("a snippet for Python", () => {
  it.each(cases)("of %s is sound", (_, spec, view) => {
    const program = snippet(spec, view);
    expect(problemIn(program)).toBeNull();
    expect(program).toContain("xr.open_zarr(store, consolidated=False)");
  });

  it(
    "is Python to Python, and a lost bracket or quote is seen by it and by the check",
    () => {
      const programs = cases.map(([, spec, view]) => snippet(spec, view));
      const awkward = programs[3];
      const broken = [
        awkward.replace("open_zarr(store", "open_zarr store"),
        awkward.replace('"x.zarr', "x.zarr"),
      ];
      expect(broken.map((program) => problemIn(program) === null)).toEqual([false, false]);
      expect(compile(programs)).not.toBe(false);
      for (const program of broken) expect(compile([program])).not.toBe(true);
    },
    PYTHON_MS,
  );

  it("takes dotted names as keys, axes as they are spaced, and the page's colours", () => {
    const gradient = snippet({ axes: [gain, unroll, cell] }, { panels: [], slice: [1, 0] });
    expect(gradient).toContain('values = values.isel({"model.cell": 1})  # rnn');
    expect(gradient).toContain('x="init.recurrent.gain", y="task.unroll", xscale="log"');
    expect(snippet(cases[4][1], {})).toContain('assign_coords({"model.cell": ["gru", "rnn", "lstm"]})');
    expect(gradient).toContain("colors.TwoSlopeNorm(0, low, high)");
    expect(gradient).toContain('get_cmap("PuOr_r")');
    const outcomes = snippet(cases[6][1], cases[6][2]);
    expect(outcomes).toContain('ListedColormap(["#2bb58a", "#f7ec7a", "#54318c", "#ee8a1d", "#5f0f12"])');
    expect(outcomes).toContain('labels=["converged", "unfinished", "stalled", "bouncing", "diverged"]');
    expect(snippet(cases[7][1], {})).toContain("colors.LogNorm(low, high)");
  });
});
