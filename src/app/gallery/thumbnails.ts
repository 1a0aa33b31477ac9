// The queue of thumbnails: those in sight are computed one after the other, once per visit, and while the page's own sweep
// runs they rest most of the time, so that it is hardly slowed.

import { type Signal, signal } from "@preact/signals";
import type { Lab } from "../../lab/connect.ts";
import type { ThumbnailEvent } from "../../lab/thumbnail.ts";
import { MemoryStore } from "../../store/memory.ts";
import { type PresetName, presets } from "../presets/index.ts";
import { presetSpec } from "../presets/open.ts";
import { presetGroups } from "../presets/preset.ts";
import type { Page } from "../state/page.ts";
import { smallSpec } from "./smallSpec.ts";

/** How far a thumbnail is. */
export interface Thumbnail {
  readonly state: Signal<"waiting" | "computing" | "done" | "failed">;
  /** What is there of it. */
  readonly store: Signal<MemoryStore | null>;
  /** Counts the times that new values came. */
  readonly news: Signal<number>;
}

/** A sweep that runs beside the gallery keeps the machine for so many times as long as a thumbnail took. */
const REST = 4;

/** All presets as they stand in the gallery. */
const inOrder = Object.keys(presetGroups).flatMap((group) =>
  (Object.keys(presets) as PresetName[]).filter((name) => presets[name].group === group),
);

export class Thumbnails {
  private readonly all = new Map<PresetName, Thumbnail>();
  private readonly wanted = new Set<PresetName>();
  private isWorking = false;

  constructor(private readonly page: Page) {}

  /** A preset's thumbnail, whether it is there yet or not. */
  of(name: PresetName): Thumbnail {
    const known = this.all.get(name);
    if (known !== undefined) return known;
    const made: Thumbnail = { state: signal("waiting"), store: signal(null), news: signal(0) };
    this.all.set(name, made);
    return made;
  }

  /** Whether it is in sight: one that is gets its turn, one that no longer is gives it up. */
  see(name: PresetName, isInSight: boolean): void {
    if (!isInSight || this.of(name).state.value === "done") this.wanted.delete(name);
    else this.wanted.add(name);
    if (!this.isWorking) void this.work();
  }

  /** Nobody looks any more: what is under way is given up. */
  leave(): void {
    this.wanted.clear();
    void this.page.lab.then((lab) => lab.cancelThumbnail());
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    const lab = await this.page.lab;
    for (let next = this.next(); next !== undefined; next = this.next()) {
      const start = performance.now();
      await this.compute(lab, next);
      this.wanted.delete(next);
      const { phase } = this.page.run.status.peek();
      const isBusy = phase === "running" || this.page.bench.isRunning.peek();
      const rest = isBusy ? REST * (performance.now() - start) : 0;
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    this.isWorking = false;
  }

  /** The uppermost in sight. */
  private next(): PresetName | undefined {
    return inOrder.find((name) => this.wanted.has(name));
  }

  private async compute(lab: Lab, name: PresetName): Promise<void> {
    const { state, store, news } = this.of(name);
    state.value = "computing";
    const take = (event: ThumbnailEvent) => {
      if (event.kind === "planned") {
        store.value = new MemoryStore(event.plan);
        return;
      }
      if (event.kind === "chunk") store.value?.put(event.chunk);
      else store.value?.preview(event.chunk);
      news.value++;
    };
    try {
      await lab.thumbnail(smallSpec(presetSpec(name)), take);
      state.value = "done";
    } catch {
      // Cancelled because nobody looks any more, it waits for the next look; anything else will not get better by trying.
      state.value = this.wanted.has(name) ? "failed" : "waiting";
    }
  }
}

const known = new WeakMap<Page, Thumbnails>();

/** The thumbnails of a page: they stay as long as it does. */
export function thumbnailsOf(page: Page): Thumbnails {
  const at = known.get(page) ?? new Thumbnails(page);
  known.set(page, at);
  return at;
}
