// How far a bench is, on standard error: a line per figure, and on a terminal the line of what is being done.

import { caseName } from "../lab/bench/cases.ts";
import { labelOf, wordsFor } from "../lab/bench/columns.ts";
import { type BenchEvent, grown } from "../lab/bench/events.ts";
import { engineLine } from "../lab/bench/markdown.ts";
import { measureText } from "../lab/bench/numbers.ts";
import type { BenchReport } from "../lab/bench/report.ts";
import { Exit } from "./exit.ts";

/** Keeps the report as it grows, and tells how far it is on standard error. */
export class BenchProgress {
  private report: BenchReport | null = null;
  private failure: string | null = null;
  private share = 0;

  take(event: BenchEvent): void {
    this.report = grown(this.report, event);
    if (event.kind === "started") for (const engine of event.report.engines) say(engineLine(engine));
    else if (event.kind === "doing") this.doing(event);
    else if (event.kind === "figure") {
      const { figure } = event;
      const what = wordsFor(figure);
      const speed = figure.outcome === "timed" ? `${measureText(figure.networksPerSecond)} networks/s` : what;
      say(
        `${this.percent()}  ${caseName(figure)} on ${labelOf(this.report?.engines ?? [], figure.engine)}: ${speed}`,
      );
    } else if (event.kind === "failed") this.failure = event.message;
  }

  /** @throws Exit where there is no whole report */
  finished(): BenchReport {
    if (this.failure !== null) throw new Exit(1, [this.failure]);
    if (this.report?.complete !== true) throw new Exit(1, ["the bench ended before it was done"]);
    return this.report;
  }

  private doing({ what, label, case: one, share }: Extract<BenchEvent, { kind: "doing" }>): void {
    this.share = share;
    if (process.stderr.isTTY !== true) return;
    const line = `${this.percent()}  ${caseName(one)} on ${label}: ${what}`;
    process.stderr.write(`\r${line.slice(0, (process.stderr.columns || 80) - 1)}\x1b[K`);
  }

  private percent(): string {
    return `${String(Math.floor(100 * this.share)).padStart(3)} %`;
  }
}

function say(line: string): void {
  process.stderr.write(`${process.stderr.isTTY === true ? "\r\x1b[K" : ""}${line}\n`);
}
