// The Zarr store by its own interface: what was put comes back, box by box and tile by tile, whatever the sweep, the chunks and
// the order; and the same results are the same bytes.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import type { Box } from "../../src/store/results.ts";
import type { ZarrLayout } from "../../src/store/zarr/layout.ts";
import { createZarr, type ZarrStore } from "../../src/store/zarr/store.ts";
import {
  anySweep,
  boxesOf,
  facts,
  filesOf,
  filled,
  layout,
  metricsOfBox,
  positionsOf,
  reopened,
  sweeps,
  valueAt,
  whole,
} from "./zarrSweeps.ts";

/** A box of a sweep by fractions of each dimension. */
function boxAt({ shape }: ZarrLayout, shares: readonly (readonly [number, number])[]): Box {
  const start = shape.map((length, d) => Math.floor(shares[d][0] * length));
  return { start, count: shape.map((length, d) => Math.floor(shares[d][1] * (length - start[d] + 1))) };
}

const shares = fc.array(
  fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.double({ min: 0, max: 0.999, noNaN: true })),
  { minLength: 7, maxLength: 7 },
);

/** How a metric's numbers at the positions of a box come back: as float32, which outcomes are as well. */
const kept = (metric: ZarrStore["metrics"][number], box: Box) =>
  Float64Array.from(positionsOf(box), (at) => Math.fround(valueAt(metric, at)));

describe("a Zarr store", { timeout: 60_000 }, () => {
  it("gives back what was put, whatever the sweep, the chunks and the box", async () => {
    let cut = 0;
    await fc.assert(
      fc.asyncProperty(anySweep, shares, async (sweep, at) => {
        const { folder } = await filled(sweep);
        const store = await reopened(folder);
        expect(store.spec).toEqual(sweep.spec);
        expect({ axes: store.axes, shape: store.shape, chunkShape: store.chunkShape }).toEqual({
          axes: sweep.axes,
          shape: sweep.shape,
          chunkShape: sweep.chunkShape,
        });
        const box = boxAt(sweep, at);
        for (const metric of store.metrics) {
          expect(await store.read(metric, box)).toEqual(kept(metric, box));
          expect(await store.read(metric, whole(sweep))).toEqual(kept(metric, whole(sweep)));
        }
        const boxes = boxesOf(sweep);
        if (boxes.length > 2) cut++;
        for (const tile of boxes.slice(0, 3)) {
          const metrics = await store.readTile(tile);
          expect(metrics).toEqual(
            Object.fromEntries(store.metrics.map((metric) => [metric, kept(metric, tile)])),
          );
        }
        expect((await store.survey(boxes)).done).toEqual([...boxes.keys()]);
      }),
      { numRuns: 60 },
    );
    // Control: many of the random sweeps were cut into chunks at all.
    expect(cut).toBeGreaterThan(20);
  });

  it("would be caught with two boxes taken for each other (control)", async () => {
    const sweep = sweeps["two axes and replicates, ragged"];
    const { store } = await filled(sweep);
    const [a, b] = boxesOf(sweep);
    await store.put(a, metricsOfBox(store.metrics, { ...b, count: a.count }));
    expect(await store.read("loss", whole(sweep))).not.toEqual(kept("loss", whole(sweep)));
  });

  it("is the same bytes whatever the order of the tiles, and after it was opened again in between", async () => {
    for (const sweep of Object.values(sweeps)) {
      const once = await filesOf((await filled(sweep)).folder);
      const backwards = await filesOf((await filled(sweep, (boxes) => boxes.toReversed())).folder);
      expect(backwards).toEqual(once);

      const folder = new MemoryFolder();
      await createZarr(folder, sweep, facts);
      const boxes = boxesOf(sweep);
      for (const [n, box] of boxes.entries()) {
        const store = await reopened(folder);
        if (n === 0) await store.setEngines(store.facts.engines);
        await store.put(box, metricsOfBox(store.metrics, box));
      }
      expect(await filesOf(folder)).toEqual(once);
      // Control: one number that differs is seen.
      const { store } = await filled(sweep);
      const altered = metricsOfBox(store.metrics, boxes[0]);
      const values = altered[store.metrics[0]];
      if (values !== undefined) values[0] = values[0] === 1 ? 2 : 1;
      const other = new MemoryFolder(await filesOf(folder));
      await (await reopened(other)).put(boxes[0], altered);
      expect(await filesOf(other)).not.toEqual(once);
    }
  });

  it("writes every NaN as one pattern, and fills the chunks at the edge up with it", async () => {
    const folder = new MemoryFolder();
    const store = await createZarr(folder, layout({ replicates: 5, metrics: ["loss"] }, [4]), facts);
    const payload = new Float64Array(1);
    new DataView(payload.buffer).setBigUint64(0, 0xfff8_dead_beef_1234n, true);
    await store.put({ start: [4], count: [1] }, { loss: payload });
    const file = (await filesOf(folder)).get("loss/c/1");
    expect(file?.length).toBe(4 * 4 + 4);
    expect([...new Uint32Array(file?.buffer.slice(0, 16) ?? new ArrayBuffer(0))]).toEqual(
      Array(4).fill(0x7fc00000),
    );
  });

  it("gives NaN where nothing is kept yet, and takes a chunk full of NaN for done", async () => {
    const sweep = sweeps["two axes, ragged"];
    const store = await createZarr(new MemoryFolder(), sweep, facts);
    const boxes = boxesOf(sweep);
    const [first, second] = boxes;
    expect(await store.readTile(first)).toBe("missing");
    expect(await store.read("loss", first)).toEqual(new Float64Array(6).fill(Number.NaN));
    const nothing = new Float64Array(6).fill(Number.NaN);
    await store.put(first, { loss: nothing, "logGradientNorm.input": nothing });
    expect(await store.readTile(first)).toEqual({ loss: nothing, "logGradientNorm.input": nothing });
    const survey = await store.survey(boxes);
    expect(survey.done).toEqual([0]);
    expect(survey.missing).toEqual(boxes.flatMap((_, n) => (n > 0 ? [n] : [])));
    expect(await store.readTile(second)).toBe("missing");
  });

  it("reads what was put a moment ago, also where it read something else there before", async () => {
    const sweep = sweeps["two axes, ragged"];
    const { store } = await filled(sweep);
    const [box] = boxesOf(sweep);
    const before = await store.read("loss", box);
    const again = metricsOfBox(store.metrics, box);
    again.loss?.fill(7);
    await store.put(box, again);
    expect(await store.read("loss", box)).toEqual(new Float64Array(6).fill(7));
    expect(before).toEqual(kept("loss", box));
  });

  it("refuses results that are none of its tiles', lack a metric or are no outcome", async () => {
    const store = await createZarr(new MemoryFolder(), sweeps["names, seeds and training"], facts);
    const box = boxesOf(sweeps["names, seeds and training"])[0];
    const metrics = metricsOfBox(store.metrics, box);
    await expect(store.put({ ...box, start: [0, 1, 0, 0] }, metrics)).rejects.toThrow("none of the chunks");
    await expect(store.put({ ...box, count: [1, 3, 1, 1] }, metrics)).rejects.toThrow("none of the chunks");
    await expect(store.put({ start: [], count: [] }, metrics)).rejects.toThrow("none of the chunks");
    const { finalLoss: _, ...lacking } = metrics;
    await expect(store.put(box, lacking)).rejects.toThrow("lack the metric finalLoss");
    await expect(store.put(box, { ...metrics, finalLoss: new Float64Array(3) })).rejects.toThrow(
      "3 numbers for 4 points",
    );
    for (const none of [-1, 5, 2.5, 255, Number.POSITIVE_INFINITY]) {
      const outcome = new Float64Array(4).fill(none);
      await expect(store.put(box, { ...metrics, outcome })).rejects.toThrow(`${none} is no outcome`);
    }
    await store.put(box, metrics);
  });

  it("refuses to read a metric or a box that it has not", async () => {
    const { store } = await filled(sweeps["two axes, ragged"]);
    const count = [1, 1, 1];
    await expect(store.read("lyapunov", { start: [0, 0, 0], count })).rejects.toThrow("no metric lyapunov");
    for (const start of [
      [-1, 0, 0],
      [7, 0, 0],
      [0.5, 0, 0],
      [0, 0],
      [Number.NaN, 0, 0],
    ]) {
      await expect(store.read("loss", { start, count })).rejects.toThrow("is not within 7 × 5 × 1");
    }
    expect((await store.read("loss", { start: [7, 5, 1], count: [0, 0, 0] })).length).toBe(0);
  });

  it("tells how far a survey is, tile by tile", async () => {
    const sweep = sweeps["two axes and replicates, ragged"];
    const { store } = await filled(sweep);
    const boxes = boxesOf(sweep);
    const told: number[] = [];
    await store.survey(boxes, (looked, all) => told.push(looked / all));
    expect(told).toEqual(boxes.map((_, n) => (n + 1) / boxes.length));
  });
});
