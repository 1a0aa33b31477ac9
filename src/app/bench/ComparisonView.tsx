// Two reports side by side: how much faster B is than A, case by case, and what else differs between them.

import type { Comparison } from "../../lab/bench/compare.ts";
import { measureText } from "../../lab/bench/numbers.ts";
import type { BenchState } from "./benchState.ts";
import { ScrollTable } from "./ScrollTable.tsx";

const THIN = "\u202f";

export function ComparisonView({ bench, comparison }: { bench: BenchState; comparison: Comparison }) {
  const { cases, means, differences, onlyA, onlyB } = comparison;
  const [a, b] = bench.reports.value.map(({ name }) => name);
  return (
    <section class="panel bench-comparison" aria-label="Comparison" data-testid="bench-comparison">
      <h2>
        B against A: {b} against {a}
      </h2>
      <p class="buttons">
        <button type="button" class="quiet" disabled={bench.isRunning.value} onClick={() => bench.swap()}>
          Swap A and B
        </button>
      </p>
      {means.length === 0 ? <p>No case was timed in both.</p> : null}
      <ul>
        {means.map(({ engine, ratio, cases: count }) => (
          <li key={engine}>
            {engine}: B is {measureText(ratio, THIN)} × as fast as A (geometric mean of {count} cases)
          </li>
        ))}
      </ul>
      {cases.length === 0 ? null : (
        <Table
          title="Networks per second, case by case"
          head={["case", "engine", "A", "B", "B / A", ""]}
          rows={cases.map((one) => [
            one.name,
            one.engine,
            measureText(one.a, THIN),
            measureText(one.b, THIN),
            measureText(one.ratio, THIN),
            one.withinSpread ? "within the spread" : "",
          ])}
        />
      )}
      {differences.length === 0 ? null : (
        <Table
          title="What differs besides"
          head={["", "A", "B"]}
          rows={differences.map((one) => [one.what, one.a, one.b])}
        />
      )}
      <Only whose="A" names={onlyA} />
      <Only whose="B" names={onlyB} />
    </section>
  );
}

function Table({
  title,
  head,
  rows,
}: {
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  return (
    <ScrollTable title={title} testId="bench-compared">
      <thead>
        <tr>
          {head.map((text, column) =>
            text === "" ? (
              <td key={String(column)} />
            ) : (
              <th key={text} scope="col">
                {text}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row[0]} ${row[1]}`}>
            {row.map((text, column) =>
              column === 0 ? (
                <th key={head[column]} scope="row">
                  {text}
                </th>
              ) : (
                <td key={head[column]}>{text}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function Only({ whose, names }: { whose: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <details class="bench-details">
      <summary>
        Timed only in {whose}: {names.length}
      </summary>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
