// What a running bench tells: plain values that survive structuredClone, from which a report grows.

import type { BenchCase } from "./cases.ts";
import type { BenchEngineId } from "./engines.ts";
import type { BenchReport, Figure, SpeedSeries } from "./report.ts";

export type BenchEvent =
  /** The engines are open: a report without figures. */
  | { readonly kind: "started"; readonly report: BenchReport }
  | {
      readonly kind: "doing";
      readonly what: "compiling" | "checking" | "timing" | "following";
      readonly engine: BenchEngineId;
      readonly label: string;
      readonly case: BenchCase;
      /** Share of the figures and series that are there: 0 … 1. */
      readonly share: number;
    }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "series"; readonly series: SpeedSeries }
  /** All is there, or all that was there when it was cancelled. */
  | { readonly kind: "ended"; readonly complete: boolean; readonly seconds: number }
  | { readonly kind: "failed"; readonly message: string };

/** The report with what an event brings. */
export function grown(report: BenchReport | null, event: BenchEvent): BenchReport | null {
  if (event.kind === "started") return event.report;
  if (report === null) return null;
  switch (event.kind) {
    case "figure":
      return { ...report, figures: [...report.figures, event.figure] };
    case "series":
      return { ...report, series: [...report.series, event.series] };
    case "ended":
      return { ...report, complete: event.complete, seconds: event.seconds };
    default:
      return report;
  }
}
