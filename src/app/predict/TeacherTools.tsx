// For whoever asks a class: a question of one's own, and the link that opens the covered map with it.

import { LONGEST_QUESTION } from "../../sweep/view.ts";
import { ChallengeLink } from "./ChallengeLink.tsx";
import type { Prediction } from "./prediction.ts";

const QUESTION =
  "What is asked above the covered map, in your own words; blank: what the map asks by itself. At most 200 characters. The score is that of the border named beside it, whatever you ask.";

export function TeacherTools({ prediction }: { prediction: Prediction }) {
  return (
    <details class="predict-teacher">
      <summary>Ask a class</summary>
      <div class="predict-teacher-fields">
        <label data-definition={QUESTION}>
          <span>Your own question</span>
          <input
            type="text"
            dir="auto"
            maxLength={LONGEST_QUESTION}
            placeholder={prediction.ownQuestion.value.text}
            value={prediction.map.page.view.value.question ?? ""}
            data-definition={QUESTION}
            onInput={(event) => prediction.ask(event.currentTarget.value)}
          />
        </label>
        <p class="predict-scored">Scored: {prediction.ownQuestion.value.border}.</p>
        <ChallengeLink prediction={prediction} />
      </div>
    </details>
  );
}
