// Previews in the memory store: they are shown while nothing better is there, and touch nothing that is done.

import { describe, expect, it } from "vitest";
import { trainingMetrics } from "../../src/model/metrics/index.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { sound } from "./draw.ts";
import { planOf } from "./fakeEngine.ts";
import { scalarRun } from "./story.ts";

describe("the memory store", () => {
  const plan = planOf(3);
  const chunk = (tile: number, loss: number, planId = plan.id) => ({
    planId,
    tile: plan.tiles[tile],
    metrics: { loss: Float64Array.of(loss) },
  });
  const at = (store: MemoryStore) => [...(store.metrics.get("loss") ?? [])];

  it("shows a preview where nothing is done yet, and counts nothing as done by it", () => {
    const store = new MemoryStore(plan);
    expect(store.preview(chunk(1, 7))).toBe(true);
    const first = at(store).indexOf(7);
    expect(first).toBeGreaterThanOrEqual(0);
    expect([store.doneCount, store.done[first], store.shown[first]]).toEqual([0, 0, 1]);
    // The next one is newer.
    expect(store.preview(chunk(1, 6))).toBe(true);
    expect(at(store)[first]).toBe(6);
    expect(at(store).filter(Number.isNaN)).toHaveLength(2);
  });

  it("keeps what is done whatever previews come after it, and those of other plans out", () => {
    const store = new MemoryStore(plan);
    store.preview(chunk(1, 7));
    expect(store.put(chunk(1, 5))).toBe(true);
    const kept = at(store);
    expect(store.preview(chunk(1, 9))).toBe(false);
    expect(store.preview(chunk(2, 9, `${plan.id}0`))).toBe(false);
    expect(at(store)).toEqual(kept);
    expect([store.doneCount, store.shown.reduce((a, b) => a + b)]).toEqual([1, 1]);
  });

  it("keeps all metrics of a training run, whichever the sweep asks for", () => {
    const asked = sound({ ...scalarRun(1, { steps: 5 }), metrics: ["bestLoss"] });
    const store = new MemoryStore({ ...plan, spec: asked });
    expect([...store.metrics.keys()].toSorted()).toEqual(
      Object.keys(trainingMetrics)
        .filter((name) => name !== "testLoss")
        .toSorted(),
    );
    // A task that keeps sequences back from training has the loss on them besides.
    const tested = sound({ mode: "training", task: { kind: "adding" }, training: { steps: 5 } });
    expect([...new MemoryStore({ ...plan, spec: tested }).metrics.keys()]).toContain("testLoss");
    // What it asks for comes first, as on the map.
    expect([...store.metrics.keys()][0]).toBe("bestLoss");
  });
});
