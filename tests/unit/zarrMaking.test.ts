// How a Zarr store comes to be: in an empty folder, its last file last; what is written in part does not count, and who computed
// it is noted beside what others added.

import { describe, expect, it } from "vitest";
import { FolderFull } from "../../src/store/folder.ts";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import { layoutOf } from "../../src/store/zarr/layout.ts";
import { openZarr, readZarr } from "../../src/store/zarr/open.ts";
import { createZarr } from "../../src/store/zarr/store.ts";
import { planSweep } from "../../src/sweep/plan.ts";
import { boxesOf, facts, filled, metricsOfBox, reopened, sweeps } from "./zarrSweeps.ts";

describe("making a Zarr store", { timeout: 60_000 }, () => {
  it("is made in an empty folder only, and out of chunks that a plan may have", async () => {
    const { folder, store } = await filled(sweeps["no dimension"]);
    await expect(createZarr(folder, sweeps["no dimension"], facts)).rejects.toThrow(
      /not empty \(\d+ files, .* or resume/,
    );
    expect(store.metrics).toEqual(["loss"]);
    const two = sweeps["names, seeds and training"];
    for (const chunkShape of [
      [2, 4, 1, 1],
      [1, 0, 1, 1],
      [1, 8, 1, 1],
      [1, 2.5, 1, 1],
      [1, 4, 1],
    ]) {
      const made = createZarr(new MemoryFolder(), { ...two, chunkShape }, facts);
      await expect(made).rejects.toThrow("chunkShape: given");
    }
  });

  it("is no store before its last file is written", async () => {
    const sweep = sweeps["two axes and replicates, ragged"];
    const complete = new MemoryFolder();
    await createZarr(complete, sweep, facts);
    const files = (await complete.list()).length;
    for (let most = 0; most <= files; most++) {
      const folder = new ShortFolder(most);
      const made = createZarr(folder, sweep, facts);
      if (most < files) await expect(made).rejects.toThrow(FolderFull);
      else await made;
      expect((await openZarr(folder)).ok).toBe(most === files);
    }
  });

  it("does not count a tile as done of which only some metrics were written", async () => {
    const sweep = sweeps["two axes, ragged"];
    const folder = new ShortFolder(1000);
    const store = await createZarr(folder, sweep, facts);
    const boxes = boxesOf(sweep);
    folder.left = 1;
    await expect(store.put(boxes[0], metricsOfBox(store.metrics, boxes[0]))).rejects.toThrow(FolderFull);
    expect(await store.readTile(boxes[0])).toBe("missing");
    expect((await store.survey(boxes)).done).toEqual([]);
  });

  it("notes another engine, keeps what somebody added to its attributes, and is read without being written", async () => {
    const { folder } = await filled(sweeps["two axes, ragged"]);
    const text = new TextDecoder().decode((await folder.read("zarr.json")) ?? undefined);
    const group = JSON.parse(text);
    group.attributes = { ...group.attributes, title: "mine", note: { by: "me" } };
    await folder.write("zarr.json", new TextEncoder().encode(JSON.stringify(group)));
    const store = await reopened(folder);
    const engines = [...store.facts.engines, { name: "reference", description: "two threads" }];
    await store.setEngines(engines);
    const read = await readZarr(folder);
    expect(read.ok && read.value.facts).toEqual({ ...facts, engines });
    const after = JSON.parse(new TextDecoder().decode((await folder.read("zarr.json")) ?? undefined));
    expect(after.attributes).toMatchObject({ title: "mine", note: { by: "me" } });
  });

  it("has the axes of the plan", () => {
    const { spec } = sweeps["four dimensions"];
    const limits = { maxNetworks: 10, maxCost: 1e9, costPerNetwork: 1, costPerStep: 1 };
    const plan = planSweep(spec, () => limits);
    const { axes, shape } = layoutOf(spec, []);
    expect({ axes, shape }).toEqual({ axes: plan.axes, shape: plan.shape });
  });
});

/** A folder with room for so many files more. */
class ShortFolder extends MemoryFolder {
  constructor(public left: number) {
    super();
  }

  override async write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.left-- <= 0) throw new FolderFull("no room");
    await super.write(path, bytes);
  }
}
