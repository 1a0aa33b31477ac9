// The slice plots in numbers, for those who do not see them or want them exactly: first, last, least and greatest value of
// every curve, and what of it has no number.

import { formatCount } from "../../../store/figure/format.ts";
import type { ShownAxis } from "../../../store/figure/shownAxis.ts";
import type { MapState } from "../mapState.ts";
import { type Direction, type SliceCurve, summaryOf } from "./sliceData.ts";

const columns = [
  ["first", "first", "The value at the axis’ first position."],
  ["last", "last", "The value at the axis’ last position."],
  ["least", "least", "The smallest value along the slice; −∞ counts."],
  ["most", "greatest", "The greatest value along the slice; +∞ counts."],
] as const;

export function SliceTable({
  map,
  slices,
}: {
  map: MapState;
  slices: readonly { direction: Direction; axis: ShownAxis; curves: readonly SliceCurve[] }[];
}) {
  const quantity = map.quantity.value;
  const text = (value: number) => quantity.text(value, 4).text;
  return (
    <details class="slice-table">
      <summary>The slices as a table</summary>
      {slices.map(({ direction, axis, curves }) => (
        <table key={direction} data-testid={`slice-table-${direction}`}>
          <caption>
            {quantity.label} against {axis.title}
            {quantity.scale === "outcome" ? "" : `, in ${quantity.unit}`}
          </caption>
          <thead>
            <tr>
              <th scope="col">curve</th>
              {columns.map(([key, name, definition]) => (
                <th key={key} scope="col">
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
                  <span class="term" tabIndex={0} data-definition={`${definition} ${quantity.definition}`}>
                    {name}
                  </span>
                </th>
              ))}
              <th scope="col">without a number</th>
            </tr>
          </thead>
          <tbody>
            {curves.map((curve) => {
              const summary = summaryOf(curve);
              return (
                <tr key={curve.title}>
                  <th scope="row">{curve.title === "" ? "the map" : curve.title}</th>
                  {columns.map(([key]) => (
                    <td key={key}>
                      <data value={String(summary[key])}>{text(summary[key])}</data>
                    </td>
                  ))}
                  <td>
                    {formatCount(summary.nan)} of {formatCount(curve.values.length)} positions
                    {summary.waiting === 0 ? "" : `, ${formatCount(summary.waiting)} not yet`}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </details>
  );
}
