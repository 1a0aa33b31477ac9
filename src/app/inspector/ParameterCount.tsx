// How many numbers the network has to learn, cell by cell: gates multiply them, unrolling never does.

import { type CellName, cells } from "../../model/cells/index.ts";
import { countOf, parameterShapes, type Sizes } from "../../model/network.ts";
import { formatCount } from "../../store/figure/format.ts";
import { sizesOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";

export function ParameterCount({ spec }: { spec: SweepSpec }) {
  const sizes = sizesOf(spec);
  const others = (Object.keys(cells) as CellName[]).filter((cell) => cell !== sizes.cell);
  return (
    <p class="aside" data-testid="parameter-count">
      <Count sizes={sizes} />, the same in every copy: unrolling adds none. Of these sizes{" "}
      {others.map((cell, i) => (
        <span key={cell}>
          {i === 0 ? "" : ", "}
          {cells[cell].label} would have <Count sizes={{ ...sizes, cell }} />
        </span>
      ))}
      .
    </p>
  );
}

function Count({ sizes }: { sizes: Sizes }) {
  const shapes = parameterShapes(sizes);
  const listed = Object.entries(shapes)
    .filter(([, shape]) => shape[0] > 0)
    .map(([name, shape]) => `${name} ${shape.join(" × ")}`);
  const definition = `How many numbers training may change, at every unroll length: ${listed.join(", ")}.`;
  const count = countOf(shapes);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
    <span class="term" tabIndex={0} data-definition={definition}>
      <data value={String(count)}>{formatCount(count)}</data> parameters
    </span>
  );
}
