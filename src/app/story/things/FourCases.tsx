// Scene 3: the four cases of the notes, what the open network predicts for each, and how far off it is.

import { priceCases } from "../../../model/tasks/prices.ts";
import { formatNumber } from "../../../store/figure/format.ts";
import { terms } from "../terms.ts";
import type { ThingParts } from "./index.ts";

/** Predictions this near are right as far as anybody could see. */
const RIGHT = 0.05;

export function FourCases({ page }: ThingParts) {
  const { value: inspected } = page.inspected;
  if (inspected === null) return null;
  const { spec, inspection } = inspected;
  if (spec.task.kind !== "prices") return null;
  return (
    <table class="numbers" data-testid="four-cases">
      <caption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
        <span class="term" tabIndex={0} data-definition={terms.prices}>
          Prices
        </span>
        , and what this network predicts
        {inspection === null ? "" : `: loss ${formatNumber(inspection.loss, 3)}`}
      </caption>
      <thead>
        <tr>
          {["yesterday", "today", "→ tomorrow", "predicted", ""].map((head) =>
            head === "" ? (
              <td key={head} />
            ) : (
              <th key={head} scope="col" class="number">
                {head}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {priceCases[spec.task.cases].map(([yesterday, today, tomorrow], b) => {
          const predicted = inspection?.outputs[b]?.[0];
          const isRight = predicted !== undefined && Math.abs(predicted - tomorrow) <= RIGHT;
          return (
            <tr key={`${yesterday} ${today}`}>
              {[yesterday, today, tomorrow].map((price, i) => (
                <td key={["yesterday", "today", "tomorrow"][i]} class="number">
                  {price}
                </td>
              ))}
              <td class="number">{predicted === undefined ? "" : formatNumber(predicted, 3)}</td>
              <td>{predicted === undefined ? "" : isRight ? "✓ right" : "✗ off"}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
