// The exports of the page: what is on the map as a picture, a table, an array, a store, a spec, a link, or a few lines of Python.

import { signal } from "@preact/signals";
import program from "../../../package.json" with { type: "json" };
import { fetched } from "../../lab/fetched.ts";
import type { ExportKind, ExportOrder } from "../../lab/share/export.ts";
import { fileName } from "../../lab/share/fileName.ts";
import { type ExportSource, pageSource } from "../../lab/share/pageSource.ts";
import { isNamed } from "../../store/figure/colours.ts";
import { formatBytes, formatCount, formatShare } from "../../store/figure/format.ts";
import { MemoryStore } from "../../store/memory.ts";
import { memoryResults } from "../../store/memoryResults.ts";
import { messageOf } from "../../sweep/mistakes.ts";
import type { View } from "../../sweep/view.ts";
import type { MapState } from "../map/mapState.ts";

/** What is copied instead of saved. */
export type CopyKind = "link" | "python";

/** Sweeps with more networks are read from where they are kept, if they are: the page holds no more than it shows of them. */
const MOST_IN_MEMORY = 2 ** 20;

/** How the export at hand goes. */
export type ExportProgress =
  | { readonly kind: "none" }
  | { readonly kind: "busy" | "done" | "failed"; readonly text: string }
  /** The clipboard was not lent: the text is shown instead. */
  | { readonly kind: "by hand"; readonly text: string };

const ofMaps = new WeakMap<MapState, Exporting>();

/** The exports of a map: the same for all that show them. */
export function exportingOf(map: MapState): Exporting {
  const exporting = ofMaps.get(map) ?? new Exporting(map);
  ofMaps.set(map, exporting);
  return exporting;
}

export class Exporting {
  readonly progress = signal<ExportProgress>({ kind: "none" });
  private asked = 0;

  constructor(readonly map: MapState) {}

  /** Whether results are still missing, as the files' names then say. */
  get isPartial(): boolean {
    const { done, networks } = this.map.page.run.status.value;
    return done < networks;
  }

  /** Whether there are results at all. */
  get hasResults(): boolean {
    return this.map.page.run.store.value !== null;
  }

  /** The name of a file. */
  nameOf(kind: ExportKind | "json"): string {
    const { page } = this.map;
    const spec = page.spec.value;
    if (kind === "json") return fileName(spec, ["json"]);
    if (kind === "zarr.zip" || kind === "csv") return fileName(spec, [kind], this.isPartial);
    const ending = kind === "view.csv" ? "csv" : kind;
    return fileName(spec, [page.metric.value, ending], this.isPartial);
  }

  /** Makes a file beside the page, and saves it. */
  async save(kind: ExportKind): Promise<void> {
    const { page } = this.map;
    const source = this.source();
    if (source === null) return;
    this.asked++;
    const request = this.asked;
    const name = this.nameOf(kind);
    const tell = (progress: ExportProgress) => {
      if (request === this.asked) this.progress.value = progress;
    };
    tell({ kind: "busy", text: `${name} is being made…` });
    const { engine, keptId } = page.run.status.value;
    const order: ExportOrder = {
      kind,
      view: this.view(),
      isPartial: this.isPartial,
      precision: source.kind === "kept" ? "float32" : "float64",
      keptId,
      facts: {
        program: program.name,
        version: program.version,
        engines: engine === null ? [] : [{ name: engine.name, description: engine.description }],
      },
    };
    const missing = this.missingText();
    try {
      const lab = await page.lab;
      const told = (share: number) =>
        tell({ kind: "busy", text: `${name} is being made: ${formatShare(share)}` });
      const blob = await lab.export(source, order, told);
      if (request !== this.asked) return;
      saveAs(name, blob);
      tell({ kind: "done", text: `${name}, ${formatBytes(blob.size)}, is saved${missing}.` });
    } catch (error) {
      tell({ kind: "failed", text: `${name} could not be made: ${messageOf(error)}` });
    }
  }

  /** Saves the spec. */
  saveSpec(): void {
    this.asked++;
    const { spec } = this.map.page;
    const name = this.nameOf("json");
    saveAs(name, new Blob([`${JSON.stringify(spec.value, null, 2)}\n`], { type: "application/json" }));
    this.progress.value = { kind: "done", text: `${name} is saved.` };
  }

  /** Copies the permalink, or the lines of Python that go with the Zarr zip. */
  async copy(kind: CopyKind): Promise<void> {
    this.asked++;
    let text: string;
    try {
      text = kind === "link" ? this.map.page.permalink() : await this.python();
    } catch (error) {
      this.progress.value = { kind: "failed", text: `The Python could not be written: ${messageOf(error)}.` };
      return;
    }
    try {
      await navigator.clipboard.writeText(text);
      const copied =
        kind === "link"
          ? "The link is copied."
          : `The Python is copied; it opens ${this.nameOf("zarr.zip")}, which “Zarr” saves.`;
      this.progress.value = { kind: "done", text: copied };
    } catch {
      // Without a secure context or the permission.
      this.progress.value = { kind: "by hand", text };
    }
  }

  dismiss(): void {
    this.asked++;
    this.progress.value = { kind: "none" };
  }

  private async python(): Promise<string> {
    const { page, colours } = this.map;
    const { pythonOf } = await fetched(() => import("../../lab/share/python.ts"));
    return pythonOf({
      spec: page.spec.value,
      view: this.view(),
      limits: colours.limits.value,
      file: this.nameOf("zarr.zip"),
      permalink: page.permalink(),
    });
  }

  /** What the map shows, with the very ends of its colours. */
  private view(): View {
    const { page, colours, quantity } = this.map;
    const view = { ...page.view.value, metric: page.metric.value };
    return isNamed(quantity.value.scale) ? view : { ...view, limits: colours.limits.value };
  }

  private source(): ExportSource | null {
    const { store, status } = this.map.page.run;
    const { keptId, networks } = status.value;
    // Of a sweep whose points share pixels the page has only means and maxima.
    const isWhole = store.value instanceof MemoryStore;
    if (keptId !== null && (networks > MOST_IN_MEMORY || !isWhole)) return { kind: "kept", id: keptId };
    return store.value instanceof MemoryStore ? pageSource(memoryResults(store.value)) : null;
  }

  private missingText(): string {
    const { done, networks } = this.map.page.run.status.value;
    return done < networks
      ? `; it is partial: ${formatCount(done)} of ${formatCount(networks)} networks are done, the others are NaN or left out`
      : "";
  }
}

function saveAs(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // A large file is still being copied when the click returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
