// Two readers that are not ours open what the store wrote: zarrita, and one that takes the specification at its word. Both must
// find every number that was put, and every position of the axes.

import { describe, expect, it } from "vitest";
import * as zarr from "zarrita";
import { type MetricName, metrics } from "../../src/model/metrics/index.ts";
import type { ZarrLayout } from "../../src/store/zarr/layout.ts";
import { axisValues } from "../../src/sweep/axis.ts";
import { fieldPaths } from "../../src/sweep/fields.ts";
import { metricsOf } from "../../src/sweep/metricsOf.ts";
import { documentAt, readArray } from "./plainZarr.ts";
import { boxesOf, filesOf, filled, positionsOf, sweeps, valueAt, whole } from "./zarrSweeps.ts";

/** What a reader of the store should find of a metric: float32, and 255 for no outcome. */
function expected(sweep: ZarrLayout, metric: MetricName): number[] {
  return positionsOf(whole(sweep)).map((at) => {
    const value = valueAt(metric, at);
    if (metric === "outcome") return Number.isNaN(value) ? 255 : value;
    return Math.fround(value);
  });
}

/** The positions along an axis as a reader should find them; names by their first appearance. */
function positions(sweep: ZarrLayout, axis: number): number[] {
  const values = axisValues(sweep.spec, sweep.spec.axes[axis]);
  const names = [...new Set(values)];
  return values.map((value) => (typeof value === "number" ? value : names.indexOf(value)));
}

const cases = Object.entries(sweeps);

// Hundreds of files take seconds on a busy core.
describe("a store as others read it", { timeout: 60_000 }, () => {
  it.each(cases)("has every number and position for zarrita: %s", async (_, sweep) => {
    const files = await filesOf((await filled(sweep)).folder);
    const store = new Map([...files].map(([path, bytes]) => [`/${path}` as const, bytes]));
    const group = await zarr.open(store, { kind: "group" });
    expect(group.attrs.title).toBe(sweep.spec.name);
    for (const metric of metricsOf(sweep.spec)) {
      const array = await zarr.open(group.resolve(metric), { kind: "array" });
      const shape = sweep.spec.replicates > 1 ? sweep.shape : sweep.shape.slice(0, -1);
      expect(array.shape).toEqual(shape);
      expect(array.attrs.long_name).toBe(metrics[metric].label);
      const read = await zarr.get(array);
      // Of an array without dimensions zarrita gives the number itself.
      const data = typeof read === "object" && "data" in read ? read.data : [read];
      expect(Array.from(data as ArrayLike<number>)).toEqual(expected(sweep, metric));
    }
    for (const [d, { param }] of sweep.axes.entries()) {
      const array = await zarr.open(group.resolve(param), { kind: "array" });
      const { data } = await zarr.get(array);
      expect(Array.from(data as ArrayLike<number | bigint>, Number)).toEqual(positions(sweep, d));
    }
  });

  it.each(cases)("has every number and position by the specification's words: %s", async (_, sweep) => {
    const files = await filesOf((await filled(sweep)).folder);
    const names = [
      ...sweep.axes.map(({ param }) => param),
      ...(sweep.spec.replicates > 1 ? ["replicate"] : []),
    ];
    for (const metric of metricsOf(sweep.spec)) {
      const array = readArray(files, metric);
      expect(array.values).toEqual(expected(sweep, metric));
      expect(array.names).toEqual(names);
      expect(array.type).toBe(metric === "outcome" ? "uint8" : "float32");
    }
    for (const [d, { param }] of sweep.axes.entries()) {
      const array = readArray(files, param);
      expect(array.values).toEqual(positions(sweep, d));
      expect(array.names).toEqual([param]);
    }
    if (sweep.spec.replicates > 1) {
      expect(readArray(files, "replicate").values).toEqual([...Array(sweep.spec.replicates).keys()]);
    }
  });

  it("has no file but metadata, coordinates and one per metric and chunk", async () => {
    for (const [, sweep] of cases) {
      const files = await filesOf((await filled(sweep)).folder);
      const dimensions = sweep.axes.length + (sweep.spec.replicates > 1 ? 1 : 0);
      const metricCount = metricsOf(sweep.spec).length;
      expect(files.size).toBe(1 + 2 * dimensions + metricCount * (1 + boxesOf(sweep).length));
    }
  });

  it("repeats every array's metadata in the group, as zarr-python consolidates them", async () => {
    const files = await filesOf((await filled(sweeps["four dimensions"])).folder);
    const group = documentAt(files, "zarr.json") as {
      consolidated_metadata: { kind: string; must_understand: boolean; metadata: Record<string, unknown> };
    };
    const { kind, must_understand, metadata } = group.consolidated_metadata;
    expect({ kind, must_understand }).toEqual({ kind: "inline", must_understand: false });
    const arrays = [...files.keys()].filter((path) => path.endsWith("/zarr.json"));
    expect(
      Object.keys(metadata)
        .map((name) => `${name}/zarr.json`)
        .sort(),
    ).toEqual(arrays);
    for (const path of arrays) {
      expect(metadata[path.slice(0, -"/zarr.json".length)]).toEqual(documentAt(files, path));
    }
  });

  it("tells what outcomes and names mean", async () => {
    const files = await filesOf((await filled(sweeps["names, seeds and training"])).folder);
    expect(readArray(files, "outcome").attributes).toMatchObject({
      flag_values: [0, 1, 2, 3, 4],
      flag_meanings: "converged unfinished stalled bouncing diverged",
      _FillValue: 255,
    });
    expect(readArray(files, "model.cell").attributes).toMatchObject({
      flag_values: [0, 1],
      flag_meanings: "gru rnn",
      values: ["gru", "rnn", "gru"],
    });
    expect(readArray(files, "seed").values).toEqual([Number.MAX_SAFE_INTEGER, 0]);
  });

  it("gives every metric and axis a name that Zarr and every file system tell apart", () => {
    const spec = sweeps["no dimension"].spec;
    const names = [...Object.keys(metrics), ...fieldPaths(spec), "replicate"];
    for (const name of names) expect(name).toMatch(/^(?!__)[A-Za-z0-9_.-]*[A-Za-z0-9][A-Za-z0-9_.-]*$/);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  it("names no unit that xarray would take for one of time", () => {
    const times = /\bsince\b|^(days|hours|minutes|seconds|milliseconds|microseconds|nanoseconds)$/;
    for (const { unit } of Object.values(metrics)) expect(unit).not.toMatch(times);
    expect("days since 2000-01-01").toMatch(times);
  });
});

describe("the readers themselves (control)", () => {
  const sweep = sweeps["two axes, ragged"];

  it.each([
    ["another order of bytes", "loss/zarr.json", /little/, "big"],
    ["another shape of chunks", "loss/zarr.json", /"chunk_shape": \[\s*3,\s*2/, '"chunk_shape": [2, 3'],
    ["another key of chunks", "loss/zarr.json", /"separator": "\/"/, '"separator": "."'],
  ])("do not find the numbers under %s", async (_, path, what, instead) => {
    const files = await filesOf((await filled(sweep)).folder);
    const text = new TextDecoder().decode(files.get(path));
    expect(text).toMatch(what);
    files.set(path, new TextEncoder().encode(text.replace(what, instead)));
    const read = () => readArray(files, "loss").values;
    let same = true;
    try {
      same = JSON.stringify(read()) === JSON.stringify(expected(sweep, "loss"));
    } catch {
      same = false;
    }
    expect(same).toBe(false);
  });

  it("find a number that was altered", async () => {
    const files = await filesOf((await filled(sweep)).folder);
    const chunk = files.get("loss/c/0/0");
    if (chunk === undefined) throw new Error("no such chunk");
    chunk[1] ^= 1;
    expect(() => readArray(files, "loss")).toThrow("checksum of loss/c/0/0");
  });
});
