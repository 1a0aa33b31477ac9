// Above a revealed map: the score of the prediction with what it is made of, a sentence, and what one may do next.

import { useRef } from "preact/hooks";
import { formatShare } from "../../store/figure/format.ts";
import type { MapState } from "../map/mapState.ts";
import { presets } from "../presets/index.ts";
import { presetSpec } from "../presets/open.ts";
import { expectArrival, useArrival } from "./arrival.ts";
import { ChallengeLink } from "./ChallengeLink.tsx";
import { nextPreset } from "./nextPreset.ts";
import { type Prediction, predictionOf, type Verdict } from "./prediction.ts";
import { PRECISION_DEFINITION, RECALL_DEFINITION, SCORE_DEFINITION } from "./score.ts";
import "../style/predict.css";

const AGAIN = "Covers the map once more; your lines stay, to be improved.";

export function VerdictBar({ map }: { map: MapState }) {
  const prediction = predictionOf(map);
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  const { value: verdict } = prediction.verdict;
  const next = nextPreset(map.page.spec.value);
  return (
    <section class="predict-verdict" aria-labelledby="predict-title" data-testid="verdict">
      <div class="predict-head">
        <h3 ref={heading} id="predict-title" tabIndex={-1}>
          Your prediction
        </h3>
        {verdict === null ? null : <Numbers verdict={verdict} />}
        <span class="predict-shown">
          <Toggle
            shown={prediction.showsLines}
            title="Your lines"
            sign="predict-line"
            definition="The lines that you drew before the map was revealed."
          />
          <Toggle
            shown={prediction.showsBorder}
            title="Measured border"
            sign="predict-border"
            definition={verdict === null ? prediction.ownQuestion.value.border : borderText(map, verdict)}
          />
        </span>
      </div>
      <p role="status" data-testid="remark">
        {verdict === null ? null : <span class="visually-hidden">{verdict.score} of 100. </span>}
        {verdict === null ? waitingText(prediction) : verdict.remark}
      </p>
      <p class="buttons">
        {next === null ? null : (
          <button
            type="button"
            onClick={() => {
              expectArrival();
              const { engine } = map.page.view.value;
              map.page.openSweep(presetSpec(next), {
                predict: "asked",
                ...(engine === undefined ? {} : { engine }),
              });
            }}
          >
            Predict the next: {presets[next].title}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          data-definition={AGAIN}
          onClick={() => {
            expectArrival();
            prediction.again();
          }}
        >
          Once more
        </button>
        <ChallengeLink prediction={prediction} />
        <button type="button" class="quiet" onClick={() => prediction.leave()}>
          Done
        </button>
      </p>
    </section>
  );
}

function Numbers({ verdict }: { verdict: Verdict }) {
  const { score, precision, recall } = verdict;
  const numbers = [
    ["Score", `${score} of 100`, SCORE_DEFINITION],
    ["Precision", formatShare(Math.round(100 * precision) / 100), PRECISION_DEFINITION],
    ["Recall", formatShare(Math.round(100 * recall) / 100), RECALL_DEFINITION],
  ];
  return (
    <dl class="predict-numbers">
      {numbers.map(([name, text, definition]) => (
        <div key={name}>
          <dt>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
            <span class="term" tabIndex={0} data-definition={definition}>
              {name}
            </span>
          </dt>
          <dd data-testid={`predict-${name.toLowerCase()}`}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the measured border is; of a median, its number. */
function borderText(map: MapState, { measured: { question, value } }: Verdict): string {
  const { text, unit } = map.quantity.value.text(value);
  const number = question.level.kind === "middle" ? `: ${text} ${unit}`.trimEnd() : "";
  return `Between the pixels on either side of ${question.border}${number}.`;
}

interface ToggleParts {
  readonly shown: Prediction["showsLines"];
  readonly title: string;
  readonly sign: string;
  readonly definition: string;
}

function Toggle({ shown, title, sign, definition }: ToggleParts) {
  return (
    <label data-definition={definition}>
      <input
        type="checkbox"
        checked={shown.value}
        data-definition={definition}
        onChange={(event) => {
          shown.value = event.currentTarget.checked;
        }}
      />
      <svg width={26} height={10} aria-hidden="true">
        <path class="predict-casing" d="M3 5H23" />
        <path class={sign} d="M3 5H23" />
      </svg>
      {title}
    </label>
  );
}

/** Why there is no score yet, or none at all. */
function waitingText({ map, isComplete }: Prediction): string {
  const { phase } = map.page.run.status.value;
  if (isComplete.value) return "Measuring the border…";
  return phase === "cancelled" || phase === "failed"
    ? "The sweep was not finished: without all of the map there is no score."
    : "Your score follows when the sweep is done.";
}
