// Weights to change by hand, and what the gradient makes of it, at once: the walk is repeated at every move.

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { formatNumber } from "../../../../store/figure/format.ts";
import { sizeText } from "../../sentence.ts";
import type { Walking } from "../walking.ts";
import { type Entry, entriesOf, entryText, refusalOf, withEntry } from "./entries.ts";
import { MatrixPicker } from "./MatrixPicker.tsx";
import { sweepAround } from "./sweepAround.ts";
import { WeightSlider } from "./WeightSlider.tsx";

/** So few numbers have a slider each; of more, one at a time is chosen. */
const MOST_SLIDERS = 6;

const DEFINITIONS = {
  weight_ih: "From the input to the unit, the same at every step.",
  weight_hh: "From a unit's last state back to a unit: used again at every step.",
  bias: "Added to the unit's input at every step.",
  bias_hn: "Added to the feedback of the gate n before the reset gate r multiplies it.",
  weight_out: "From the last state to the prediction.",
  bias_out: "Added to the prediction.",
} as const;

export function WeightsEditor({ walking }: { walking: Walking }) {
  const { spec } = walking.network;
  const refusal = useMemo(() => refusalOf(spec), [spec]);
  const chosen = useSignal<Entry>({ name: "weight_hh", index: 0 });
  const original = walking.original.value?.parameters ?? null;
  if (refusal !== null) return <p class="aside">{refusal}</p>;
  if (original === null) return null;
  const parameters = walking.edited.value ?? original;
  const all = entriesOf(original);
  const shown = all.length <= MOST_SLIDERS ? all : [chosen.value];
  return (
    <section class="weights" aria-label="Change a weight" data-testid="walk-weights">
      <h4>What if? Drag a weight and watch the bars</h4>
      {all.length <= MOST_SLIDERS ? null : (
        <MatrixPicker
          spec={spec}
          original={original}
          parameters={parameters}
          chosen={chosen.value}
          onChoose={(entry) => {
            chosen.value = entry;
          }}
        />
      )}
      {shown.map((entry) => (
        <WeightSlider
          key={`${entry.name} ${entry.index}`}
          label={all.length <= MOST_SLIDERS ? entry.name : entryText(spec, entry)}
          definition={`${entryText(spec, entry)}. ${DEFINITIONS[entry.name]} No unit.`}
          original={original[entry.name][entry.index]}
          value={parameters[entry.name][entry.index]}
          onChange={(value) => {
            walking.edited.value = withEntry(walking.edited.value ?? original, entry, value);
          }}
        />
      ))}
      <Comparison walking={walking} />
    </section>
  );
}

/** What the changes did to the whole way, and what can be done with them. */
function Comparison({ walking }: { walking: Walking }) {
  const [before, after, edited] = [walking.original.value, walking.changed.value, walking.edited.value];
  if (edited === null) {
    return <p class="aside">The network on the map stays as it is; what you change here is yours alone.</p>;
  }
  const arrives = ({ logNorm, unroll }: { logNorm: Float64Array; unroll: number }) => {
    const ratio = logNorm[0] - logNorm[unroll];
    return Number.isNaN(ratio) ? "nothing" : sizeText(ratio);
  };
  const { network, page } = walking;
  const around = sweepAround(walking.specOf(edited), network.spec.name);
  return (
    <>
      <p class="weights-told" role="status" data-testid="walk-changed">
        {before === null || after === null
          ? "Walking again…"
          : `At the start now arrives ${arrives(after.walk)} of the gradient, in place of ${arrives(before.walk)}; the loss is ${formatNumber(after.walk.loss, 4)} in place of ${formatNumber(before.walk.loss, 4)} squared target units.`}
      </p>
      <div class="buttons">
        <button
          type="button"
          class="quiet"
          onClick={() => {
            walking.edited.value = null;
          }}
        >
          Reset the weights
        </button>
        {around === null ? null : (
          <button type="button" class="quiet" onClick={() => page.changeSpec(around)}>
            Open as a sweep of its own
          </button>
        )}
      </div>
    </>
  );
}
