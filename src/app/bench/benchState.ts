// The bench on the page: the one that runs, the reports that were opened from files, and which of them is shown.

import { batch, computed, signal } from "@preact/signals";
import program from "../../../package.json" with { type: "json" };
import type { BenchChoice } from "../../lab/bench/cases.ts";
import { type BenchEvent, grown } from "../../lab/bench/events.ts";
import type { BenchReport } from "../../lab/bench/report.ts";
import type { Lab } from "../../lab/connect.ts";
import { fetched } from "../../lab/fetched.ts";
import type { Mistake } from "../../sweep/mistakes.ts";
import { messageOf } from "../../sweep/mistakes.ts";

/** A report with the name under which it is listed. */
export interface NamedReport {
  readonly name: string;
  readonly report: BenchReport;
}

type Phase = "idle" | "opening" | "running" | "done" | "cancelled" | "failed";

/** Two reports can be compared; a third one opened takes the place of the first. */
const MOST_REPORTS = 2;
const OWN = "this bench";

/** What a bench is at. */
export type Doing = Pick<BenchEvent & { readonly kind: "doing" }, "what" | "label" | "case">;

export class BenchState {
  readonly phase = signal<Phase>("idle");
  readonly isRunning = computed(() => this.phase.value === "opening" || this.phase.value === "running");
  /** What is being done; null while the engines are being opened. */
  readonly doing = signal<Doing | null>(null);
  /** 0 … 1 */
  readonly share = signal(0);
  readonly failure = signal("");
  readonly reports = signal<readonly NamedReport[]>([]);
  private readonly chosen = signal(0);
  /** The report that is shown, null where there is none. */
  readonly shown = computed(() => this.reports.value[this.shownAt.value] ?? null);
  readonly shownAt = computed(() => Math.min(this.chosen.value, this.reports.value.length - 1));
  /** What is wrong with the files that were opened last, by file. */
  readonly refused = signal<readonly { readonly file: string; readonly mistakes: readonly Mistake[] }[]>([]);
  private current = 0;

  constructor(private readonly lab: Promise<Lab>) {}

  /** Starts a bench; one that runs is cancelled. */
  start(choice: BenchChoice): void {
    this.current++;
    const run = this.current;
    batch(() => {
      this.phase.value = "opening";
      this.doing.value = null;
      this.share.value = 0;
      this.failure.value = "";
      this.reports.value = this.reports.value.filter(({ name }) => name !== OWN);
    });
    const environment = {
      date: new Date().toISOString(),
      labVersion: program.version,
      host: navigator.userAgent,
      machine: "",
      cores: Math.max(1, navigator.hardwareConcurrency || 1),
    };
    this.lab
      .then((lab) => lab.bench({ choice, environment }, (event) => this.take(run, event)))
      .catch((error: unknown) => {
        const message = messageOf(error);
        this.take(run, { kind: "failed", message });
      });
  }

  /** Ends a bench that runs; what it has measured stays. */
  cancel(): void {
    if (this.isRunning.value) void this.lab.then((lab) => lab.cancelBench());
  }

  show(place: number): void {
    this.chosen.value = place;
  }

  /** Reads files; those that are reports are listed, of the others all mistakes are told. */
  async open(files: readonly File[]): Promise<void> {
    const read = await Promise.all(files.map(async (file) => ({ file, parsed: await reportIn(file) })));
    batch(() => {
      this.refused.value = read.flatMap(({ file, parsed }) =>
        parsed.ok ? [] : [{ file: file.name, mistakes: parsed.mistakes }],
      );
      for (const { file, parsed } of read)
        if (parsed.ok) this.list({ name: file.name, report: parsed.value });
    });
  }

  /** Takes a report off the list; the bench that runs stays. */
  close(place: number): void {
    this.reports.value = this.reports.value.filter((_, i) => i !== place);
  }

  swap(): void {
    this.reports.value = this.reports.value.toReversed();
  }

  private take(run: number, event: BenchEvent): void {
    if (run !== this.current) return;
    batch(() => {
      const own = this.reports.value.find(({ name }) => name === OWN)?.report ?? null;
      const next = grown(own, event);
      if (next !== null && next !== own) this.list({ name: OWN, report: next });
      if (event.kind === "started") this.phase.value = "running";
      else if (event.kind === "doing") {
        this.doing.value = event;
        this.share.value = event.share;
      } else if (event.kind === "ended") this.phase.value = event.complete ? "done" : "cancelled";
      else if (event.kind === "failed") {
        this.phase.value = "failed";
        this.failure.value = event.message;
      }
    });
  }

  /** Puts a report in the place of one of its name, or behind the others, and shows it where it is new. */
  private list(named: NamedReport): void {
    const at = this.reports.value.findIndex(({ name }) => name === named.name);
    if (at >= 0) {
      this.reports.value = this.reports.value.with(at, named);
      return;
    }
    this.reports.value = [...this.reports.value, named].slice(-MOST_REPORTS);
    this.chosen.value = this.reports.value.length - 1;
  }
}

/** A report has some hundred kilobytes; whatever is much larger is none. */
const LARGEST_FILE = 20_000_000;

async function reportIn(file: File) {
  const wrong = (given: string) =>
    ({ ok: false, mistakes: [{ path: "file", given, allowed: "a bench report in JSON" }] }) as const;
  if (file.size > LARGEST_FILE) return wrong(`${file.size} bytes`);
  try {
    const { readReport } = await fetched(() => import("../../lab/bench/report.ts"));
    return readReport(await file.text());
  } catch {
    // A folder, or a file that was moved or locked since it was chosen.
    return wrong("a file that cannot be read");
  }
}
