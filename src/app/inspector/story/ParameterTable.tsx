// What training did to the parameters: each by its name where it is one number, by its norm where it is a matrix.

import type { ParameterName } from "../../../model/network.ts";
import { formatNumber } from "../../../store/figure/format.ts";
import type { TrainingInspection } from "../../../sweep/trainingInspection.ts";
import { distance, entriesOf, parameterStates, sizeOf } from "./facts.ts";

/** What each parameter is called in words, and what it is. */
const words: Readonly<Record<ParameterName, { readonly word: string; readonly definition: string }>> = {
  weight_ih: {
    word: "input weight",
    definition: "W_ih [G·H][I]: from the input to the units, to each of the cell's G gates.",
  },
  weight_hh: {
    word: "feedback weight",
    definition: "W_hh [G·H][H]: from the units' last state back to them, to each of the cell's G gates.",
  },
  bias: { word: "bias", definition: "b [G·H]: added to the units' input at every step." },
  bias_hn: {
    word: "bias inside the reset",
    definition: "b_hn [H]: added to the feedback of the gate n before the reset gate r multiplies it.",
  },
  weight_out: { word: "output weight", definition: "W_out [O][H]: from the last state to the prediction." },
  bias_out: { word: "output bias", definition: "b_out [O]: added to the prediction." },
};
const headings = [
  {
    heading: "before",
    definition: "At the initial weights, before the first update. Weights and biases have no unit.",
  },
  { heading: "after", definition: "After the last update." },
  { heading: "moved", definition: "After minus before: what all updates together changed." },
];
const NORMS =
  "The Euclidean norm over all entries; under “moved”, that of the difference between after and before.";

export function ParameterTable({ training }: { training: TrainingInspection }) {
  const states = parameterStates(training);
  const single = states.every(({ before }) => entriesOf(before).length === 1);
  return (
    <table class="numbers" data-testid="parameters">
      <caption>
        What training did to the parameters
        {single ? null : (
          <>
            {" ("}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
            <span class="term" tabIndex={0} data-definition={NORMS}>
              norms
            </span>
            )
          </>
        )}
      </caption>
      <thead>
        <tr>
          <th scope="col">parameter</th>
          {headings.map(({ heading, definition }) => (
            <th key={heading} scope="col" class="number">
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
              <span class="term" tabIndex={0} data-definition={definition}>
                {heading}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {states.map(({ name, before, after }) => {
          const value = (state: typeof before) => (single ? entriesOf(state)[0] : sizeOf(state));
          const moved = single ? value(after) - value(before) : distance(after, before);
          const { word, definition } = words[name];
          return (
            <tr key={name} data-parameter={name}>
              <th scope="row">
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
                <span class="term" tabIndex={0} data-definition={`${definition} (${name})`}>
                  {word}
                  {entriesOf(before).length === 1 ? "" : "s"}
                </span>
              </th>
              {[value(before), value(after), moved].map((number, i) => (
                <td key={i} class="number">
                  <data value={String(number)}>
                    {single && i === 2 && number > 0 ? "+" : ""}
                    {formatNumber(number, 4)}
                  </data>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
