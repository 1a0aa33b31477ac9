// The bench's page: what is to be timed, how far it is, and what came of it: engines, tables, charts, a comparison.

import { useMemo } from "preact/hooks";
import { compareReports } from "../../lab/bench/compare.ts";
import type { Page } from "../state/page.ts";
import { BenchControls } from "./BenchControls.tsx";
import { ComparisonView } from "./ComparisonView.tsx";
import { EngineList } from "./EngineList.tsx";
import { FigureTables } from "./FigureTables.tsx";
import { ReportFiles } from "./ReportFiles.tsx";
import { SpeedCharts } from "./SpeedCharts.tsx";

export function BenchPage({ page }: { page: Page }) {
  const { bench } = page;
  const shown = bench.shown.value;
  const [a, b] = bench.reports.value;
  // B against A, where there are two.
  const comparison = useMemo(() => (b === undefined ? null : compareReports(a.report, b.report)), [a, b]);
  return (
    <main class="bench" data-testid="bench" data-phase={bench.phase.value}>
      <section class="panel bench-intro" aria-label="The bench">
        <h2>Which engine is how fast here?</h2>
        <p>
          The same sweeps on every engine. Each answers a sample of networks first, and the reference checks
          it; an engine that is wrong is refused, not timed. Then it is warmed up, and the median of five runs
          counts.
        </p>
        <BenchControls page={page} />
        <ReportFiles bench={bench} />
      </section>
      {shown === null ? null : (
        <>
          <EngineList report={shown.report} />
          <SpeedCharts report={shown.report} />
          <FigureTables report={shown.report} />
        </>
      )}
      {comparison === null ? null : <ComparisonView bench={bench} comparison={comparison} />}
    </main>
  );
}
