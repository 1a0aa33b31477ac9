// What the tests of the Bench page share: waiting for it, measuring it, and a report to open.

import type { Page } from "playwright";
import { type BenchReport, reportText } from "../../src/lab/bench/report.ts";
import { refusedFigure, reportOf, seriesOf, timedFigure } from "../unit/bench/reports.ts";

/** A bench of H = 1 takes this long at most, also on a machine that is busy. */
export const BENCH_MS = 110_000;

/** How far the page can be scrolled sideways. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Waits until the bench has come to a phase. */
export function benchPhase(page: Page, name: string, timeout = BENCH_MS): Promise<unknown> {
  return page.waitForSelector(`[data-testid="bench"][data-phase="${name}"]`, { timeout });
}

/** A report as a file to be chosen. */
export function fileOf(name: string, content: BenchReport | string) {
  const text = typeof content === "string" ? content : reportText(content);
  return { name, mimeType: "application/json", buffer: Buffer.from(text) };
}

/** A report in which webgpu overtakes the CPU, and one engine was refused. */
export const gpuReport = reportOf(
  [timedFigure("cpu-all", 8, 2000), timedFigure("webgpu", 8, 90_000), refusedFigure("cpu-1", 8)],
  [seriesOf("webgpu", [125, 500, 2000, 8000]), seriesOf("cpu-all", [1000, 1000, 1000, 1000])],
);
