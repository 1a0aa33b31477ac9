// What was compared, and where: each engine in a sentence, those that are missing with the reason, and the surroundings.

import { engineLine, environmentLines } from "../../lab/bench/markdown.ts";
import type { BenchReport } from "../../lab/bench/report.ts";

export function EngineList({ report }: { report: BenchReport }) {
  const { engines, complete, figures } = report;
  const refused = figures.filter(({ outcome }) => outcome === "refused").length;
  return (
    <section class="panel bench-engines" aria-label="Engines">
      <h2>What was compared{complete ? "" : " (not all of it yet)"}</h2>
      {refused === 0 ? null : (
        <p class="bench-refused" role="alert" data-testid="bench-refused">
          {refused} of {figures.length} figures were refused: the engine’s answer was wrong, so it was not
          timed.
        </p>
      )}
      <ul data-testid="bench-engines">
        {engines.map((engine) => {
          const [label, ...rest] = engineLine(engine).split(": ");
          return (
            <li key={engine.id} class={engine.missing === null ? "" : "bench-missing"}>
              <strong>{label}</strong>: {rest.join(": ")}
            </li>
          );
        })}
      </ul>
      <ul class="bench-surroundings">
        {environmentLines(report).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
