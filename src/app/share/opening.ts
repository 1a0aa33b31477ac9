// Files from outside, wherever they were dropped or chosen: told apart by their content, handed to what they are for, and refused
// as a whole where anything is wrong with them. What the page shows stays until a file is found sound.

import { batch, signal } from "@preact/signals";
import { fetched } from "../../lab/fetched.ts";
import type { ImportSource } from "../../lab/share/importResults.ts";
import { blobSource } from "../../store/byteSource.ts";
import { formatCount, formatShare } from "../../store/figure/format.ts";
import { viewMistakes } from "../../store/figure/viewed.ts";
import type { Recognised } from "../../store/import.ts";
import { type Mistake, messageOf, type Parsed } from "../../sweep/mistakes.ts";
import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import { parseView, type View } from "../../sweep/view.ts";
import type { DroppedFile } from "../dropping.ts";
import type { SeriesFile } from "../form/series/seriesFile.ts";
import { isolated } from "../isolated.ts";
import type { Page } from "../state/page.ts";
import { keepView } from "../state/view.ts";

/** What came of the files opened last. */
export type Outcome =
  | { readonly kind: "none" }
  | { readonly kind: "busy" | "done"; readonly text: string }
  | { readonly kind: "refused"; readonly file: string; readonly mistakes: readonly Mistake[] };

/** A sweep as a file says it. */
interface SpecAndView {
  readonly spec: SweepSpec;
  readonly view: View;
}

export class Opening {
  readonly outcome = signal<Outcome>({ kind: "none" });
  private asked = 0;

  constructor(
    private readonly page: Page,
    private readonly prices: SeriesFile,
  ) {}

  /** Opens files; of several opened quickly the last ones count. */
  readonly take = (files: Promise<readonly DroppedFile[]>): void => {
    this.asked++;
    const request = this.asked;
    this.outcome.value = { kind: "none" };
    files
      .then((all) => (request === this.asked && all.length > 0 ? this.open(all, request) : undefined))
      .catch((error: unknown) => {
        const given = `what cannot be read (${messageOf(error)})`;
        this.refuse(request, "The file", [{ path: "file", given, allowed: "a file that can be read" }]);
      });
  };

  dismiss(): void {
    this.outcome.value = { kind: "none" };
  }

  private async open(files: readonly DroppedFile[], request: number): Promise<void> {
    const [{ path, file }] = files;
    if (files.some((each) => each.path.includes("/"))) {
      const sent = files.map((each) => ({ path: each.path, file: each.file }));
      return this.openResults(path.slice(0, path.indexOf("/")), { files: sent }, request);
    }
    const isBench = this.page.view.value.page === "bench";
    // Several files at once are bench reports, or nothing that belongs together.
    if (files.length > 1) return this.openReports(files);
    const { recognise, sizeMistake } = await fetched(() => import("./recognising.ts"));
    const recognised = await recognise(blobSource(file));
    if (request !== this.asked) return;
    if (!recognised.ok) {
      const [mistake] = recognised.mistakes;
      // A table that is too large is told where tables are read.
      if (sizeMistake(file.size)?.given === mistake.given) return this.openPrices(file);
      return isBench ? this.openReports(files) : this.refuse(request, path, recognised.mistakes);
    }
    return this.openKnown(recognised.value, files[0], request, isBench);
  }

  private openKnown(
    known: Recognised,
    dropped: DroppedFile,
    request: number,
    isBench: boolean,
  ): Promise<void> | void {
    const { path, file } = dropped;
    switch (known.kind) {
      case "zip":
        return this.openResults(path, { zip: file }, request);
      case "bench report":
        return this.openReports([dropped]);
      case "csv":
        return isBench ? this.openReports([dropped]) : this.openPrices(file);
      case "spec": {
        const spec = specIn(known.text);
        if (spec.ok) {
          const { page } = this;
          const { page: _, ...view } = keepView(page.view.value, page.spec.value, spec.value);
          return this.show({ spec: spec.value, view }, `The sweep of ${isolated(path)} runs.`);
        }
        return isBench ? this.openReports([dropped]) : this.refuse(request, path, spec.mistakes);
      }
      case "picture": {
        const shown = pictured(known.spec, known.view);
        return shown.ok
          ? this.show(shown.value, `The sweep of the picture ${isolated(path)} runs.`)
          : this.refuse(request, path, shown.mistakes);
      }
    }
  }

  private async openResults(name: string, source: ImportSource, request: number): Promise<void> {
    const busy = (share: number) => {
      if (request !== this.asked) return;
      this.outcome.value = {
        kind: "busy",
        text: `${isolated(name)} is checked and copied: ${formatShare(share)}`,
      };
    };
    busy(0);
    const lab = await this.page.lab;
    const parsed = await lab.importResults(source, busy);
    if (request !== this.asked) return;
    if (!parsed.ok) return this.refuse(request, name, parsed.mistakes);
    const { spec, engine, description, networks, done, wasThere } = parsed.value;
    const count =
      done === networks ? formatCount(networks) : `${formatCount(done)} of ${formatCount(networks)}`;
    this.show(
      { spec, view: { engine } },
      `${isolated(name)}: ${count} networks, computed by ${engine} (${description}), ${wasThere ? "are kept here already" : "are kept now"}, and shown as they came.`,
    );
  }

  private async openReports(files: readonly DroppedFile[]): Promise<void> {
    const { page } = this;
    if (page.view.value.page !== "bench") page.goTo("bench");
    await page.bench.open(files.map(({ file }) => file));
  }

  private async openPrices(file: File): Promise<void> {
    const { page } = this;
    if (page.view.value.page !== undefined) page.goTo("map");
    await this.prices.open(file);
  }

  private show({ spec, view }: SpecAndView, text: string): void {
    batch(() => {
      this.page.openSweep(spec, view);
      this.outcome.value = { kind: "done", text };
    });
  }

  private refuse(request: number, file: string, mistakes: readonly Mistake[]): void {
    if (request === this.asked) this.outcome.value = { kind: "refused", file, mistakes };
  }
}

function specIn(text: string): Parsed<SweepSpec> {
  const value = jsonIn(text);
  return value.ok ? parseSpec(value.value) : value;
}

function pictured(specText: string, viewText: string): Parsed<SpecAndView> {
  const spec = specIn(specText);
  const given = jsonIn(viewText);
  const mistakes: Mistake[] = [...(spec.ok ? [] : spec.mistakes), ...(given.ok ? [] : given.mistakes)];
  const { page: _, ...view } = given.ok ? parseView(given.value, mistakes) : {};
  if (spec.ok) mistakes.push(...viewMistakes(spec.value, view));
  return spec.ok && mistakes.length === 0
    ? { ok: true, value: { spec: spec.value, view } }
    : { ok: false, mistakes };
}

function jsonIn(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const given = `what is not JSON (${messageOf(error).slice(0, 80)})`;
    return { ok: false, mistakes: [{ path: "file", given, allowed: "a spec as JSON" }] };
  }
}
